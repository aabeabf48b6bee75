import Autograd
import Screen

/// The plane of two inputs, cut in two by the model: shaded where it fires.
package struct BoundaryView: View {
  package static let name = "boundary"
  package init() {}

  package func size(_ context: ViewContext) -> Size { Size(width: 78, height: 22) }

  package func least(_ context: ViewContext) -> Size { Size(width: 24, height: 7) }

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
    let isBeside = canvas.width >= 2 * legend.width && canvas.height < canvas.width
    let height = isBeside ? canvas.height : canvas.height - legend.rows(canvas.height).count
    let width = isBeside ? canvas.width - legend.width - 3 : canvas.width
    let plane = Plane(oracle, width: width, height: height)
    plane.draw(on: &canvas)
    if isBeside {
      canvas.list(legend.all, x: plane.maxX + 3, top: 0, height: canvas.height)
    } else {
      canvas.list(
        legend.rows(canvas.height), x: 0, top: plane.maxY, height: canvas.height - plane.maxY)
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
    let output = oracle.roles.output.map { context.graph[$0].label } ?? ""
    let threshold = StageNumber.text(oracle.threshold)
    var lines = equation
    lines.append(
      StageLine("\(glyphs.light)\(glyphs.light) ", .forward)
        + StageLine("\(output) > \(threshold): it fires", .muted))
    if oracle.roles.target != nil {
      lines.append(
        StageLine("\(glyphs.dot) ", .strong) + StageLine("target 1", .muted)
          + StageLine("   \(glyphs.ring) ", .strong) + StageLine("target 0", .muted))
    }
    lines.append(
      StageLine("\(glyphs.pointer) ", .current) + StageLine("this example", .muted)
        + StageLine("   \(glyphs.cross) ", .wrong) + StageLine("wrong", .muted))
    return lines
  }

  /// What is kept below the plane.
  func rows(_ height: Int) -> [StageLine] {
    height < 5 ? [] : height < 12 ? equation : all
  }

  /// `1·x[1] + 1·x[2] − 1.5 = 0` where the model is one neuron; below it the same as a sentence
  /// where there is no line.
  private var equation: [StageLine] {
    let graph = context.graph, layers = graph.layers
    guard layers.count == 1, let layer = layers.first, graph[layer.sum].shape.count == 1,
      layer.products.allSatisfy({ $0.input == oracle.roles.input })
    else { return [] }
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

  private func sum(_ terms: [(number: Entry, factor: Entry?)]) -> StageLine {
    terms.enumerated().reduce(into: StageLine()) { line, item in
      let (n, term) = item
      let text = context.text(term.number), minus = context.glyphs.minus
      let isNegative = text.hasPrefix(minus)
      // The sign is the number's: `− 1.5` is where b = −1.5 stands.
      let signed = "\(minus) \(text.dropFirst(minus.count))"
      if n > 0 { line += StageLine(isNegative ? " " : " + ", .plain) }
      line += StageLine([.written(n > 0 && isNegative ? signed : text, term.number)])
      if let ghost = context.ghostText(term.number) { line += StageLine(" \(ghost)", .ghost) }
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
