import Autograd
import Screen

/// One layer: its inputs in a row, the weights below them, the outputs right of their rows.
struct MatrixBlock {
  /// How much stands around the numbers.
  enum Detail: CaseIterable {
    case full, products, bare, tight

    /// The rows between two blocks.
    var gap: Int { self == .tight ? 0 : 1 }
  }

  let layer: Layer
  let context: ViewContext
  /// The columns of the table: one for each input.
  let inputs: [Entry]
  let inputWidth: Int
  let labelWidth: Int
  /// The columns behind a number for the one it was before an edit.
  let ghostWidth: Int
  let results: [Result]

  /// What a row of weights gives, one after the other: the product, the sum, the activation.
  struct Result {
    let sign: String
    let title: String
    let entries: [Entry]
    let width: Int
  }

  init(_ layer: Layer, _ context: ViewContext, hasGhosts: Bool = true) {
    self.layer = layer
    self.context = context
    let graph = context.graph
    let inputs = layer.products.flatMap { $0.inputs(in: graph) }
    let weights = layer.products.flatMap { graph.entries(of: .value($0.weight)).prefix(256) }
    self.inputs = inputs
    let numbers = max(
      context.width(Array(inputs.prefix(64))),
      context.hasGradients ? context.widthWithGradient(weights) : context.width(weights))
    let names = inputs.prefix(64).map { TextWidth.of(context.glyphs.text(context.name($0))) }
    inputWidth = max(numbers, names.max() ?? 0)
    ghostWidth = hasGhosts ? context.ghostWidth(Array(inputs.prefix(64)) + weights) : 0
    labelWidth =
      (layer.products.flatMap { [$0.weight, $0.input] }).map {
        TextWidth.of(context.glyphs.text(graph[$0].label)) + 1
      }.max() ?? 1
    results = Self.results(layer, context)
  }

  private static func results(_ layer: Layer, _ context: ViewContext) -> [Result] {
    let graph = context.graph, hasSum = !layer.biases.isEmpty || layer.products.count > 1
    let rows = graph[layer.sum].shape.count
    let column = { (sign: String, title: String, node: NodeID) -> Result in
      let own = graph.entries(of: .value(node))
      let entries = own.count == 1 && rows > 1 ? Array(repeating: own[0], count: rows) : own
      let title = context.glyphs.text(title)
      let width = max(context.width(Array(own.prefix(64))), TextWidth.of(title))
      return Result(sign: context.glyphs.text(sign), title: title, entries: entries, width: width)
    }
    let products = layer.products.enumerated().map { n, product in
      column(n == 0 ? "=" : "+", graph[product.node].label, product.node)
    }
    let biases = layer.biases.map { column("+", graph[$0].label, $0) }
    let isNamed = graph[layer.sum].isNamed
    let sum = hasSum ? [column("=", isNamed ? graph[layer.sum].label : "Σ", layer.sum)] : []
    let activation = layer.activation.map { node in
      let sign = graph[node].op?.sign ?? ""
      return column("\(sign) →", graph[node].isNamed ? graph[node].label : "", node)
    }
    return products + biases + sum + (activation.map { [$0] } ?? [])
  }

  var line: Int? { context.graph[layer.output].line }
  var rows: Int { context.graph[layer.sum].shape.count }
  var hasTerms: Bool { rows == 1 }
  var columnWidth: Int { inputWidth + ghostWidth + 3 }
  var tableEnd: Int { labelWidth + 1 + inputs.count * columnWidth + 1 }

  var width: Int {
    results.reduce(tableEnd + 1) { $0 + TextWidth.of($1.sign) + $1.width + 3 }
  }

  func height(_ detail: Detail) -> Int {
    switch detail {
    case .full: 2 + 2 + rows * (context.hasGradients ? 2 : 1) + (hasTerms ? 1 : 0)
    case .products: 2 + rows + (hasTerms ? 1 : 0)
    case .bare, .tight: 2 + rows
    }
  }
}
