import Autograd
import Screen

/// What stands in a vertex of a graph's picture: the operation, the name, the value, the gradient.
struct GraphVertex {
  let context: ViewContext
  let node: Node
  let isComputed: Bool
  /// The operation's sign; empty where none is drawn.
  let sign: String
  /// The name, where the model gives one, and the shape of what is not shown whole.
  let name: String
  let value: StageLine
  /// Nil where it has none.
  let gradient: StageLine?
  /// How many shares its gradient has, and how many of them have come.
  private let shares: (done: Int, count: Int)
  private let titleWidth: Int
  private let valueWidth: Int
  /// With the sign before it.
  private let gradientWidth: Int

  /// Lists of more numbers show one of them.
  private static let longest = 3

  init(_ vertex: GraphPart.Vertex, _ context: ViewContext) {
    self.context = context
    node = context.graph[vertex.node]
    isComputed = vertex.isComputed
    // A stable form goes by the name that the model calls it.
    let op = node.detour?.op ?? node.op
    sign = isComputed ? op?.graphSign(context, node) ?? "" : ""
    let isNumber = node.origin == .constant && !node.isNamed
    let shape = node.shape.count > Self.longest ? " (\(node.shape.written))" : ""
    let label = isComputed && !node.isNamed || isNumber ? "" : node.label
    name = shape.isEmpty ? label : "\(label)\(shape)".trimmed
    value = Self.line(.value(node.id), context)
    let isRoot = node.id == context.timeline.program.root
    let steps = context.timeline.steps(writing: .gradient(node.id))
    let hasGradient = context.hasGradients && (isRoot || !steps.isEmpty)
    gradient = hasGradient ? Self.line(.gradient(node.id), context) : nil
    let entry = Self.shown(.gradient(node.id), context)
    shares = (
      steps.count > 1 ? context.timeline.shareCount(of: entry, after: context.ticksDone) : 0,
      steps.count
    )
    let words = [sign, name].filter { !$0.isEmpty }.joined(separator: " ")
    let sign = TextWidth.of(context.glyphs.text("∂ "))
    titleWidth = TextWidth.of(context.glyphs.text(words))
    valueWidth = context.widest(value)
    gradientWidth = gradient.map { context.widest($0) + sign } ?? 0
  }

  private static func line(_ quantity: Quantity, _ context: ViewContext) -> StageLine {
    let shape = context.graph[quantity.node].shape
    guard shape.count > longest else { return StageLine(quantity, in: context.graph) }
    let rest = StageLine(", \(context.glyphs.ellipsis)]", .muted)
    return StageLine("[", .muted) + StageLine([.number(shown(quantity, context))]) + rest
  }

  /// The entry that stands for a long list: the one asked for, else the first.
  private static func shown(_ quantity: Quantity, _ context: ViewContext) -> Entry {
    guard let kept = context.kept, kept.quantity.node == quantity.node,
      context.graph[quantity.node].shape.count > longest
    else { return Entry(quantity) }
    return Entry(quantity, row: kept.row, column: kept.column)
  }

  /// `1 of 2`, while a gradient waits for shares of other uses.
  var waiting: String? {
    shares.done > 0 && shares.done < shares.count ? "\(shares.done) of \(shares.count)" : nil
  }

  // MARK: Widths

  /// The columns it takes at any moment of the pass.
  func width(_ look: GraphLook) -> Int {
    let title = titleWidth
    let numbers = max(valueWidth, look.hasGradients ? gradientWidth : 0)
    let longestNote = noteWidth(look)
    guard look.isBoxed else {
      return (isComputed ? 2 : 1)
        + max(
          title + (title > 0 ? 1 : 0) + valueWidth,
          look.hasGradients ? gradientWidth + longestNote : 0)
    }
    return isComputed
      ? max(title + 2, numbers + 4, longestNote + 2) : max(title, numbers, longestNote)
  }

  /// The room of `1 of 2`.
  private func noteWidth(_ look: GraphLook) -> Int {
    gradient != nil && shares.count > 1 ? 1 + "\(shares.count) of \(shares.count)".count : 0
  }

  // MARK: Drawing

  /// In `rect`, whose width is that of the layer.
  func draw(_ look: GraphLook, in rect: Rect, on canvas: inout Canvas) {
    guard look.isBoxed else { return drawBare(look, in: rect, on: &canvas) }
    guard isComputed else { return drawLeaf(look, in: rect, on: &canvas) }
    let box = Rect(x: rect.x, y: rect.y, width: rect.width, height: look.pitch)
    canvas.frame.fill(box)
    canvas.frame.box(box, style: style)
    var x = canvas.text(sign, x: box.x + 1, y: box.y, isCurrent ? .current : .strong)
    if !sign.isEmpty, !name.isEmpty { x = canvas.text(" ", x: x, y: box.y) }
    canvas.text(name, x: x, y: box.y, .code, maxX: box.maxX - 1)
    put(value, width: valueWidth, end: box.maxX - 2, y: box.y + 1, on: &canvas)
    putGradient(end: box.maxX - 2, y: box.y + 2, look, on: &canvas)
    putNote(end: box.maxX - 1, y: box.maxY - 1, on: &canvas)
  }

