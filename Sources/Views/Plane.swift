import Autograd
import Screen

/// The part of the plane that is drawn: its cells, axes and points.
struct Plane {
  let oracle: Oracle
  private let axisX: Axis
  private let axisY: Axis
  private let left: Int
  private let hasAxes: Bool

  var maxX: Int { left + axisX.count }
  var maxY: Int { axisY.count + (hasAxes ? 1 : 0) }

  init(_ oracle: Oracle, width: Int, height: Int) {
    self.oracle = oracle
    hasAxes = width >= 12 && height >= 4
    let rows = max(0, height - (hasAxes ? 1 : 0))
    let points = (oracle.examples + [oracle.shown]).compactMap { $0[oracle.roles.input]?.elements }
    let spanX = Axis.span(points.compactMap(\.first)), spanY = Axis.span(points.compactMap(\.last))
    axisY = Axis(spanY, count: rows)
    let labels = axisY.ticks.map { TextWidth.of(StageNumber.text($0.value)) }.max() ?? 0
    left = hasAxes ? labels + 1 : 0
    // A cell is twice as high as wide. In few rows a true square would be a stamp: it is stretched.
    let square =
      Double(2 * rows) * (spanX.upperBound - spanX.lowerBound)
      / (spanY.upperBound - spanY.lowerBound)
    let stretch = rows < 12 ? 2.0 : 1
    let wanted = min(Double(max(0, width - left)), (square * stretch).rounded())
    axisX = Axis(spanX, count: wanted.isFinite ? Int(wanted) : 0)
  }

  func draw(on canvas: inout Canvas) {
    drawCells(on: &canvas)
    if hasAxes { drawAxes(on: &canvas) }
    for (n, example) in oracle.examples.enumerated() where n != oracle.current {
      let isWrong = oracle.isRight(oracle.knownAnswer(n), for: example) == false
      drawPoint(example, isCurrent: false, isWrong: isWrong, on: &canvas)
    }
    let isWrong = oracle.isRight(oracle.shownAnswer, for: oracle.shown) == false
    drawPoint(oracle.shown, isCurrent: true, isWrong: isWrong, on: &canvas)
  }

  private func drawCells(on canvas: inout Canvas) {
    for row in 0..<axisY.count {
      for column in 0..<axisX.count {
        let point = Matrix(vector: [axisX.value(at: column), axisY.value(at: flipped(row))])
        guard let answer = oracle.answer([oracle.roles.input: point]), oracle.fires(answer)
        else { continue }
        canvas.frame.put(oracle.context.glyphs.light, x: left + column, y: row, .forward)
      }
    }
  }

  private func drawAxes(on canvas: inout Canvas) {
    for tick in axisY.ticks {
      let text = canvas.context.glyphs.text(StageNumber.text(tick.value))
      let x = max(0, left - 1 - TextWidth.of(text))
      canvas.text(text, x: x, y: flipped(tick.cell), .muted)
    }
    for row in 0..<axisY.count {
      let isTick = axisY.ticks.contains { flipped($0.cell) == row }
      let glyphs = canvas.context.glyphs
      canvas.text(isTick ? glyphs.teeLeft : glyphs.vertical, x: left - 1, y: row, .border)
    }
    drawNames(behind: drawTicksX(on: &canvas), on: &canvas)
  }

  /// - Returns: the column from which on the row below the plane is free.
  private func drawTicksX(on canvas: inout Canvas) -> Int {
    var free = left
    for tick in axisX.ticks {
      let text = canvas.context.glyphs.text(StageNumber.text(tick.value))
      let x = left + tick.cell - TextWidth.of(text) / 2
      // A part of a number would be another number.
      guard x >= free, x + TextWidth.of(text) <= canvas.width else { continue }
      free = canvas.text(text, x: x, y: axisY.count, .muted) + 1
    }
    return free
  }

