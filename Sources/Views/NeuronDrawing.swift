import Autograd
import Screen

/// One neuron: inputs on the left, a weight and a product on each edge, the sum, the output.
struct NeuronDrawing: NetworkDrawing {
  /// An edge into the sum; the bias is one without an input.
  struct Edge {
    let input: Entry?
    let weight: Entry
    /// The product it is a term of, and its number there.
    let product: (whole: Layer.Product, term: Int)?
  }

  let context: ViewContext
  let layer: Layer
  let edges: [Edge]
  /// The room of the widest ` = product`, the same at every moment of the pass.
  let productWidth: Int

  init(_ context: ViewContext, _ layer: Layer) {
    self.context = context
    self.layer = layer
    let graph = context.graph
    let weighted = layer.products.flatMap { product in
      product.inputs(in: graph).enumerated().map { term, input in
        Edge(
          input: input, weight: product.weight(row: 0, term: term, in: graph),
          product: (product, term))
      }
    }
    productWidth =
      weighted.compactMap { edge in
        guard let (whole, term) = edge.product else { return nil }
        let value =
          context.trace.value(ofTerm: term, of: whole.node)
          ?? context.trace[Entry(.value(whole.node))]
        return TextWidth.of(context.glyphs.text(" = \(StageNumber.text(value)) "))
      }.max() ?? 0
    edges =
      weighted + layer.biases.map { Edge(input: nil, weight: Entry(.value($0)), product: nil) }
  }

  var naturalSize: Size {
    // More edges than any screen has rows are listed, not drawn.
    guard edges.count <= 64 else { return Size(width: 44, height: edges.count + 2) }
    return Size(width: NeuronPlan.all(self)[0].width, height: edges.count * 3)
  }

  var leastSize: Size {
    guard edges.count <= 64 else { return naturalSize }
    let plan = NeuronPlan(
      drawing: self, isBoxed: false, detail: .compact, isRestBelow: true, gap: 0)
    return Size(width: plan.width, height: edges.count + plan.rowsBelow)
  }

  func draw(on canvas: inout Canvas) {
    let plans = edges.count <= min(64, canvas.height) ? NeuronPlan.all(self) : []
    let plan = plans.first {
      $0.width <= canvas.width && edges.count * $0.bandHeight + $0.rowsBelow <= canvas.height
    }
    guard let plan else { return drawList(on: &canvas) }
    // A large screen has wider rows, and the arithmetic below them.
    let spare = canvas.height - edges.count * plan.bandHeight - plan.rowsBelow
    let lines = context.graph.lines.count + 1
    let extra = (spare >= lines ? spare - lines : max(0, spare)) / max(1, edges.count)
    let band = min(5, plan.bandHeight + extra)
    let end = edges.count * band + plan.rowsBelow
    drawPicture(plan, band: band, on: &canvas)
    if plan.rowsBelow > 0 { drawSurroundings(x: 0, y: end - 1, isColumn: false, on: &canvas) }
    canvas.workedLines(from: end + 1)
  }

  // MARK: The picture

  private func drawPicture(_ plan: NeuronPlan, band: Int, on canvas: inout Canvas) {
    var look = NeuronLook(
      isBoxed: plan.isBoxed, hasGradient: plan.hasGradients && band > 3)
    let inside = (band - look.height) / 2 + (plan.isBoxed ? 1 : 0)
    let rows = edges.indices.map { $0 * band + inside }
    let middle = ((rows.first ?? 0) + (rows.last ?? 0)) / 2
    for (edge, y) in zip(edges, rows) { drawWire(edge, y, plan, on: &canvas) }
    canvas.arrow(plan.busX, middle, to: plan.sumX)
    canvas.bus(x: plan.busX, left: rows, right: [middle])
    for (edge, y) in zip(edges, rows) { drawEdge(edge, y, plan, look, on: &canvas) }
    look.hasWire = layer.activation != nil
    let sum = Entry(.value(layer.sum))
    canvas.neuron(
      sum, name: plan.sumName, x: plan.sumX, y: middle, width: plan.sumWidth,
      numberWidth: context.width(sum),
      look)
    drawActivation(plan, look, y: middle, on: &canvas)
    if plan.rowsBelow == 0 {
      drawSurroundings(x: plan.restX, y: middle, isColumn: true, on: &canvas)
    }
  }

