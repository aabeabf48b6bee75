import Autograd
import Screen

extension Entry {
  /// The same number's gradient.
  var gradient: Entry { Entry(.gradient(quantity.node), row: row, column: column) }
}

extension ViewContext {
  /// Whether there is a gradient to show: of what is given nobody asks for it.
  func hasGradient(_ node: NodeID) -> Bool {
    hasGradients && graph[node].hasGradient && graph[node].origin != .given
  }

  /// Columns enough for the gradients of the entries, a `∂` before them, at any moment: a total on
  /// its way may be longer than the last one.
  func gradientWidth(_ entries: some Sequence<Entry>) -> Int {
    1 + (entries.map(longestTotal).max() ?? 0)
  }

  private func longestTotal(_ entry: Entry) -> Int {
    let steps = timeline.steps(writing: entry.gradient.quantity)
    var longest = width(entry.gradient), total = 0.0
    // What more steps than that add to is no quantity of one moment.
    guard steps.count <= 16 else { return longest }
    for step in steps.dropLast() {
      total += trace.share(of: timeline.program.steps[step], at: entry.gradient)
      longest = max(longest, StageNumber.width(total, glyphs))
    }
    return longest
  }
}

extension ViewContext {
  /// Whether a gradient that has come takes the place of its number, where there is room for one
  /// of them only: the cursor brings the number back.
  func isReplaced(_ entry: Entry) -> Bool {
    reading(entry.gradient) != nil && kept != entry && cursor != entry
  }
}

extension Canvas {
  /// `∂ 0.5`, its last digit before column `end`, in no more than `width` columns: of one that is
  /// longer only the `∂`.
  mutating func gradient(of entry: Entry, end: Int, width: Int, y: Int) {
    guard TextWidth.of(context.text(entry.gradient)) < width else {
      text("∂" + context.glyphs.ellipsis, x: end - width, y: y, .backward, maxX: end)
      return
    }
    gradient(of: entry, end: end, y: y)
  }
}
