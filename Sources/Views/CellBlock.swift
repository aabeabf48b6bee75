import Autograd
import Screen

/// A quantity in the picture of a cell: its name, what it is for, its numbers below one another.
struct CellBlock {
  let context: ViewContext
  let node: NodeID
  let caption: String
  let isGate: Bool
  let look: CellLook
  /// The numbers shown.
  let entries: ArraySlice<Entry>
  private let widths: CellMeasure.Widths

  init(
    _ measure: CellMeasure, _ node: NodeID, _ role: RecurrentCell.Role, _ look: CellLook,
    range: Range<Int>? = nil
  ) {
    context = measure.context
    widths = measure[node]
    self.node = node
    self.look = look
    caption = look.hasCaptions ? role.caption : ""
    isGate = role.isGate
    let all = context.graph.entries(of: .value(node))
    entries = range.map { all[$0.clamped(to: all.indices)] } ?? all[...]
  }

  var label: String { context.bare(node) }
  var labelWidth: Int {
    let text = caption.isEmpty ? label : "\(label) \(caption)"
    return TextWidth.of(context.glyphs.text(text))
  }
  private var hasGradient: Bool { widths.gradient > 0 }
  private var barWidth: Int { isGate ? look.bar : 0 }

  var width: Int { max(labelWidth, numbersWidth) }
  /// The columns of the numbers and of what stands beside them.
  var numbersWidth: Int {
    let number = widths.number, bar = barWidth > 0 ? 1 + barWidth : 0
    let gradient = widths.gradient > 0 ? 1 + widths.gradient : 0
    return switch look.gradients {
    case .beside: number + bar + gradient
    case .asBar: number + max(bar, gradient)
    case .below, .instead: max(number + bar, widths.gradient)
    }
  }
  /// The rows of its numbers.
  var rows: Int { entries.count * look.linesEach }

  /// How its wires are drawn.
  var style: Style {
    let gradients = entries.map(\.gradient)
    let isAtWork = context.step.map { context.definition(of: $0.node) == node } ?? false
    if isAtWork || (entries + gradients).contains(where: context.written.contains) {
      return .current
    }
    if gradients.contains(where: { context.reading($0) != nil }) { return .backward }
    return entries.contains { context.reading($0) != nil } ? .forward : .border
  }

  /// Whether its gradient has come.
  var isReturned: Bool { entries.contains { context.reading($0.gradient) != nil } }

  func draw(x: Int, y: Int, on canvas: inout Canvas) {
    drawLabel(x: x, y: y, on: &canvas)
    drawNumbers(x: x, y: y + 1, on: &canvas)
  }

  func drawLabel(x: Int, y: Int, on canvas: inout Canvas) {
    let end = canvas.text(label, x: x, y: y, style == .current ? .current : .strong)
    if !caption.isEmpty { canvas.text(caption, x: end + 1, y: y, .muted) }
  }

  func drawNumbers(x: Int, y: Int, on canvas: inout Canvas) {
    for (n, entry) in entries.enumerated() {
      let line = y + n * look.linesEach, end = x + widths.number
      let isInstead = look.gradients == .instead
      let hasCome =
        hasGradient
        && (isInstead ? context.isReplaced(entry) : context.reading(entry.gradient) != nil)
      if !hasCome || !isInstead {
        canvas.number(entry, x: x, y: line, width: widths.number)
        if isGate, !hasCome || look.gradients != .asBar {
          canvas.bar(entry, x: end + 1, y: line, width: barWidth)
        }
      }
      guard hasCome else { continue }
      let gradientEnd =
        switch look.gradients {
        case .beside: end + (isGate ? 1 + barWidth : 0) + 1 + widths.gradient
        case .asBar: end + 1 + widths.gradient
        case .below, .instead: x + max(widths.number, widths.gradient)
        }
      canvas.gradient(
        of: entry, end: gradientEnd, width: widths.gradient, y: line + look.linesEach - 1)
    }
  }
}

extension RecurrentCell.Role {
  var isGate: Bool {
    switch self {
    case .forgetGate, .inputGate, .outputGate, .resetGate, .updateGate: true
    default: false
    }
  }

  /// In a word what a part is for.
  var caption: String {
    switch self {
    case .forgetGate: "forget"
    case .inputGate: "input"
    case .outputGate: "output"
    case .resetGate: "reset"
    case .updateGate: "update"
    case .candidate: "candidate"
    case .stateBefore, .cellBefore, .input, .cellState, .state, .part: ""
    }
  }
}

extension Canvas {
  /// How far a gate is open; the same width of blanks while it is not computed.
  mutating func bar(_ entry: Entry, x: Int, y: Int, width: Int) {
    guard let value = context.reading(entry) else { return }
    text(context.glyphs.bar(value, width: width), x: x, y: y, .forward)
  }
}

extension ViewContext {
  /// A quantity's label; of one without a name without the parentheses around it.
  func bare(_ node: NodeID) -> String {
    let label = graph[node].label
    guard !graph[node].isNamed, label.hasPrefix("("), label.hasSuffix(")") else { return label }
    return String(label.dropFirst().dropLast())
  }
}
