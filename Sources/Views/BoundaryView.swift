import Autograd
import Screen

/// The plane of two inputs, cut in two by the model: shaded where it fires.
package struct BoundaryView: View {
  package static let name = "boundary"
  package init() {}

  package func size(_ context: ViewContext) -> Size { Size(width: 78, height: 22) }

  package func least(_ context: ViewContext) -> Size { Size(width: 24, height: 7) }

  package func suits(_ context: ViewContext, isCrowded: Bool) -> Bool {
    !isCrowded && Roles(context.graph, inputOfLength: 2)?.output != nil
  }

  package func draw(
    _ context: ViewContext, into frame: inout Frame, in rect: Rect
  ) -> [Place] {
    Canvas.draw(context, into: &frame, in: rect) { canvas in
      guard let roles = Roles(context.graph, inputOfLength: 2), roles.output != nil else {
        canvas.say(
          "This view draws a plane. It needs a given of two numbers and a named scalar that "
            + "depends on it.")
        return
      }
      BoundaryDrawing(Oracle(context, roles)).draw(on: &canvas)
    }
  }
}

/// The plane with its axes, and what there is to say of it beside or below.
struct BoundaryDrawing {
  let oracle: Oracle
  private let legend: BoundaryLegend

  init(_ oracle: Oracle) {
    self.oracle = oracle
    legend = BoundaryLegend(oracle)
  }

  func draw(on canvas: inout Canvas) {
    if canvas.width >= 2 * legend.width, canvas.height < canvas.width {
      let plane = Plane(oracle, width: canvas.width - legend.width - 3, height: canvas.height)
      plane.draw(on: &canvas)
      canvas.list(legend.all, x: plane.maxX + 3, top: 0, height: canvas.height)
    } else if canvas.height < 12 {
      drawSmall(on: &canvas)
    } else {
      drawPlane(over: legend.all, on: &canvas)
    }
  }

  private func drawPlane(over rows: [StageLine], on canvas: inout Canvas) {
    let plane = Plane(oracle, width: canvas.width, height: canvas.height - rows.count)
    plane.draw(on: &canvas)
    canvas.list(rows, x: 0, top: plane.maxY, height: canvas.height - plane.maxY)
  }

  /// With the equation and, in what is left, the signs without their sentences.
  private func drawSmall(on canvas: inout Canvas) {
    let rows = canvas.height < 5 ? [] : legend.equation
    let plane = Plane(oracle, width: canvas.width, height: canvas.height - rows.count)
    let isFree = plane.maxX + 2 + legend.keyWidth <= canvas.width
    drawPlane(over: !isFree && canvas.height >= 8 ? rows + [legend.keyLine] : rows, on: &canvas)
    if isFree {
      canvas.list(legend.key, x: plane.maxX + 2, top: 0, height: max(0, plane.maxY - 1))
    }
  }
}

/// The line's equation and what the signs mean.
struct BoundaryLegend {
  let oracle: Oracle

  init(_ oracle: Oracle) { self.oracle = oracle }

  private var context: ViewContext { oracle.context }

  var width: Int { all.map { $0.width(context) }.max() ?? 0 }

  var all: [StageLine] {
    let glyphs = context.glyphs
    var lines = equation
    lines.append(
      StageLine("\(glyphs.light)\(glyphs.light)", .forward) + StageLine(" \(firing)", .muted))
    if oracle.roles.target != nil {
      lines.append(
        StageLine(glyphs.dot, .strong) + StageLine(" target 1   ", .muted)
          + StageLine(glyphs.ring, .strong) + StageLine(" target \(low)", .muted))
    }
    lines.append(
      StageLine(glyphs.pointer, .current) + StageLine(" this example   ", .muted)
        + StageLine(glyphs.cross, .wrong) + StageLine(" wrong", .muted))
    return lines
  }

  /// The signs, one below the other: `● 1`, `○ 0`, `✗ wrong`.
  var key: [StageLine] {
    let glyphs = context.glyphs
    guard oracle.roles.target != nil else { return [] }
    return [
      StageLine(glyphs.dot, .strong) + StageLine(" 1", .muted),
      StageLine(glyphs.ring, .strong) + StageLine(" \(low)", .muted),
      StageLine(glyphs.cross, .wrong) + StageLine(" wrong", .muted),
    ]
  }

  var keyWidth: Int { key.map { $0.width(context) }.max() ?? 0 }

  /// `● 1  ○ 0  ✗ wrong`
  var keyLine: StageLine {
    key.reduce(StageLine()) { $0.parts.isEmpty ? $1 : $0 + StageLine("  ") + $1 }
  }

  /// The target of those that should not fire.
  private var low: String { oracle.threshold == 0 ? context.glyphs.minus + "1" : "0" }

  /// `it fires`; `o > 0.5: it fires` where the output has other values than two.
  private var firing: String {
    guard let output = oracle.roles.output, context.graph[output].op?.name != "step" else {
      return "it fires"
    }
    return "\(context.graph[output].label) > \(StageNumber.text(oracle.threshold)): it fires"
  }

  /// `1·x[1] + 1·x[2] − 1.5 = 0` where the model is one neuron; below it the same as a sentence
  /// where there is no line.
  var equation: [StageLine] {
    let graph = context.graph, layers = graph.layers
    guard layers.count == 1, let layer = layers.first, isLine(layer) else { return [] }
    var terms: [(number: Entry, factor: Entry?)] = []
    for product in layer.products {
      for (n, input) in product.inputs(in: graph).enumerated() {
        terms.append((product.weight(row: 0, term: n, in: graph), input))
      }
    }
    let hasLine = terms.contains { (context.reading($0.number) ?? 0) != 0 }
    terms += layer.biases.map { (Entry(.value($0)), nil) }
    let line = sum(terms) + StageLine(" = 0", .plain)
    return hasLine ? [line] : [line, StageLine("no line: all weights are 0", .notice)]
  }

  /// Whether the plane is cut where the layer's sum is 0.
  private func isLine(_ layer: Layer) -> Bool {
    let graph = context.graph
    return graph[layer.sum].shape.count == 1 && layer.output == oracle.roles.output
      && layer.products.allSatisfy { $0.input == oracle.roles.input }
      && layer.biases.allSatisfy { graph[$0].op == nil }
      && crossesAtZero(layer.activation.flatMap { graph[$0].op?.name })
  }

  /// Whether a sum above 0 is what makes the neuron fire.
  private func crossesAtZero(_ activation: String?) -> Bool {
    switch activation {
    case "step", "sign": true
    case "sigmoid": oracle.threshold == 0.5
    default: oracle.threshold == 0
    }
  }

  private func sum(_ terms: [(number: Entry, factor: Entry?)]) -> StageLine {
    terms.enumerated().reduce(into: StageLine()) { line, item in
      let (n, term) = item
      let text = context.text(term.number), minus = context.glyphs.minus
      let isNegative = text.hasPrefix(minus)
      // The sign is the number's: `− 1.5` is where b = −1.5 stands.
      let signed = "\(minus) \(text.dropFirst(minus.count))"
      if n > 0 { line += StageLine(isNegative ? " " : " + ", .plain) }
      line += StageLine([.written(n > 0 && isNegative ? signed : text, term.number)])
      if let factor = term.factor { line += StageLine("·\(context.name(factor))", .muted) }
    }
  }
}

extension Canvas {
  /// Lines one below the other, as many as fit.
  mutating func list(_ lines: [StageLine], x: Int, top: Int, height: Int) {
    for (n, line) in lines.enumerated().prefix(max(0, height)) { put(line, x: x, y: top + n) }
  }
}
