import Autograd
import Screen

extension UnrolledSheet {
  func draw(on canvas: inout Canvas) {
    let items = items, columns = bands.indices.map { placed($0, canvas.width) }
    guard height > canvas.height, canvas.height > 1 else {
      return draw(items, columns, from: 0, on: &canvas)
    }
    // Of several loops only the one at work is shown where rows scroll, its times always.
    var sheet = self
    sheet.topLine = 1
    let band = focusBand
    sheet.drawHeader(band, columns[band], y: 0, on: &canvas)
    let shown = items.filter { $0.band == band || $0 == .rest }
    sheet.draw(shown, columns, from: firstLine(shown, canvas.height - 1) - 1, on: &canvas)
  }

  private func draw(
    _ items: [Item], _ columns: [[(x: Int, column: Column)]], from first: Int,
    on canvas: inout Canvas
  ) {
    var y = -first
    for item in items {
      if y + height(item) > topLine, y < canvas.height {
        draw(item, columns, y: y, on: &canvas)
      }
      y += height(item)
    }
    drawMore(isAbove: first + topLine > 0, isBelow: y > canvas.height, on: &canvas)
  }

  private func draw(
    _ item: Item, _ columns: [[(x: Int, column: Column)]], y: Int, on canvas: inout Canvas
  ) {
    switch item {
    case .header(let band): drawHeader(band, columns[band], y: y, on: &canvas)
    case .row(let band, let row): drawRow(band, row, columns[band], y: y, on: &canvas)
    case .weights(let band): drawWeights(bands[band], y: y, on: &canvas)
    case .links(let band): drawLinks(bands[band], y: y, on: &canvas)
    case .rest: drawRest(y: y, on: &canvas)
    case .blank: break
    }
  }

  /// A sign at the right edge that rows go on above or below.
  private func drawMore(isAbove: Bool, isBelow: Bool, on canvas: inout Canvas) {
    let (x, glyphs) = (canvas.width - 1, context.glyphs)
    for (sign, y, isMore) in [
      (glyphs.up, topLine, isAbove), (glyphs.down, canvas.height - 1, isBelow),
    ] where isMore && canvas.frame[x, y] == .blank { canvas.text(sign, x: x, y: y, .muted) }
  }

  /// The line to begin with, so that the row at work is seen whole.
  private func firstLine(_ items: [Item], _ room: Int) -> Int {
    let n = items.firstIndex(of: focusItem) ?? 0
    let top = items.prefix(n).reduce(0) { $0 + height($1) }
    let end = items.reduce(0) { $0 + height($1) }
    let own = items.indices.contains(n) ? height(items[n]) : 0
    return max(0, min(top + own / 2 - room / 2, top, end - room))
  }

  private var focusBand: Int {
    context.focusNode.flatMap { unrolling[$0]?.band }
      ?? (context.focusNode == nil ? 0 : bands.count - 1)
  }

  private var focusItem: Item {
    guard let node = context.focusNode else { return .header(band: 0) }
    guard let spot = unrolling[node] else { return .rest }
    return .row(band: spot.band, row: spot.row)
  }

  /// The columns that are seen, and where: those around the one at work.
  private func placed(_ band: Int, _ width: Int) -> [(x: Int, column: Column)] {
    let all = bands[band].columns
    let focus = all.firstIndex(of: focusColumn(band)) ?? 0
    var range = focus..<focus, used = labelWidth, columns: [Column] = []
    var canGrowLeft = true, canGrowRight = true
    while canGrowLeft || canGrowRight {
      // By turns, so that the one at work stays in the middle.
      let goesRight =
        canGrowRight && (!canGrowLeft || range.upperBound - focus <= focus - range.lowerBound)
      let next = goesRight ? range.upperBound : range.lowerBound - 1
      let column = all.indices.contains(next) ? self.column(all[next], of: band) : nil
      guard let column, used + plan.gap + column.width <= width || columns.isEmpty else {
        if goesRight { canGrowRight = false } else { canGrowLeft = false }
        continue
      }
      used += plan.gap + column.width
      if goesRight {
        columns.append(column)
        range = range.lowerBound..<next + 1
      } else {
        columns.insert(column, at: 0)
        range = next..<range.upperBound
      }
    }
    var x = labelWidth
    return columns.map { column in
      defer { x += plan.gap + column.width }
      return (x + plan.gap, column)
    }
  }

  /// The column that is at work in a band: the last one where the band is done.
  func focusColumn(_ band: Int) -> Int {
    if let spot = context.focusNode.flatMap({ unrolling[$0] }), spot.band == band {
      return spot.column
    }
    return bands[band].column(at: context.focusNode, in: unrolling)
  }

  // MARK: Header