  private func drawLeaf(_ look: GraphLook, in rect: Rect, on canvas: inout Canvas) {
    let width = TextWidth.of(context.glyphs.text(name))
    canvas.text(name, x: rect.maxX - width, y: rect.y, isCurrent ? .current : .strong)
    put(value, width: valueWidth, end: rect.maxX, y: rect.y + 1, on: &canvas)
    putGradient(end: rect.maxX, y: rect.y + 2, look, on: &canvas)
    putNote(end: rect.maxX, y: rect.y + 3, on: &canvas)
  }

  /// Name and value in one row, the gradient in the next, with a blank before the lines.
  private func drawBare(_ look: GraphLook, in rect: Rect, on canvas: inout Canvas) {
    let width = width(look), start = isComputed ? rect.x + 1 : rect.maxX - width
    let end = start + width - (isComputed ? 2 : 1)
    canvas.frame.fill(Rect(x: start - 1, y: rect.y, width: width, height: 1))
    let words = isComputed ? start : end - valueWidth - 1 - TextWidth.of(context.glyphs.text(name))
    var x = canvas.text(sign, x: words, y: rect.y, isCurrent ? .current : .strong)
    if !sign.isEmpty, !name.isEmpty { x += 1 }
    canvas.text(name, x: x, y: rect.y, isComputed ? .code : .strong)
    put(value, width: valueWidth, end: end, y: rect.y, on: &canvas)
    putGradient(end: end - noteWidth(look), y: rect.y + 1, look, on: &canvas)
    putNote(end: end, y: rect.y + 1, on: &canvas)
  }

  private func putGradient(end: Int, y: Int, _ look: GraphLook, on canvas: inout Canvas) {
    guard look.hasGradients, let gradient else { return }
    let next = canvas.text("∂ ", x: end - gradientWidth, y: y, .backward)
    put(gradient, width: end - next, end: end, y: y, on: &canvas)
  }

  private func putNote(end: Int, y: Int, on canvas: inout Canvas) {
    guard let waiting else { return }
    canvas.text(waiting, x: end - TextWidth.of(waiting), y: y, .notice)
  }

  /// A value whose last column at its widest is before `end`.
  private func put(_ line: StageLine, width: Int, end: Int, y: Int, on canvas: inout Canvas) {
    guard node.shape.count == 1, case .number(let entry)? = line.parts.first(where: \.isNumber)
    else {
      canvas.put(line, x: end - width, y: y)
      return
    }
    let ghost = context.ghostWidth([entry])
    let next = canvas.number(entry, x: end - width, y: y, width: width - ghost)
    if let ghost = context.ghostText(entry) { canvas.frame.put(ghost, x: next + 1, y: y, .ghost) }
  }

  /// Whether it is what the last tick worked on.
  private var isCurrent: Bool {
    guard let step = context.step else { return false }
    return step.phase == .backward ? step.target.node == node.id : step.node == node.id
  }

  private var style: Style {
    if isCurrent { return .current }
    if gradient != nil, waiting == nil, isReady(.gradient(node.id)) { return .backward }
    return isReady(.value(node.id)) ? .forward : .border
  }

  private func isReady(_ quantity: Quantity) -> Bool {
    context.reading(Entry(quantity)) != nil
  }
}

extension ViewContext {
  /// Columns enough for a line of numbers at any moment, gradients that are not whole among them.
  fileprivate func widest(_ line: StageLine) -> Int {
    line.width(self)
      + line.parts.reduce(0) { extra, part in
        guard case .number(let entry) = part else { return extra }
        return extra + widest(entry) - width(entry)
      }
  }

  /// Columns enough for an entry's number and, where it is a sum of shares, for what it is on the
  /// way there.
  fileprivate func widest(_ entry: Entry) -> Int {
    guard entry.quantity.kind == .gradient else { return width(entry) }
    let steps = timeline.steps(writing: entry.quantity)
    guard steps.count > 1, let ledger = Ledger(of: entry, in: self) else { return width(entry) }
    return ledger.totals.prefix(64).reduce(width(entry)) {
      max($0, TextWidth.of(glyphs.text(StageNumber.text($1))))
    }
  }
}

extension StageLine.Part {
  fileprivate var isNumber: Bool { if case .number = self { true } else { false } }
}

extension Shape {
  /// `4`, `2×3`.
  fileprivate var written: String { isVector ? "\(count)" : "\(rowCount)×\(columnCount)" }
}

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}

extension Op {
  /// As it is written in a vertex.
  fileprivate func graphSign(_ context: ViewContext, _ node: Node) -> String {
    switch name {
    case "add", "total": "+"
    case "subtract", "negate": "−"
    case "multiply": node.shape.isScalar ? context.times : "∘"
    case "divide": "/"
    case "dot", "matmul": "·"
    case "sum": "Σ"
    case "sigmoid": "σ"
    case "copy": "="
    case "transpose": "ᵀ"
    case "power": exponent.map { "^\($0)" } ?? name
    case "element": place.map { "[\($0)]" } ?? name
    default: name.replacing("_", with: " ")
    }
  }

  private var exponent: String? {
    guard case .binary(.power, _, .number(let exponent)) = forward else { return nil }
    return exponent.whole
  }

  /// The element it takes, counted from 1.
  private var place: String? {
    guard case .element(_, let row, let column) = forward, case .at(let row) = row else {
      return nil
    }
    guard case .at(let column) = column else { return "\(row + 1)" }
    return "\(row + 1),\(column + 1)"
  }
}
