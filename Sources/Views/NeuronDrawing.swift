import Autograd
import Screen

/// One neuron: inputs on the left, a weight and a product on each edge, the sum, the output.
struct NeuronDrawing: NetworkDrawing {
  /// An edge into the sum; the bias is one without an input.
  struct Edge {
    let input: Entry?
    let weight: Entry
    /// The sum the product is a term of, and its number there.
    let product: (node: NodeID, term: Int)?
  }

  let context: ViewContext
  let layer: Layer
  let edges: [Edge]

  init(_ context: ViewContext, _ layer: Layer) {
    self.context = context
    self.layer = layer
    let graph = context.graph
    let weighted = layer.products.flatMap { product in
      product.inputs(in: graph).enumerated().map { term, input in
        Edge(
          input: input, weight: product.weight(row: 0, term: term, in: graph),
          product: (product.node, term))
      }
    }
    edges =
      weighted + layer.biases.map { Edge(input: nil, weight: Entry(.value($0)), product: nil) }
  }

  var naturalSize: Size {
    Size(width: NeuronPlan.all(self)[0].width, height: edges.count * 3)
  }

  func draw(on canvas: inout Canvas) {
    guard
      let plan = NeuronPlan.all(self).first(where: {
        $0.width <= canvas.width && edges.count * $0.bandHeight + $0.rowsBelow <= canvas.height
      })
    else { return drawList(on: &canvas) }
    let spare = canvas.height - edges.count * plan.bandHeight - plan.rowsBelow
    let lines = worked
    // A wide screen has the arithmetic below the picture as well.
    let hasWorked = spare > lines.count
    let band =
      hasWorked
      ? min(5, plan.bandHeight + (spare - lines.count - 1) / edges.count) : plan.bandHeight
    let height = edges.count * band
    drawPicture(plan, band: band, on: &canvas)
    let below = height + (plan.rowsBelow > 0 ? 1 : 0)
    if plan.rowsBelow > 0 { drawSurroundings(x: 0, y: height, isColumn: false, on: &canvas) }
    if hasWorked {
      canvas.list(lines, top: below + 1, height: canvas.height - below - 1)
    }
  }

  private var worked: [ListRow] {
    context.graph.lines.indices.map { line in
      ListRow(
        [.init(2, context.worked(line: line))], isCurrent: context.currentLine == line)
    }.filter { !$0.columns[0].line.parts.isEmpty }
  }

  // MARK: The picture

  private func drawPicture(_ plan: NeuronPlan, band: Int, on canvas: inout Canvas) {
    let rows = edges.indices.map { $0 * band + band / 2 }
    let middle = ((rows.first ?? 0) + (rows.last ?? 0)) / 2
    let nextY = plan.isBoxed || band > 1 ? middle : middle
    for (edge, y) in zip(edges, rows) { drawWire(edge, y, plan, on: &canvas) }
    canvas.vertical(plan.busX, rows.first ?? 0, to: rows.last ?? 0)
    canvas.horizontal(plan.busX, nextY, to: plan.sumX)
    canvas.text(context.glyphs.pointer, x: plan.sumX - 1, y: nextY, .border)
    for (edge, y) in zip(edges, rows) { drawEdge(edge, y, plan, on: &canvas) }
    let sum = Entry(.value(layer.sum))
    canvas.neuron(
      sum, name: plan.sumName, x: plan.sumX, y: nextY, width: plan.sumWidth, isBoxed: plan.isBoxed)
    drawActivation(plan, y: nextY, on: &canvas)
    if plan.rowsBelow == 0 {
      drawSurroundings(x: plan.restX, y: nextY, isColumn: true, on: &canvas)
    }
  }

  private func drawActivation(_ plan: NeuronPlan, y: Int, on canvas: inout Canvas) {
    guard let activation = layer.activation else { return }
    let start = plan.sumX + plan.sumWidth + (plan.isBoxed ? 0 : 1)
    canvas.horizontal(start, y, to: plan.outputX - 1)
    canvas.text(context.glyphs.pointer, x: plan.outputX - 1, y: y, .border)
    if plan.hasLabels {
      canvas.text(" \(plan.activationName) ", x: start + plan.gap / 2 + 1, y: y, .code)
    }
    canvas.neuron(
      Entry(.value(activation)), name: plan.outputName, x: plan.outputX, y: y,
      width: plan.outputWidth, isBoxed: plan.isBoxed)
  }