  private func drawHeader(
    _ band: Int, _ columns: [(x: Int, column: Column)], y: Int, on canvas: inout Canvas
  ) {
    canvas.text("time", x: 0, y: y, .muted)
    let all = bands[band].columns, atWork = context.columnAtWork
    for (x, column) in columns {
      let isNow = atWork?.band == band && atWork?.column == column.place
      let name = context.glyphs.text("\(column.place)".replacing("-", with: "−"))
      let end = x + column.numberWidth, start = end - TextWidth.of(name)
      canvas.text(name, x: start, y: y, isNow ? .current : .strong)
      guard isNow else { continue }
      let marker = context.marker(context.step?.phase)
      canvas.text(marker, x: start - TextWidth.of(marker) - 1, y: y, .current)
    }
    if let first = columns.first, first.column.place != all.first {
      canvas.text(context.glyphs.left, x: labelWidth + 1, y: y, .muted)
    }
    if let last = columns.last, last.column.place != all.last {
      let sign = context.glyphs.right
      let x = min(last.x + last.column.width + 1, canvas.width - TextWidth.of(sign))
      canvas.text(sign, x: x, y: y, .muted)
    }
  }

  // MARK: Rows

  private func drawRow(
    _ band: Int, _ index: Int, _ columns: [(x: Int, column: Column)], y: Int,
    on canvas: inout Canvas
  ) {
    let row = bands[band].rows[index]
    let isCurrent = focusItem == .row(band: band, row: index) && context.step != nil
    if y >= topLine {
      canvas.text(row.name, x: 0, y: y, isCurrent ? .strong : .code)
      canvas.text(range(row), x: TextWidth.of(context.glyphs.text(row.name)), y: y, .muted)
    }
    for (x, column) in columns {
      drawCell(row, column, x: x, y: y, on: &canvas)
      if let carry = row.carry, y >= topLine {
        drawCarry(row, carry, into: column, band: band, x: x, y: y, on: &canvas)
      }
    }
  }

  /// Which numbers of a long vector are seen: ` 3…4/8`.
  private func range(_ row: Unrolling.Row) -> String {
    guard row.length > plan.most else { return "" }
    let first = firstShown(of: row.length, row) + 1, last = first + plan.most - 1
    return " \(first)" + (last > first ? "…\(last)" : "") + "/\(row.length)"
  }

  private func drawCell(
    _ row: Unrolling.Row, _ column: Column, x: Int, y: Int, on canvas: inout Canvas
  ) {
    let hasGradient = hasGradients(row), isBelow = plan.gradients == .below
    for (n, entry) in shownEntries(row, column.place).enumerated() {
      let left = x + n % plan.perRow * column.pitch
      let line = y + n / plan.perRow * (isBelow && hasGradient ? 2 : 1)
      guard line >= topLine else { continue }
      let isGone = plan.gradients == .instead && context.isReplaced(entry)
      if !isGone || !hasGradient {
        let end = canvas.number(entry, x: left, y: line, width: column.numberWidth)
        drawWord(of: entry.quantity.node, x: end, y: line, on: &canvas)
      }
      if hasGradient { drawGradient(of: entry, column, x: left, y: line, on: &canvas) }
    }
  }

  private func drawGradient(
    of entry: Entry, _ column: Column, x: Int, y: Int, on canvas: inout Canvas
  ) {
    // Before the backward pass a sheet without gradients reads better than one full of dots.
    guard isBegun else { return }
    let width = column.numberWidth, end = x + width
    switch plan.gradients {
    case .beside:
      canvas.gradient(of: entry, end: x + column.pitch - 1, width: column.gradientWidth, y: y)
    case .below: canvas.gradient(of: entry, end: end, width: width, y: y + 1)
    case .instead:
      guard context.isReplaced(entry) else { return }
      canvas.gradient(of: entry, end: end, width: width, y: y)
    }
  }

  /// Whether the backward pass has begun.
  private var isBegun: Bool {
    context.timeline.firstTick(.backward).map { context.ticksDone > $0 } ?? false
  }

  private func drawWord(of node: NodeID, x: Int, y: Int, on canvas: inout Canvas) {
    guard context.graph[node].isToken else { return }
    canvas.put(context.word(of: node), x: x, y: y)
  }
}

extension UnrolledSheet.Item {
  /// The band whose rows scroll below its header; nil for what is no part of one.
  fileprivate var band: Int? {
    switch self {
    case .row(let band, _), .weights(let band), .links(let band): band
    case .header, .blank, .rest: nil
    }
  }
}

extension ViewContext {
  /// The named quantity that must be seen, else the one whose equation is at work.
  var focusNode: NodeID? {
    if let kept = kept?.quantity.node, index.unrolling[kept] != nil { return kept }
    return step.map { definition(of: $0.node) }
  }

  /// Where what happens now belongs among the columns.
  var columnAtWork: Unrolling.Spot? { step.flatMap { index.unrolling[definition(of: $0.node)] } }

  /// The named quantity to whose equation a node belongs.
  func definition(of node: NodeID) -> NodeID {
    guard !graph[node].isNamed, let line = graph[node].line else { return node }
    return index.definitions[line] ?? node
  }
}
