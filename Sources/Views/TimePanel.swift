import Autograd
import Screen

/// Lines over the same time steps.
struct TimePanel {
  let context: ViewContext
  let lines: [TimeLine]
  let isBackward: Bool
  private let name: String?

  /// - Parameter title: what the lines are together; nil for their names.
  init(
    _ lines: [TimeLine], _ context: ViewContext, isBackward: Bool = false, title: String? = nil
  ) {
    self.lines = lines
    self.context = context
    self.isBackward = isBackward
    name = title
  }

  private var style: Style { isBackward ? .backward : .forward }

  private var title: StageLine {
    let marker = context.marker(isBackward ? .backward : .forward)
    let names = lines.count == 1 || isBackward ? lines.map(\.name) : [family]
    return StageLine("\(marker) \(name ?? names.joined(separator: ", "))", style)
      + StageLine(name == nil ? " at each step" : "", .muted)
  }

  /// `h[t]` of the lines `h[t][1]` and `h[t][2]`.
  private var family: String {
    let name = lines.first?.name ?? ""
    return name.firstIndex(of: "]").map { String(name[...$0]) } ?? name
  }

  /// The sign of each line with the number it has come to: `● h[3][1] 0.52`.
  ///
  /// - Parameter isShort: whether gradients are written `∂h[3]`, the title saying of what.
  private func legend(isShort: Bool) -> StageLine {
    let marks = PlotPanel.marks(context.glyphs)
    return zip(lines, marks).reduce(into: StageLine()) { legend, item in
      let (line, mark) = item
      let told = line.points[line.told(context, isBackward: isBackward)]
      if !legend.parts.isEmpty { legend += StageLine("   ") }
      legend += StageLine(mark + " ", style) + numbers(told, of: line, isShort)
    }
  }

  private func numbers(
    _ point: TimeLine.TimePoint, of line: TimeLine, _ isShort: Bool
  ) -> StageLine {
    guard let first = point.entries.first else { return StageLine() }
    if point.entries.count == 1 {
      // As wide at every step, so that what follows stays where it is.
      let widest = context.width(line.points.flatMap(\.entries))
      let room = max(0, widest - TextWidth.of(context.text(first)))
      return StageLine("\(name(of: first, isShort)) = ", .muted)
        + StageLine([.number(first)]) + StageLine(String(repeating: " ", count: room))
    }
    let label = context.graph[first.quantity.node].label
    let root = context.timeline.program.root.map { context.graph[$0].label } ?? ""
    let name = !isBackward ? label : isShort ? "∂\(label)" : "∂\(root)/∂\(label)"
    guard point.entries.count <= 4 else { return StageLine("|\(name)|", .muted) }
    return StageLine("\(name) = ", .muted) + StageLine(first.quantity, in: context.graph)
  }

  private func name(of entry: Entry, _ isShort: Bool) -> String {
    guard isShort, entry.quantity.kind == .gradient else { return context.name(entry) }
    return "∂"
      + context.name(Entry(.value(entry.quantity.node), row: entry.row, column: entry.column))
  }

  func draw(in area: Rect, on canvas: inout Canvas) {
    let isLong = legend(isShort: false).width(context) > area.width
    let panel = PlotPanel(title: title, legends: [legend(isShort: isLong)])
    let positions = lines.flatMap { $0.points.map { Double($0.position) } }
    let values = lines.flatMap { line in
      line.points.indices.map { line.valueAtEnd($0, context) }
    }
    var chart = Chart(
      x: Scale((positions.min() ?? 0) - 0.5...(positions.max() ?? 1) + 0.5, isWhole: true),
      y: Scale(holding: values, mayBeLogarithmic: isBackward),
      in: panel.chartArea(in: area, context), glyphs: context.glyphs)
    chart.zeroLines()
    for line in lines { chart.line(points(line), style) }
    chart.draw(nameX: "t", on: &canvas)
    drawMarks(chart, on: &canvas)
    panel.draw(in: area, on: &canvas)
  }

  /// From left to right, whatever the order they are computed in.
  private func points(_ line: TimeLine) -> [(x: Double, y: Double)?] {
    line.points.indices.sorted { line.points[$0].position < line.points[$1].position }.map { n in
      line.value(n, context).map { (Double(line.points[n].position), $0) }
    }
  }

  /// The sign of the line at each of its points where they stand apart, else at the one told.
  private func drawMarks(_ chart: Chart, on canvas: inout Canvas) {
    for (line, mark) in zip(lines, PlotPanel.marks(context.glyphs)) {
      let told = line.told(context, isBackward: isBackward)
      let isSparse = chart.plot.width >= 3 * line.points.count
      for n in line.points.indices where isSparse || n == told {
        guard let value = line.value(n, context),
          let cell = chart.cell(Double(line.points[n].position), value)
        else { continue }
        canvas.frame.put(mark, x: cell.x, y: cell.y, n == told ? .current : style)
      }
    }
  }
}
