import Autograd
import Screen

/// Layers of neurons in columns; before each neuron the weights of the edges that come in.
struct LayersDrawing: NetworkDrawing {
  let context: ViewContext
  let layers: [Layer]

  init(_ context: ViewContext, _ layers: [Layer]) {
    self.context = context
    self.layers = layers
  }

  var naturalSize: Size {
    let plan = LayersPlan.all(self)[0]
    return Size(width: plan.width, height: plan.header + neurons * 3 + 1)
  }

  /// The neurons of the widest column.
  var neurons: Int {
    max(inputs.count, layers.map { context.graph[$0.output].shape.count }.max() ?? 0)
  }

  /// What comes in from outside the layers.
  var inputs: [Entry] {
    let outputs = Set(layers.map(\.output))
    var seen: Set<NodeID> = []
    return layers.flatMap(\.products).map(\.input)
      .filter { !outputs.contains($0) && seen.insert($0).inserted }
      .flatMap { context.graph.entries(of: .value($0)) }
  }

  func draw(on canvas: inout Canvas) {
    let plan =
      LayersPlan.all(self).first {
        $0.width <= canvas.width && $0.header + neurons * $0.band + 1 <= canvas.height
      } ?? LayersPlan.all(self).last
    guard let plan else { return }
    let room = max(1, canvas.height - plan.header - 1)
    let band = max(1, min(plan.isBoxed ? 5 : 3, room / max(1, neurons)))
    let rows = { (count: Int) in
      (0..<count).map { plan.header + (neurons - count) * band / 2 + $0 * band + band / 2 }
    }
    drawColumn(inputs, x: 0, width: plan.inputWidth, rows(inputs.count), plan, on: &canvas)
    var before = rows(inputs.count), end = plan.inputWidth
    for (layer, column) in zip(layers, plan.columns) {
      let own = rows(context.graph[layer.output].shape.count)
      drawEdges(layer, column, from: end, before, to: own, plan, on: &canvas)
      drawColumn(
        context.graph.entries(of: .value(layer.output)), x: column.neuronX,
        width: column.neuronWidth, own, plan, on: &canvas)
      (before, end) = (own, column.neuronX + column.neuronWidth)
    }
    drawSurroundings(y: min(canvas.height - 1, plan.header + neurons * band), on: &canvas)
  }

  private func drawColumn(
    _ entries: [Entry], x: Int, width: Int, _ rows: [Int], _ plan: LayersPlan,
    on canvas: inout Canvas
  ) {
    for (entry, y) in zip(entries, rows) {
      canvas.neuron(
        entry, name: context.name(entry), x: x, y: y, width: width, isBoxed: plan.isBoxed)
    }
  }

  private func drawEdges(
    _ layer: Layer, _ column: LayersPlan.Column, from end: Int, _ before: [Int], to own: [Int],
    _ plan: LayersPlan, on canvas: inout Canvas
  ) {
    for y in before { canvas.horizontal(end, y, to: column.busX + 1) }
    let rows = before + own
    canvas.vertical(column.busX, rows.min() ?? 0, to: rows.max() ?? 0)
    for (row, y) in own.enumerated() {
      canvas.horizontal(column.busX, y, to: column.neuronX - 1)
      canvas.text(context.glyphs.pointer, x: column.neuronX - 1, y: y, .border)
      if plan.hasWeights { drawWeights(layer, row: row, column, y: y, on: &canvas) }
    }
    if plan.header > 0 {
      canvas.text(column.title, x: column.busX + 2, y: 0, .muted, maxX: column.neuronX - 1)
      canvas.text(column.sign, x: column.neuronX, y: 0, .code)
    }
  }

  private func drawWeights(
    _ layer: Layer, row: Int, _ column: LayersPlan.Column, y: Int, on canvas: inout Canvas
  ) {
    var x = canvas.text(" ", x: column.busX + 2, y: y)
    for product in layer.products {
      for term in product.inputs(in: context.graph).indices {
        let weight = product.weight(row: row, term: term, in: context.graph)
        x = canvas.number(weight, x: x, y: y, width: column.weightWidth)
        x = canvas.text(" ", x: x, y: y)
      }
    }
    for bias in layer.biases {
      x = canvas.text("+ ", x: x, y: y, .muted)
      let isOne = context.graph[bias].shape.count == 1
      x = canvas.number(
        Entry(.value(bias), row: isOne ? 0 : row), x: x, y: y, width: column.biasWidth)
      x = canvas.text(" ", x: x, y: y)
    }
  }

  /// Targets, error, loss.
  private func drawSurroundings(y: Int, on canvas: inout Canvas) {
    var x = 0
    for node in context.graph.surroundings(of: layers) where x < canvas.width {
      let line =
        StageLine("\(context.graph[node].label) ", .strong)
        + StageLine(.value(node), in: context.graph)
      x = canvas.put(line, x: x, y: y) + 3
    }
  }
}