  /// The axes' names: one behind the ticks, one in a corner of the plane.
  private func drawNames(behind free: Int, on canvas: inout Canvas) {
    let names = oracle.context.graph.entries(of: .value(oracle.roles.input)).map {
      canvas.context.glyphs.text(oracle.context.name($0))
    }
    let x = max(free, maxX - 1)
    if x + TextWidth.of(names[0]) <= canvas.width {
      canvas.text(names[0], x: x, y: axisY.count, .code)
    }
    guard axisX.count > 12 else { return }
    let columns = 0..<TextWidth.of(names[1]) + 2
    // Where a point would touch it, a little further down the axis.
    let row = (0..<min(3, axisY.count)).first { !hasPoint(in: columns, row: $0) }
    if let row { canvas.text(" \(names[1]) ", x: left, y: row, .code) }
  }

  /// Whether a point, or a mark beside it, stands in these columns of a row.
  private func hasPoint(in columns: Range<Int>, row: Int) -> Bool {
    (oracle.examples + [oracle.shown]).contains { example in
      guard let cell = cell(of: example), flipped(cell.row) == row else { return false }
      return columns.overlaps(cell.column - 1..<cell.column + 2)
    }
  }

  /// Where an example lies, its row counted from below.
  private func cell(of example: [NodeID: Matrix]) -> (column: Int, row: Int)? {
    guard let point = example[oracle.roles.input]?.elements, point.count == 2,
      let column = axisX.cell(of: point[0]), let row = axisY.cell(of: point[1])
    else { return nil }
    return (column, row)
  }

  /// A ring or a dot; before it the mark of the current example, behind it that of a wrong answer.
  private func drawPoint(
    _ example: [NodeID: Matrix], isCurrent: Bool, isWrong: Bool, on canvas: inout Canvas
  ) {
    guard let (column, row) = cell(of: example) else { return }
    let glyphs = canvas.context.glyphs
    let target = oracle.target(of: example).map { oracle.fires($0) } ?? true
    let x = left + column, y = flipped(row)
    let style: Style = isWrong ? .wrong : isCurrent ? .current : .strong
    canvas.text(target ? glyphs.dot : glyphs.ring, x: x, y: y, style)
    if isCurrent, column > 0 { canvas.text(glyphs.pointer, x: x - 1, y: y, .current) }
    if isWrong, column + 1 < axisX.count { canvas.text(glyphs.cross, x: x + 1, y: y, .wrong) }
  }

  /// Rows count from the top, values from below.
  private func flipped(_ row: Int) -> Int { axisY.count - 1 - row }
}

/// Cells along one direction of the plane.
struct Axis {
  let span: ClosedRange<Double>
  let count: Int

  init(_ span: ClosedRange<Double>, count: Int) {
    self.span = span
    self.count = max(0, count)
  }

  /// The values with a margin of half their distance around them.
  static func span(_ values: [Double]) -> ClosedRange<Double> {
    let finite = values.filter { abs($0) < 1e12 }
    guard let least = finite.min(), let most = finite.max() else { return -1...1 }
    // The origin and the unit square are always in sight: there the line crosses.
    let low = min(least, 0), high = max(most, 1)
    let margin = (high - low) / 2
    return low - margin...high + margin
  }

  /// The value in the middle of a cell.
  func value(at cell: Int) -> Double {
    span.lowerBound + (Double(cell) + 0.5) / Double(max(1, count))
      * (span.upperBound - span.lowerBound)
  }

  func cell(of value: Double) -> Int? {
    guard count > 0, span.contains(value) else { return nil }
    let part = (value - span.lowerBound) / (span.upperBound - span.lowerBound)
    return min(count - 1, Int(part * Double(count)))
  }

  /// Round numbers, few enough to stand apart.
  var ticks: [(value: Double, cell: Int)] {
    let length = span.upperBound - span.lowerBound
    guard count > 0, length > 0 else { return [] }
    let steps = Self.steps.filter { length / $0 <= Double(max(2, min(6, count / 3))) }
    guard let step = steps.min() else { return [] }
    let first = Int((span.lowerBound / step).rounded(.up))
    let last = Int((span.upperBound / step).rounded(.down))
    return (first...max(first, last)).compactMap { n in
      cell(of: Double(n) * step).map { (Double(n) * step, $0) }
    }
  }

  private static let steps: [Double] = (-9...12).flatMap { exponent -> [Double] in
    let unit = (0..<abs(exponent)).reduce(1.0) { value, _ in
      exponent < 0 ? value / 10 : value * 10
    }
    return [unit, 2 * unit, 5 * unit]
  }
}
