import Autograd
import Screen

/// The rows of a ledger.
extension LedgerColumns {
  func heads(_ ledgers: [Ledger], on canvas: inout Canvas, y: Int) {
    let heads: [(Kind, String)] = [(.user, "use"), (.symbols, "rule"), (.numbers, "numbers")]
    for (kind, head) in heads {
      if let span = spans[kind] { canvas.text(head, x: span.x, y: y, .muted, maxX: span.end) }
    }
    let graph = canvas.context.graph
    for (n, ledger) in ledgers.enumerated() {
      let shape = graph[ledger.entry.quantity.node].shape
      let suffix = shape.suffix(row: ledger.entry.row, column: ledger.entry.column)
      head(ledgers.count == 1 ? "share" : suffix, over: .share(n), on: &canvas, y: y)
    }
    head("total", over: .total, on: &canvas, y: y)
    if let span = spans[.bar], ledgers.count > 1 {
      canvas.text("length", x: span.x, y: y, .muted, maxX: span.end)
    }
  }

  /// A head that ends where the numbers below it end.
  private func head(_ text: String, over kind: Kind, on canvas: inout Canvas, y: Int) {
    guard let span = spans[kind] else { return }
    canvas.text(text, x: max(span.x, span.end - TextWidth.of(text)), y: y, .muted, maxX: span.end)
  }

  /// One share.
  func row(_ n: Int, _ ledgers: [Ledger], on canvas: inout Canvas, y: Int) {
    let isCurrent = ledgers.contains { $0.isCurrent(n) },
      isDone = ledgers.allSatisfy { n < $0.doneCount }
    if isCurrent { canvas.text(canvas.context.marker(.backward), x: 0, y: y, .current) }
    put("\(n + 1)", .number, .muted, on: &canvas, y: y)
    if let span = spans[.user] {
      let style: Style = isCurrent ? .strong : .plain
      canvas.text(ledgers[0].userText(n), x: span.x, y: y, style, maxX: span.end)
    }
    work(n, ledgers[0], isDone, on: &canvas, y: y)
    for (k, ledger) in ledgers.enumerated() {
      let style: Style = ledger.isCurrent(n) ? .current : .backward
      put(ledger.shares[n], .share(k), style, isDone: n < ledger.doneCount, on: &canvas, y: y)
    }
    if let span = spans[.bar] {
      let size = ledgers.count == 1 ? ledgers[0].shares[n] : Ledger.size(of: n, in: ledgers)
      let text = bar.text(isDone ? size : nil, canvas.context.glyphs)
      canvas.frame.put(
        text, x: span.x, y: y, isCurrent ? .current : size < 0 ? .negative : .backward)
    }
    put(ledgers[0].totals[n], .total, .plain, isDone: n < ledgers[0].doneCount, on: &canvas, y: y)
  }

  /// The rule of a share, and with numbers once these are known.
  private func work(
    _ n: Int, _ ledger: Ledger, _ isDone: Bool, on canvas: inout Canvas, y: Int
  ) {
    guard spans[.symbols] != nil || spans[.numbers] != nil else { return }
    let derivation = ledger.derivation(n)
    if let span = spans[.symbols] {
      canvas.text(derivation.symbols.text, x: span.x, y: y, .muted, maxX: span.end)
    }
    guard let span = spans[.numbers] else { return }
    guard isDone else {
      canvas.text(StageNumber.covered, x: span.x, y: y, .covered)
      return
    }
    canvas.put(StageLine(derivation.numbers, .muted), x: span.x, y: y, maxX: span.end)
  }

  /// Below a share its rule, where that has no column, and what else must be said of it.
  func detail(_ n: Int, _ ledgers: [Ledger], on canvas: inout Canvas, y: Int) {
    let line = detail(n, ledgers)
    canvas.put(line, x: spans[.user]?.x ?? 2, y: y)
  }

  private func detail(_ n: Int, _ ledgers: [Ledger]) -> StageLine {
    let remark = ledgers[0].remark(n).map { StageLine("   \($0)", .muted) } ?? StageLine()
    guard ledgers.count == 1 else { return StageLine(ledgers[0].rule(n), .muted) + remark }
    guard spans[.symbols] == nil else { return remark }
    let derivation = ledgers[0].derivation(n), isDone = n < ledgers[0].doneCount
    let rule = StageLine(derivation.symbols.text, .muted)
    guard spans[.numbers] == nil, isDone else { return rule + remark }
    return rule + StageLine(" \(derivation.numbersEquality) ", .muted)
      + StageLine(derivation.numbers, .muted) + remark
  }

  /// Whether shares have something to say below them.
  func hasDetails(_ ledgers: [Ledger]) -> Bool {
    spans[.symbols] == nil
      || (0..<min(ledgers[0].count, 64)).contains { ledgers[0].remark($0) != nil }
  }

  /// A line below the shares, and what they come to by now.
  func total(_ ledgers: [Ledger], on canvas: inout Canvas, y: Int) {
    let isDone = ledgers.allSatisfy { $0.doneCount == $0.count }
    let kinds = spans[.total] != nil ? [Kind.total] : ledgers.indices.map { .share($0) }
    for (kind, ledger) in zip(kinds, ledgers) {
      guard let span = spans[kind] else { continue }
      canvas.horizontal(span.x, y, to: span.end)
      canvas.number(ledger.entry, x: span.x, y: y + 1, width: span.width)
    }
    let name = isDone ? "total" : "so far"
    let end = kinds.first.flatMap { spans[$0]?.x } ?? width
    canvas.text(name, x: Self.start, y: y + 1, .muted, maxX: end - 1)
  }

  /// A number of the table, or the dot of one that has not come yet.
  private func put(
    _ value: Double, _ kind: Kind, _ style: Style, isDone: Bool, on canvas: inout Canvas, y: Int
  ) {
    let covered = canvas.context.glyphs.isASCII ? "." : StageNumber.covered
    put(
      isDone ? canvas.context.glyphs.text(StageNumber.text(value)) : covered, kind,
      isDone ? style : .covered, on: &canvas, y: y)
  }

  private func put(
    _ text: String, _ kind: Kind, _ style: Style, on canvas: inout Canvas, y: Int
  ) {
    guard let span = spans[kind] else { return }
    let x = span.end - TextWidth.of(text)
    if x >= span.x, span.end <= canvas.width { canvas.frame.put(text, x: x, y: y, style) }
  }
}
