import Autograd
import Screen

/// The loss against one number, all others as they are in this pass; the point where the model
/// stands, the slope there once the gradient is known, and where the updates went.
struct LossCurve {
  let context: ViewContext
  private let entry: Entry
  /// The number the pass was computed with.
  private let current: Double
  /// The number after the update, once that is done.
  private let next: Double?
  private let path: [Double]

  init(_ context: ViewContext, _ entry: Entry) {
    self.context = context
    self.entry = entry
    let used = context.asComputed.reading(entry) ?? context.trace[entry]
    current = used
    next = context.reading(entry).flatMap { $0 == used ? nil : $0 }
    // Where other weights moved too, the points of the way lie on other curves than this one.
    let isAlone = context.learnedNumbers(most: 2) == [entry]
    path = isAlone ? (context.training?.path ?? []).compactMap { $0.number(entry) } : []
  }

  /// A curve through fewer points would be none.
  private static let least = 24

  func draw(on canvas: inout Canvas) {
    let varied: Set<NodeID> = [entry.quantity.node]
    guard var pass = LossMeasure(context, varying: varied, affording: Self.least) else {
      canvas.say("The loss of this model takes too long to be measured for a picture.")
      return
    }
    let examples = context.examplesLearned
    var mean =
      examples.isEmpty
      ? nil : LossMeasure(context, examples, varying: varied, affording: Self.least)
    var measure = mean ?? pass
    let panel = panel(examples: mean?.count ?? 1)
    let spanX = measure.span(of: entry, holding: [current, next].compactMap(\.self) + path)
    let own = pass.curve(of: entry, over: spanX, most: 2 * canvas.width)
    let all = mean?.curve(of: entry, over: spanX, most: 2 * canvas.width) ?? []
    let now = pass.loss([(entry, current)])
    let way = path.map { ($0, measure.loss([(entry, $0)])) }
    var chart = Chart(
      x: Scale(spanX), y: Self.scale((own + all).map(\.y), keeping: [now] + way.map(\.1)),
      in: panel.chartArea(in: canvas.bounds, context), glyphs: context.glyphs)
    chart.dotted(all, .muted)
    chart.curve(own, .forward)
    if let slope = context.reading(gradient) { chart.tangent(at: current, now, slope) }
    chart.draw(nameX: context.name(entry), on: &canvas)
    drawPath(chart, way, on: &canvas)
    drawPoints(chart, now, next.map { pass.loss([(entry, $0)]) }, on: &canvas)
    panel.draw(in: canvas.bounds, on: &canvas)
  }

  /// Walls far higher than most of the curve are cut: what matters would be flat below them.
  private static func scale(_ values: [Double], keeping kept: [Double]) -> Scale {
    let finite = values.filter(\.isFinite).sorted()
    guard let least = finite.first, let most = finite.last else { return Scale(holding: kept) }
    let usual = finite[finite.count * 3 / 4], limit = least + 3 * (usual - least)
    let top = max(min(most, limit), kept.filter(\.isFinite).max() ?? least)
    return Scale(holding: [least, top])
  }

  private var gradient: Entry {
    Entry(.gradient(entry.quantity.node), row: entry.row, column: entry.column)
  }

  private func drawPath(
    _ chart: Chart, _ way: [(value: Double, loss: Double)], on canvas: inout Canvas
  ) {
    for point in way {
      guard let cell = chart.cell(point.value, point.loss) else { continue }
      canvas.frame.put(PlotPanel.marks(context.glyphs)[1], x: cell.x, y: cell.y, .update)
    }
  }

  private func drawPoints(
    _ chart: Chart, _ now: Double, _ after: Double?, on canvas: inout Canvas
  ) {
    let marks = PlotPanel.marks(context.glyphs)
    if let next, let after, let cell = chart.cell(next, after) {
      canvas.frame.put(marks[2], x: cell.x, y: cell.y, .update)
    }
    // What waits for a guess is not told by a point either.
    if !context.isLossHidden, let cell = chart.cell(current, now) {
      canvas.frame.put(marks[0], x: cell.x, y: cell.y, .current)
    }
  }

  // MARK: - What is said

  private func panel(examples: Int) -> PlotPanel {
    let name = context.name(entry), root = context.timeline.program.root
    let loss = root.map { context.graph[$0].label } ?? "loss"
    var title = StageLine("\(loss) against \(name)", .code)
    if examples > 1 { title += StageLine("   dotted: mean of \(examples) examples", .muted) }
    let marks = PlotPanel.marks(context.glyphs)
    var legend =
      StageLine("\(marks[0]) ", .current) + StageLine("\(name) = ", .muted)
      + StageLine([.written(context.glyphs.text(StageNumber.text(current)), entry)])
    if let root { legend += StageLine("  ") + context.told(loss, Entry(.value(root))) }
    return PlotPanel(title: title, legends: [legend, backward])
  }

  /// The slope, and what the update made of it.
  private var backward: StageLine {
    guard context.reading(gradient) != nil else { return StageLine() }
    var line =
      StageLine("\(context.marker(.backward)) slope ", .backward)
      + StageLine("∂ ", .backward) + StageLine([.number(gradient)])
    if next != nil {
      line +=
        StageLine("   \(PlotPanel.marks(context.glyphs)[2]) ", .update)
        + StageLine("next ", .muted) + StageLine([.number(entry)])
    }
    return line
  }
}

extension ViewContext.PathPoint {
  /// A weight's number at this point of the way.
  func number(_ entry: Entry) -> Double? {
    guard let matrix = weights[entry.quantity.node] else { return nil }
    let place = entry.row * matrix.shape.columnCount + entry.column
    return matrix.elements.indices.contains(place) ? matrix.elements[place] : nil
  }
}

extension LossMeasure {
  /// A stretch around these values with the lowest loss near them in sight, its ends round.
  mutating func span(of entry: Entry, holding values: [Double]) -> ClosedRange<Double> {
    let finite = values.filter { abs($0) < 1e9 }
    let least = finite.min() ?? 0, most = finite.max() ?? 0
    let margin = max(1, (most - least) / 2, max(abs(least), abs(most)) / 4)
    var span = Scale.rounded(least - margin...most + margin)
    // What is left of the budget is for the curve.
    for _ in 0..<3 where affordable >= 60 {
      let wider = span.widened(towards: curve(of: entry, over: span, most: 8).map(\.y))
      guard wider != span else { break }
      span = wider
    }
    return Scale.rounded(span)
  }

  /// The loss at evenly spaced values, as many as may be measured.
  mutating func curve(
    of entry: Entry, over span: ClosedRange<Double>, most: Int
  ) -> [(x: Double, y: Double)] {
    let count = max(2, min(most, affordable / 2))
    return (0...count).map { n in
      let x = span.lowerBound + (span.upperBound - span.lowerBound) * Double(n) / Double(count)
      return (x, loss([(entry, x)]))
    }
  }
}
