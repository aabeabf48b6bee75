import Autograd
import Screen

/// What is carried from column to column, comes in from outside and goes out.
extension UnrolledSheet {
  /// The arrow from the column that carries to the one that reads; turned around once the gradient
  /// came back along it.
  func drawCarry(
    _ row: Unrolling.Row, _ carry: Unrolling.Carry, into column: Column, band: Int, x: Int, y: Int,
    on canvas: inout Canvas
  ) {
    guard carry.readers.contains(column.place),
      let sources = row.cells[column.place - carry.distance]
    else { return }
    let state = flow(from: sources, to: column.place, band)
    let goesRight = (carry.distance > 0) != (state == .returned || state == .returning)
    let style: Style =
      switch state {
      case .idle: .border
      case .passing, .returning: .current
      case .returned: .backward
      }
    let tail = state == .returned || state == .returning ? "∂" : tail(carry)
    let arrow = context.glyphs.text(goesRight ? tail + "▶" : "◀" + tail)
    let start = carry.distance > 0 ? x - plan.gap + 1 : x + column.width + 1
    canvas.text(arrow, x: start, y: y, style)
  }

  /// A line, or how many columns the arrow spans.
  private func tail(_ carry: Unrolling.Carry) -> String {
    abs(carry.distance) == 1 ? "─" : "\(abs(carry.distance))"
  }

  private enum Flow { case idle, passing, returning, returned }

  /// What happens between a carried quantity and the column that reads it.
  private func flow(from sources: [NodeID], to column: Int, _ band: Int) -> Flow {
    let (timeline, graph) = (context.timeline, context.graph)
    if let step = context.step, let now = context.columnAtWork, now.column == column,
      now.band == band
    {
      if step.phase == .backward, sources.contains(step.target.node) { return .returning }
      if step.phase == .forward,
        context.read.contains(where: { sources.contains($0.quantity.node) })
      {
        return .passing
      }
    }
    let isReturned = sources.contains { source in
      graph[source].hasGradient
        && timeline.steps(writing: .gradient(source)).contains { step in
          timeline.ticks(of: step).upperBound <= context.ticksDone
            && unrolling[context.definition(of: timeline.program.steps[step].node)]?.column
              == column
        }
    }
    return isReturned ? .returned : .idle
  }

  // MARK: Lines

  /// `h[3] ──▶ s[0]`: what a band reads of what is computed before it.
  func drawLinks(_ band: Unrolling.Band, y: Int, on canvas: inout Canvas) {
    var x = labelWidth + 1
    for row in band.rows {
      guard let distance = row.carry?.distance, abs(distance) > 1 else { continue }
      let text = "\(row.name) is read \(abs(distance)) columns on"
      x = canvas.text(text, x: x, y: y, .muted) + 3
    }
    for link in band.links where x < canvas.width {
      let isNow =
        context.step.map { link.readers.contains(context.definition(of: $0.node)) } ?? false
      let goesBack = isNow && context.step?.phase == .backward
      let arrow = goesBack ? " ◀── " : " ──▶ "
      let style: Style = isNow ? (goesBack ? .backward : .current) : .muted
      x = canvas.text("\(link.source)\(arrow)\(link.target)", x: x, y: y, style) + 3
    }
  }

  /// Which weights are the same in every column and, backward, how many shares their gradients
  /// have so far; the longest form that fits.
  func drawWeights(_ band: Unrolling.Band, y: Int, on canvas: inout Canvas) {
    let isBegun = context.timeline.firstTick(.backward).map { context.ticksDone > $0 } ?? false
    let forms = isBegun ? sharesForms(band) : sameForms(band)
    let fitting = forms.first { $0.width(context) <= canvas.width }
    canvas.put(fitting ?? forms[forms.count - 1], x: 0, y: y)
  }

  private func sameForms(_ band: Unrolling.Band) -> [StageLine] {
    let names = band.weights.map { context.graph[$0].label }.joined(separator: ", ")
    return [
      "\(names): the same in every column", "in every column: \(names)",
      "the \(band.weights.count == 1 ? "weight" : "weights"): the same in every column",
    ].map { StageLine($0, .muted) }
  }

  private func sharesForms(_ band: Unrolling.Band) -> [StageLine] {
    let shares = band.weights.map { shareCount(of: $0) }
    var texts = zip(band.weights, shares).map { "∂\(context.graph[$0].label) \($1.done)/\($1.all)" }
      .joined(separator: "  ")
    if let first = shares.first, shares.count > 1, shares.allSatisfy({ $0 == first }) {
      texts = "each ∂ has \(first.done) of \(first.all)"
    }
    let names = band.weights.map { context.graph[$0].label }.joined(separator: ", ")
    return [
      ("\(names): the same in every column, ", "shares: "),
      ("in every column: \(names), ", "shares: "), ("", "shares: "), ("", ""),
    ].map { StageLine($0, .muted) + StageLine($1 + texts, .backward) }
  }

  private struct Shares: Equatable {
    let done: Int
    let all: Int
  }

  private func shareCount(of weight: NodeID) -> Shares {
    let steps = context.timeline.steps(writing: .gradient(weight))
    let done = steps.prefix { context.timeline.ticks(of: $0).upperBound <= context.ticksDone }
    return Shares(done: done.count, all: steps.count)
  }

  /// What is computed outside the columns, with its gradients.
  func drawRest(y: Int, on canvas: inout Canvas) {
    var x = 0
    for node in rest where x < canvas.width {
      let isNow = context.step.map { context.definition(of: $0.node) == node } ?? false
      x = canvas.text(context.graph[node].label, x: x, y: y, isNow ? .strong : .code) + 1
      for entry in context.graph.entries(of: .value(node)) {
        x = canvas.number(entry, x: x, y: y, width: context.width(entry)) + 1
        guard context.hasGradient(node) else { continue }
        let width = context.gradientWidth([entry])
        if context.reading(entry.gradient) != nil {
          canvas.gradient(of: entry, end: x + width, width: width, y: y)
        }
        x += width + 1
      }
      x += 2
    }
  }
}
