import Autograd
import Screen

/// The columns of a network's drawing at one level of detail.
struct LayersPlan {
  /// A layer: the line all its edges meet in, the weights behind it, the neurons.
  struct Column {
    let busX: Int
    let weightWidth: Int
    let biasWidth: Int
    let neuronX: Int
    let neuronWidth: Int
    let title: String
    let sign: String
  }

  let isBoxed: Bool
  let hasWeights: Bool
  /// Whether weights have their gradients below them.
  let hasGradients: Bool
  /// The rows above the neurons.
  let header: Int
  let inputWidth: Int
  let columns: [Column]

  var band: Int { isBoxed ? 3 : 1 }
  var width: Int { columns.last.map { $0.neuronX + $0.neuronWidth } ?? inputWidth }

  /// From the most generous one to the tightest.
  static func all(_ drawing: LayersDrawing) -> [LayersPlan] {
    let details: [(isBoxed: Bool, hasWeights: Bool, header: Int, gap: Int)] = [
      (true, true, 1, 3), (true, true, 1, 1), (true, true, 0, 1), (false, true, 1, 1),
      (false, true, 0, 1), (true, false, 0, 1), (false, false, 0, 1), (false, false, 0, 0),
    ]
    let all = [true, false].flatMap { hasGradients in
      details.filter { !hasGradients || $0.isBoxed && $0.hasWeights }.map {
        LayersPlan(
          drawing, isBoxed: $0.isBoxed, hasWeights: $0.hasWeights, hasGradients: hasGradients,
          header: $0.header, gap: $0.gap)
      }
    }
    return drawing.context.hasGradients ? all : all.filter { !$0.hasGradients }
  }

  private init(
    _ drawing: LayersDrawing, isBoxed: Bool, hasWeights: Bool, hasGradients: Bool, header: Int,
    gap: Int
  ) {
    let context = drawing.context, graph = context.graph
    self.isBoxed = isBoxed
    self.hasWeights = hasWeights
    self.hasGradients = hasGradients
    self.header = header
    let neuronWidth = { (entries: [Entry]) -> Int in
      entries.prefix(64).map { entry in
        let name = TextWidth.of(context.glyphs.text(context.name(entry)))
        let number =
          context.hasGradients && isBoxed
          ? context.widthWithGradient([entry]) : context.width(entry)
        return isBoxed ? max(name, number) + 4 : name + number + 1
      }.max() ?? 0
    }
    inputWidth = neuronWidth(drawing.inputs)
    var columns: [Column] = [], x = inputWidth
    for layer in drawing.layers {
      let busX = x + 1 + gap
      let weights = layer.products.flatMap { graph.entries(of: .value($0.weight)).prefix(256) }
      let biases = layer.biases.flatMap { graph.entries(of: .value($0)) }
      let width = { (entries: [Entry]) in
        hasGradients ? context.widthWithGradient(entries) : context.width(entries)
      }
      let weightWidth = width(weights), biasWidth = width(biases)
      let terms = layer.products.reduce(0) { $0 + graph[$1.input].shape.count }
      let edges =
        terms * (weightWidth + 1) + layer.biases.count * (biasWidth + 3) + 1
        + terms * context.ghostWidth(weights) + context.ghostWidth(biases)
      let neuronX = busX + 1 + (hasWeights ? edges + 2 : 1) + gap
      let ownWidth = neuronWidth(graph.entries(of: .value(layer.output)))
      columns.append(
        Column(
          busX: busX, weightWidth: weightWidth, biasWidth: biasWidth, neuronX: neuronX,
          neuronWidth: ownWidth, title: Self.title(layer, graph),
          sign: layer.activation.flatMap { graph[$0].op?.sign } ?? ""))
      x = neuronX + ownWidth
    }
    self.columns = columns
  }

  /// What stands between two columns: `W1 + b1`.
  private static func title(_ layer: Layer, _ graph: Graph) -> String {
    (layer.products.map(\.weight) + layer.biases).map { graph[$0].label }
      .joined(separator: " + ")
  }
}
