import Autograd
import Screen

/// How bars stand on a canvas: label, bar, number, gradient, remark.
struct BarDrawing {
  let chart: BarChart
  let context: ViewContext
  private let range: ClosedRange<Double>
  private let labelWidth: Int
  private let numberWidth: Int
  private let gradientWidth: Int
  private let largest: Int?

  /// Longer bars are no easier to compare.
  private static let longest = 50
  private static let shortest = 6

  init(_ chart: BarChart, _ context: ViewContext) {
    self.chart = chart
    self.context = context
    range = chart.range(context)
    labelWidth = min(14, chart.labels.map { TextWidth.of(context.glyphs.text($0)) }.max() ?? 0)
    let entries = chart.sample(context)
    numberWidth = context.width(entries)
    let hasGradient = context.hasGradients && context.graph[chart.node].hasGradient
    let gradients = entries.map {
      Entry(.gradient($0.quantity.node), row: $0.row, column: $0.column)
    }
    gradientWidth = hasGradient ? context.width(gradients) + 1 : 0
    largest = chart.largest(context)
  }

  var naturalWidth: Int { numberX(bar: 30) + numberWidth + 2 + gradientWidth + 2 + remarkWidth }

  // MARK: Columns

  private static let labelX = 2
  private var barStart: Int { Self.labelX + labelWidth + 1 }
  private func numberX(bar: Int) -> Int { barStart + bar + 1 }

  private var remarkWidth: Int {
    chart.target == nil ? 0 : TextWidth.of(context.glyphs.text(Self.remark))
  }

  private static let remark = "← target"

  /// What else there is room for beside a label and its number, in the order of what gives way:
  /// the remark in words, the gradients, the bar.
  private struct Columns {
    var bar: Int
    var hasGradients: Bool
    var hasRemark: Bool
  }

  private func columns(for width: Int) -> Columns {
    let number = numberWidth + 1
    let remark = remarkWidth > 0 ? remarkWidth + 1 : 0
    let gradient = gradientWidth > 0 ? gradientWidth + 2 : 0
    for (hasGradients, hasRemark) in [(true, true), (true, false), (false, false)] {
      let rest =
        width - barStart - number - (hasGradients ? gradient : 0) - (hasRemark ? remark : 1)
      if rest >= Self.shortest {
        return Columns(
          bar: min(rest, Self.longest), hasGradients: hasGradients && gradient > 0,
          hasRemark: hasRemark)
      }
    }
    return Columns(bar: 0, hasGradients: false, hasRemark: false)
  }

  // MARK: Drawing

  func draw(on canvas: inout Canvas) {
    let count = chart.labels.count, top = canvas.height > 2 ? 2 : 0
    if top > 0 { drawHeadline(on: &canvas) }
    let columns = columns(for: canvas.width), room = canvas.height - top
    let pitch = max(1, min(3, (room + 1) / max(1, count)))
    let first = firstVisible(of: count, room: room, keeping: keptRow)
    for row in first..<min(count, first + room) {
      draw(
        row, y: top + (row - first) * pitch, columns, thickness: pitch == 3 ? 2 : 1, on: &canvas)
    }
  }

  /// The equation, and which of its kind it is.
  private func drawHeadline(on canvas: inout Canvas) {
    let graph = context.graph, node = graph[chart.node]
    let line = node.line.flatMap { line in
      context.index.definitions[line] == chart.node ? graph.lines[line].text : nil
    }
    let end = canvas.text(line ?? node.label, x: 0, y: 0, .title)
    let place = chart.members.firstIndex(of: chart.node)
    if chart.members.count > 1, let place {
      canvas.text("\(place + 1) of \(chart.members.count)", x: end + 2, y: 0, .muted)
    }
  }

  private var keptRow: Int? {
    let asked = [context.kept, context.cursor].compactMap { $0 }
      .first { $0.quantity.node == chart.node }
    return asked?.row ?? context.written.filter { $0.quantity.node == chart.node }.map(\.row).min()
      ?? chart.target ?? largest
  }

  private func draw(
    _ row: Int, y: Int, _ columns: Columns, thickness: Int, on canvas: inout Canvas
  ) {
    let isLargest = row == largest, isOther = chart.isPair && row == 1
    let entry = chart.entries[isOther ? 0 : row]
    let isCurrent = !isOther && context.written.contains(entry)
    if isCurrent { canvas.text(context.marker(context.step?.phase), x: 0, y: y, .current) }
    canvas.text(
      chart.labels[row], x: Self.labelX, y: y, isLargest ? .strong : .code, maxX: barStart - 1)
    let value = context.reading(entry).map { isOther ? 1 - $0 : $0 }
    if columns.bar > 0, let value {
      for line in 0..<thickness {
        drawBar(value, y: y + line, columns.bar, isLargest: isLargest, on: &canvas)
      }
    }
    var x = columns.bar > 0 ? numberX(bar: columns.bar) : barStart
    if !isOther { canvas.number(entry, x: x, y: y, width: numberWidth) }
    x += numberWidth
    if columns.hasGradients {
      x += 2 + gradientWidth
      if !isOther { canvas.gradient(of: entry, end: x, y: y) }
    }
    guard row == chart.target else { return }
    let mark = columns.hasRemark ? Self.remark : context.glyphs.left
    guard x + 1 + TextWidth.of(context.glyphs.text(mark)) <= canvas.width else { return }
    canvas.text(mark, x: x + 1, y: y, isLargest ? .right : .strong)
  }

  /// A bar from 0 to the right, or to the left below it; where both happen, an axis stands between.
  private func drawBar(
    _ value: Double, y: Int, _ width: Int, isLargest: Bool, on canvas: inout Canvas
  ) {
    let style: Style = value < 0 ? .negative : isLargest ? .forward : .muted
    guard range.lowerBound < 0 else {
      let part = range.upperBound > 0 ? value / range.upperBound : 0
      canvas.text(
        filled(part, width: width), x: barStart, y: y, chart.areProbabilities ? style : .positive)
      return
    }
    let left = range.upperBound > 0 ? (width - 1) / 2 : width - 1, axis = barStart + left
    canvas.text(context.glyphs.vertical, x: axis, y: y, .border)
    if value < 0 {
      // Whole columns: no eighths are filled from the right.
      let length = min(left, Int((value / range.lowerBound * Double(left)).rounded()))
      canvas.text(
        String(repeating: context.glyphs.full, count: length), x: axis - length, y: y, .negative)
    } else if range.upperBound > 0 {
      canvas.text(
        filled(value / range.upperBound, width: width - 1 - left), x: axis + 1, y: y, .positive)
    }
  }

  /// The filled part of a bar.
  private func filled(_ fraction: Double, width: Int) -> String {
    let bar = context.glyphs.bar(fraction, width: width)
    return String(bar.prefix { String($0) != context.glyphs.light })
  }
}