  private func drawWire(_ edge: Edge, _ y: Int, _ plan: NeuronPlan, on canvas: inout Canvas) {
    let isNow = edge.product.map { context.isCurrent(term: $0.term, of: $0.node) } ?? false
    canvas.horizontal(
      plan.inputWidth, y, to: plan.busX + (edges.count > 1 ? 1 : 0), isNow ? .current : .border)
  }

  private func drawEdge(_ edge: Edge, _ y: Int, _ plan: NeuronPlan, on canvas: inout Canvas) {
    guard let input = edge.input else {
      let name = plan.hasLabels || !plan.isBoxed ? context.name(edge.weight) : "+"
      canvas.neuron(
        edge.weight, name: name, x: 0, y: y, width: plan.inputWidth, isBoxed: plan.isBoxed)
      return
    }
    canvas.neuron(
      input, name: context.name(input), x: 0, y: y, width: plan.inputWidth, isBoxed: plan.isBoxed)
    let isUpdated = context.isUpdated(edge.weight.quantity.node)
    let sign = isUpdated ? context.glyphs.text("←") : context.glyphs.times
    let label = plan.hasLabels ? " \(context.name(edge.weight)) " : " "
    var x = canvas.text(" \(sign)", x: plan.weightX, y: y, isUpdated ? .update : .muted)
    x = canvas.text(label, x: x, y: y, .muted)
    x = canvas.number(edge.weight, x: x, y: y, width: plan.weightWidth)
    canvas.text(" ", x: x, y: y)
    drawGradient(of: edge.weight, x: x, y: y + 1, plan, on: &canvas)
    drawProduct(edge, y, plan, isStale: isUpdated, on: &canvas)
  }

  /// Under its weight where the boxes leave a row for it.
  private func drawGradient(
    of weight: Entry, x: Int, y: Int, _ plan: NeuronPlan, on canvas: inout Canvas
  ) {
    guard plan.isBoxed, context.hasGradients else { return }
    let gradient = Entry(.gradient(weight.quantity.node), row: weight.row, column: weight.column)
    let width = TextWidth.of(context.text(gradient))
    canvas.text("∂", x: x - width - 2, y: y, .backward)
    canvas.number(gradient, x: x - width, y: y)
  }

  private func drawProduct(
    _ edge: Edge, _ y: Int, _ plan: NeuronPlan, isStale: Bool, on canvas: inout Canvas
  ) {
    guard let product = edge.product else { return }
    let isNow = context.isCurrent(term: product.term, of: product.node)
    let value = plan.value(product).map(StageNumber.text)
    let text = value.map { " = \($0) " } ?? " "
    let style: Style = isNow ? .current : isStale ? .muted : .plain
    if value != nil { canvas.text(text, x: plan.productX, y: y, style) }
  }

  /// Target, error and loss: beside the output, or in one row below.
  private func drawSurroundings(x: Int, y: Int, isColumn: Bool, on canvas: inout Canvas) {
    let nodes = context.graph.surroundings(of: [layer])
    var x = x, y = isColumn ? max(0, y - (nodes.count - 1) / 2) : y
    for node in nodes {
      let line =
        StageLine("\(context.graph[node].label) ", .strong)
        + StageLine(.value(node), in: context.graph)
      let end = canvas.put(line, x: x, y: y)
      if isColumn { y += 1 } else { x = end + 3 }
    }
  }

  // MARK: Without room for a picture

  /// The same numbers as rows of text.
  private func drawList(on canvas: inout Canvas) {
    var rows: [ListRow] = [row([layer.sum] + (layer.activation.map { [$0] } ?? []), "")]
    rows += edges.map { edge in
      let weight =
        StageLine("\(context.name(edge.weight)) ", .muted)
        + StageLine([.number(edge.weight)])
      guard let input = edge.input else { return ListRow([.init(0, weight)]) }
      let sign = StageLine(" \(context.glyphs.times) ", .muted)
      return ListRow([
        .init(
          0,
          StageLine("\(context.name(input)) ", .muted) + StageLine([.number(input)]) + sign
            + weight)
      ])
    }
    rows.append(row(context.graph.surroundings(of: [layer]), ""))
    canvas.list(rows, top: 0, height: canvas.height)
  }

  private func row(_ nodes: [NodeID], _ title: String) -> ListRow {
    let parts = nodes.map {
      StageLine("\(context.graph[$0].label) ", .strong) + StageLine(.value($0), in: context.graph)
    }
    let line = parts.reduce(StageLine()) { $0.parts.isEmpty ? $1 : $0 + StageLine("  ") + $1 }
    return ListRow([.init(0, line)])
  }
}
