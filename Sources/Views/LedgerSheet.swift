import Autograd
import Screen

/// A ledger laid out for a width.
struct LedgerSheet {
  let context: ViewContext
  /// One for each number that is told: of a vector as many as fit.
  let ledgers: [Ledger]
  let columns: LedgerColumns
  private let gradient: Quantity

  /// - Returns: nil where no gradient has shares.
  init?(_ context: ViewContext, room: Int) {
    guard let gradient = context.toldGradient else { return nil }
    self.context = context
    self.gradient = gradient
    let entries = Self.told(gradient, context)
    let all = entries.compactMap { Ledger(of: $0, in: context) }
    guard let first = all.first else { return nil }
    let isWhole = all.count > 1 && LedgerColumns.fit(all, context, in: room)
    ledgers = isWhole ? all : [first]
    columns = LedgerColumns(ledgers, context, room: room)
  }

  /// The number asked for, else those of the gradient where they are few.
  private static func told(_ gradient: Quantity, _ context: ViewContext) -> [Entry] {
    if let asked = context.pinned ?? context.kept, asked.quantity.node == gradient.node {
      return [Entry(gradient, row: asked.row, column: asked.column)]
    }
    guard context.graph[gradient.node].shape.count <= 8 else { return [Entry(gradient)] }
    return context.graph.entries(of: gradient)
  }

  private var first: Ledger { ledgers[0] }
  private var weights: [NodeID] { context.index.weights }

  var naturalWidth: Int { columns.width }
  /// The weights, the name, the heads, the shares, a line and the total.
  var naturalHeight: Int { (hasStrip ? 2 : 0) + 4 + first.count * (hasDetails ? 2 : 1) }

  private var hasStrip: Bool { weights.count > 1 }
  private var hasDetails: Bool { columns.hasDetails(ledgers) }

  // MARK: Drawing

  func draw(on canvas: inout Canvas) {
    var y = 0
    if canvas.height >= 8, hasStrip {
      WeightStrip(context, current: gradient.node).draw(on: &canvas, y: y)
      y += canvas.height > naturalHeight - 1 ? 2 : 1
    }
    head(on: &canvas, y: y)
    y += 1
    let hasHeads = canvas.height - y >= 4
    if hasHeads {
      columns.heads(ledgers, on: &canvas, y: y)
      y += 1
    }
    let total = canvas.height - y >= 3 ? 2 : 0
    let used = rows(on: &canvas, top: y, height: max(0, canvas.height - y - total))
    if total > 0 { columns.total(ledgers, on: &canvas, y: y + used) }
  }

  /// `∂loss/∂w = 0.12   2 of 3 shares`.
  private func head(on canvas: inout Canvas, y: Int) {
    let name = ledgers.count == 1 ? context.name(first.entry) : context.trace.name(of: gradient)
    var line = StageLine(name, .backward) + value
    line += StageLine("   \(progress)", .muted)
    canvas.put(line, x: 0, y: y)
  }

  private var value: StageLine {
    guard ledgers.count == 1 else {
      return StageLine(" \(StageLine.equality(gradient, context))", .muted)
        + StageLine(gradient, in: context.graph)
    }
    let isExact = context.reading(first.entry).map(StageNumber.isExact) ?? true
    return StageLine(isExact ? " = " : " ≈ ", .muted) + StageLine([.number(first.entry)])
  }

  private var progress: String {
    let noun = first.count == 1 ? "share" : "shares"
    let done = ledgers.map(\.doneCount).min() ?? 0
    return done == first.count ? "\(done) \(noun)" : "\(done) of \(first.count) \(noun)"
  }

  /// The shares around the newest.
  ///
  /// - Returns: how many rows they take.
  private func rows(on canvas: inout Canvas, top: Int, height: Int) -> Int {
    let newest = max(0, (ledgers.map(\.doneCount).max() ?? 0) - 1)
    let rowHeight = hasDetails && first.count * 2 <= height ? 2 : 1
    let room = max(1, height / rowHeight)
    let start = firstVisible(of: first.count, room: room, keeping: newest)
    let end = height > 0 ? min(first.count, start + room) : start
    for n in start..<end {
      let y = top + (n - start) * rowHeight
      columns.row(n, ledgers, on: &canvas, y: y)
      if rowHeight > 1 { columns.detail(n, ledgers, on: &canvas, y: y + 1) }
    }
    let used = (end - start) * rowHeight
    if canvas.width > 12 {
      mark(canvas.context.glyphs.up, start, on: &canvas, y: top)
      mark(canvas.context.glyphs.down, first.count - end, on: &canvas, y: top + used - 1)
    }
    return used
  }

  /// How many there are beyond the first or the last row, at its right edge.
  private func mark(_ sign: String, _ count: Int, on canvas: inout Canvas, y: Int) {
    let text = "\(sign) \(count)", x = canvas.width - TextWidth.of(text)
    guard count > 0, (x - 1..<canvas.width).allSatisfy({ canvas.frame[$0, y] == .blank }) else {
      return
    }
    canvas.text(text, x: x, y: y, .muted)
  }
}
