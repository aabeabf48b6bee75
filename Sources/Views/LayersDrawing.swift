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
    let plan = LayersPlan.all(self).first {
      $0.width <= canvas.width && $0.header + neurons * $0.band + 1 <= canvas.height
    }
    // Without room for a picture, the same numbers as rows.
    guard let plan else {
      return canvas.list(
        QuantityTable(context).rows(width: canvas.width), top: 0, height: canvas.height)
    }
    let room = max(1, canvas.height - plan.header - 1)
    let band = max(1, min(plan.isBoxed ? 5 : 3, room / max(1, neurons)))
    let look = NeuronLook(
      isBoxed: plan.isBoxed, hasGradient: plan.isBoxed && context.hasGradients && band > 3)
    let inside = (band - look.height) / 2 + (plan.isBoxed ? 1 : 0)
    let rows = { (count: Int) in
      (0..<count).map { plan.header + (neurons - count) * band / 2 + $0 * band + inside }
    }
    drawColumn(
      inputs, x: 0, width: plan.inputWidth, rows(inputs.count),
      NeuronLook(isBoxed: plan.isBoxed), on: &canvas)
    var before = rows(inputs.count), end = plan.inputWidth
    for (layer, column) in zip(layers, plan.columns) {
      let own = rows(context.graph[layer.output].shape.count)
      drawEdges(layer, column, from: end, before, to: own, plan, on: &canvas)
      var look = look
      look.hasWire = layer != layers.last
      drawColumn(
        context.graph.entries(of: .value(layer.output)), x: column.neuronX,
        width: column.neuronWidth, own, look, on: &canvas)
      (before, end) = (own, column.neuronX + column.neuronWidth)
    }
    let below = plan.header + neurons * band
    drawSurroundings(y: min(canvas.height - 1, below), on: &canvas)
    canvas.workedLines(from: below + 2)
  }

  private func drawColumn(
    _ entries: [Entry], x: Int, width: Int, _ rows: [Int], _ look: NeuronLook,
    on canvas: inout Canvas
  ) {
    let numberWidth = context.width(Array(entries.prefix(64)))
    for (entry, y) in zip(entries, rows) where y <= canvas.height {
      canvas.neuron(
        entry, name: context.name(entry), x: x, y: y, width: width, numberWidth: numberWidth, look)
    }
  }

  private func drawEdges(
    _ layer: Layer, _ column: LayersPlan.Column, from end: Int, _ before: [Int], to own: [Int],
    _ plan: LayersPlan, on canvas: inout Canvas
  ) {
    for y in before { canvas.horizontal(end, y, to: column.busX) }
    for y in own { canvas.arrow(column.busX, y, to: column.neuronX) }
    canvas.bus(x: column.busX, left: before, right: own)
    if plan.hasWeights {
      for (row, y) in own.enumerated() where y < canvas.height {
        drawWeights(layer, row: row, column, y: y, plan, on: &canvas)
      }
    }
    if plan.header > 0 {
      canvas.text(column.title, x: column.busX + 2, y: 0, .muted, maxX: column.neuronX - 1)
      let middle = (column.neuronWidth - TextWidth.of(context.glyphs.text(column.sign))) / 2
      canvas.text(column.sign, x: column.neuronX + max(0, middle), y: 0, .code)
    }
  }

  private func drawWeights(
    _ layer: Layer, row: Int, _ column: LayersPlan.Column, y: Int, _ plan: LayersPlan,
    on canvas: inout Canvas
  ) {
    var x = canvas.text(" ", x: column.busX + 2, y: y)
    let hasGradient = plan.hasGradients
    for product in layer.products {
      for term in product.inputs(in: context.graph).indices {
        x = canvas.numberOnWire(
          product.weight(row: row, term: term, in: context.graph), x: x, y: y,
          width: column.weightWidth, hasGradient: hasGradient)
      }
    }
    for bias in layer.biases {
      x = canvas.text("+ ", x: x, y: y, .muted)
      let isOne = context.graph[bias].shape.count == 1
      x = canvas.numberOnWire(
        Entry(.value(bias), row: isOne ? 0 : row), x: x, y: y, width: column.biasWidth,
        hasGradient: hasGradient)
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
