import Autograd
import Screen

/// An op as a curve, with the points where a node stands on it; backward its slope at one of them.
struct FunctionCurve {
  let context: ViewContext
  private let node: Node
  private let input: Node
  private let function: PointwiseFunction
  /// The element that is told in numbers.
  private let told: Entry

  /// - Precondition: the node's op is pointwise.
  init(_ context: ViewContext, _ id: NodeID) {
    self.context = context
    node = context.graph[id]
    input = context.graph[node.inputs[0]]
    function = PointwiseFunction(op: node.op ?? .copy)
    told = Self.told(context, context.graph[id])
  }

  /// The element under the cursor, else the one worked on, else the first.
  private static func told(_ context: ViewContext, _ node: Node) -> Entry {
    let entries = context.graph.entries(of: .value(node.id))
    let own = [node.id, node.inputs[0]]
    let asked = entries.first {
      guard let cursor = context.cursor else { return false }
      return own.contains(cursor.quantity.node) && $0.row == cursor.row
        && $0.column == cursor.column
    }
    if let asked { return asked }
    let written = context.written.first {
      $0.quantity == .value(node.id) || $0.quantity == .gradient(node.inputs[0])
    }
    let known = entries.last { context.reading($0) != nil }
    guard let written, context.written.count == 1 else { return known ?? Entry(.value(node.id)) }
    return Entry(.value(node.id), row: written.row, column: written.column)
  }

  private func inputEntry(_ entry: Entry) -> Entry {
    Entry(.value(input.id), row: entry.row, column: entry.column)
  }

  private var numbers: [Double] {
    context.graph.entries(of: .value(input.id)).map { context.trace[$0] }.filter(\.isFinite)
  }

  // MARK: - Drawing

  func draw(on canvas: inout Canvas) {
    let reach = min(1e12, max(4, (numbers.map(abs).max() ?? 0) * 1.1))
    let spanX = Scale.rounded(-reach...reach)
    let samples = max(2, 2 * canvas.width), step = (spanX.upperBound - spanX.lowerBound)
    let xs = (0...samples).map { spanX.lowerBound + step * Double($0) / Double(samples) }
    let ys = function.values(xs)
    var chart = Chart(
      x: Scale(spanX), y: Scale(holding: ys), in: panel.chartArea(in: canvas.bounds, context),
      glyphs: context.glyphs)
    chart.zeroLines()
    chart.curve(zip(xs, ys).map { ($0, $1) }, .forward)
    if let slope { chart.tangent(at: context.trace[inputEntry(told)], outputValue, slope) }
    chart.draw(nameX: name(of: input), on: &canvas)
    drawPoints(chart, on: &canvas)
    panel.draw(in: canvas.bounds, on: &canvas)
  }

  private var outputValue: Double { context.trace[told] }

  /// The points that are known, the one told on top.
  private func drawPoints(_ chart: Chart, on canvas: inout Canvas) {
    let entries = context.graph.entries(of: .value(node.id))
    for entry in entries.filter({ $0 != told }) + [told] {
      guard let y = context.reading(entry), let x = context.reading(inputEntry(entry)),
        let cell = chart.cell(x, y)
      else { continue }
      let marks = PlotPanel.marks(context.glyphs)
      let isTold = entry == told
      canvas.frame.put(
        isTold ? marks[0] : marks[1], x: cell.x, y: cell.y, isTold ? .current : .strong)
    }
  }

  // MARK: - What is said

  private func name(of node: Node) -> String { node.isNamed ? node.label : "input" }

  private var panel: PlotPanel {
    let sign = node.op?.sign ?? ""
    let suffix = node.shape.suffix(row: told.row, column: told.column)
    let output = node.isNamed ? node.label + suffix : "output"
    let legend =
      StageLine("\(PlotPanel.marks(context.glyphs)[0]) ", .current)
      + context.told(input.isNamed ? input.label + suffix : "input", inputEntry(told))
      + StageLine("  ") + context.told(output, told)
    let argument = input.label.hasPrefix("(") ? input.label : "(\(input.label))"
    let title = node.isNamed ? "\(node.label) = \(sign)\(argument)" : node.label
    return PlotPanel(
      title: StageLine(title, .code), legends: [legend] + (context.hasGradients ? [backward] : []))
  }

  /// `◀ ∂ 1.64 · slope 0.15 → ∂ 0.24`: what came, times the slope, is handed on.
  private var backward: StageLine {
    guard let slope else { return StageLine() }
    let upstream = Entry(.gradient(node.id), row: told.row, column: told.column)
    let head = "\(context.marker(.backward)) slope \(StageNumber.text(slope))"
    guard step != nil else {
      return StageLine(head, .backward)
        + StageLine("   the loss reads \(name(of: input)) itself: ", .muted) + of(gradient)
    }
    return StageLine("\(context.marker(.backward)) ", .backward) + of(upstream)
      + StageLine("\(context.glyphs.middleDot) slope \(StageNumber.text(slope)) ", .backward)
      + StageLine("→ ", .muted) + of(gradient)
  }

  private func of(_ gradient: Entry) -> StageLine {
    StageLine("∂ ", .backward) + StageLine([.number(gradient)]) + StageLine(" ")
  }

  private var gradient: Entry {
    Entry(.gradient(input.id), row: told.row, column: told.column)
  }

  /// The step in which the op hands its gradient on; nil where a stable form passes it by.
  private var step: Int? {
    let steps = context.timeline.program.steps
    return context.timeline.steps(writing: gradient.quantity).first {
      steps[$0].node == node.id && !steps[$0].isDetour
    }
  }

  /// The slope of the op at the point told, once its gradient is handed on.
  private var slope: Double? {
    guard context.reading(gradient) != nil,
      step.map({ context.ticksDone > context.timeline.ticks(of: $0).lowerBound }) ?? true
    else { return nil }
    return function.slope(at: context.trace[inputEntry(told)])
  }
}
