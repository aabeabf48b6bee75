import Autograd
import Screen

/// The updates that changed a weight, oldest first.
struct UpdateLog {
  /// How much is said of each.
  enum Form: CaseIterable { case full, short, numbers }

  let context: ViewContext
  let training: ViewContext.Training

  init(_ context: ViewContext, _ training: ViewContext.Training) {
    self.context = context
    self.training = training
  }

  var count: Int { training.updateCount }

  /// The fullest form that fits.
  func form(for room: Int) -> Form? {
    training.updates.isEmpty
      ? (room >= 16 ? .full : nil)
      : Form.allCases.first { width($0) <= room }
  }

  func width(_ form: Form) -> Int {
    training.updates.suffix(64).map { TextWidth.of(context.glyphs.text(text($0, form))) }.max()
      ?? 0
  }

  func draw(_ form: Form, in area: Rect, on canvas: inout Canvas) {
    guard area.height > 0 else { return }
    guard !training.updates.isEmpty else {
      canvas.text("no updates yet", x: area.x, y: area.y, .muted, maxX: area.maxX)
      return
    }
    // The newest is always seen; a row says how many older ones are not.
    let hasNote = count > min(area.height, training.updates.count) && area.height > 1
    let shown = training.updates.suffix(hasNote ? area.height - 1 : area.height)
    if hasNote {
      let text = "\(context.glyphs.up) \(count - shown.count) earlier"
      canvas.text(text, x: area.x, y: area.y, .muted, maxX: area.maxX)
    }
    for (n, update) in shown.enumerated() {
      let isNewest = update.number == training.updates.last?.number
      canvas.text(
        text(update, form), x: area.x, y: area.y + n + (hasNote ? 1 : 0),
        isNewest ? .strong : .muted, maxX: area.maxX)
    }
  }

  private func text(_ update: ViewContext.Update, _ form: Form) -> String {
    let weights = context.graph.nodes.compactMap { node in
      update.weights[node.id].map { "\(node.label) = \(Self.text($0))" }
    }.joined(separator: "  ")
    return switch form {
    case .full:
      "update \(pad(update.number, training.updates.last?.number ?? 0))  "
        + "epoch \(pad(update.epoch, training.epoch))  "
        + "example \(pad(update.example + 1, training.examples.count))  \(weights)"
    case .short: "update \(pad(update.number, training.updates.last?.number ?? 0))  \(weights)"
    case .numbers: "\(pad(update.number, training.updates.last?.number ?? 0))  \(weights)"
    }
  }

  /// As wide as the largest number of its column.
  private func pad(_ number: Int, _ largest: Int) -> String {
    let text = "\(number)"
    return String(repeating: " ", count: max(0, "\(largest)".count - text.count)) + text
  }

  /// `1`, `(1, 0.5)`, or the shape of what is too large for a line.
  private static func text(_ matrix: Matrix) -> String {
    let shape = matrix.shape
    guard shape.count <= 6 else { return "\(shape.rowCount)×\(shape.columnCount) numbers" }
    let rows = (0..<shape.rowCount).map { row in
      (0..<shape.columnCount).map { StageNumber.text(matrix[row, $0]) }.joined(separator: ", ")
    }
    return shape.isScalar
      ? rows.joined() : "(\(rows.joined(separator: shape.isVector ? ", " : "; ")))"
  }
}