  private func drawActivation(
    _ plan: NeuronPlan, _ look: NeuronLook, y: Int, on canvas: inout Canvas
  ) {
    guard let activation = layer.activation else { return }
    let start = plan.sumX + plan.sumWidth + (plan.isBoxed ? 0 : 1)
    canvas.arrow(start, y, to: plan.outputX)
    if plan.hasLabels {
      canvas.text(" \(plan.activationName) ", x: start + plan.gap / 2 + 1, y: y, .code)
    }
    let output = Entry(.value(activation))
    canvas.neuron(
      output, name: plan.outputName, x: plan.outputX, y: y, width: plan.outputWidth,
      numberWidth: context.width(output),
      NeuronLook(isBoxed: look.isBoxed, hasGradient: look.hasGradient, hasWire: false))
  }

  private func drawWire(_ edge: Edge, _ y: Int, _ plan: NeuronPlan, on canvas: inout Canvas) {
    let isNow = edge.product.map { context.isCurrent(term: $0.term, of: $0.whole.node) } ?? false
    canvas.horizontal(plan.inputWidth, y, to: plan.busX, isNow ? .current : .border)
  }

  private func drawEdge(
    _ edge: Edge, _ y: Int, _ plan: NeuronPlan, _ look: NeuronLook, on canvas: inout Canvas
  ) {
    // What is given needs no gradient; the bias does.
    let hasGradient = look.hasGradient && edge.input == nil
    let source = edge.input ?? edge.weight
    canvas.neuron(
      source, name: context.name(source), x: 0, y: y, width: plan.inputWidth,
      numberWidth: context.width(plan.sources),
      NeuronLook(isBoxed: plan.isBoxed, hasGradient: hasGradient))
    guard edge.input != nil else { return }
    let label = plan.hasLabels ? " \(context.name(edge.weight)) " : " "
    var x = canvas.text(" \(context.times)", x: plan.weightX, y: y, .muted)
    x = canvas.text(label, x: x, y: y, .muted)
    _ = canvas.numberOnWire(
      edge.weight, x: x, y: y, width: plan.weightWidth, hasGradient: plan.hasGradients,
      hasGhost: plan.hasGhosts)
    drawProduct(edge, y, plan, on: &canvas)
  }

  private func drawProduct(_ edge: Edge, _ y: Int, _ plan: NeuronPlan, on canvas: inout Canvas) {
    guard let product = edge.product,
      let value = context.value(ofTerm: product.term, product.whole)
    else { return }
    let isNow = context.isCurrent(term: product.term, of: product.whole.node)
    var x = canvas.text(" ", x: plan.productX, y: y)
    x = canvas.text("= \(StageNumber.text(value))", x: x, y: y, isNow ? .current : .plain)
    canvas.text(" ", x: x, y: y)
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
    let results = [layer.sum] + (layer.activation.map { [$0] } ?? [])
    let rest = context.graph.surroundings(of: [layer])
    // A change may need more columns than the least picture has; then the list takes its rows.
    let isTight = !rest.isEmpty && canvas.height < edges.count + 2
    var rows = [row(isTight ? results + rest : results)]
    rows += edges.prefix(canvas.height).map { edge in
      let weight =
        StageLine("\(context.name(edge.weight)) ", .muted)
        + StageLine([.number(edge.weight)])
      guard let input = edge.input else { return ListRow([.init(0, weight)]) }
      let product =
        edge.product.flatMap {
          context.value(ofTerm: $0.term, $0.whole)
        }.map { " = \(StageNumber.text($0))" } ?? ""
      return ListRow([
        .init(
          0,
          StageLine("\(context.name(input)) ", .muted) + StageLine([.number(input)])
            + StageLine(" \(context.times) ", .muted) + weight + StageLine(product))
      ])
    }
    if !isTight { rows.append(row(rest)) }
    canvas.list(rows, top: 0, height: canvas.height)
  }

  private func row(_ nodes: [NodeID]) -> ListRow {
    let parts = nodes.map {
      StageLine("\(context.graph[$0].label) ", .strong) + StageLine(.value($0), in: context.graph)
    }
    let line = parts.reduce(StageLine()) { $0.parts.isEmpty ? $1 : $0 + StageLine("  ") + $1 }
    return ListRow([.init(0, line)])
  }
}
