import Autograd
import Courseware

/// Judges a number that was typed.
struct NumberJudge {
  let right: Double
  let tolerance: Question.Tolerance
  let mistakes: [AskedQuestion.Mistake]

  func judge(_ text: String) -> Verdict {
    let typed: NumberText
    do throws(NumberText.Unreadable) {
      typed = try NumberText(text)
    } catch {
      return Verdict(.unreadable, remark: error.reason)
    }
    if tolerance.accepts(typed.value, for: right) { return Verdict(.right) }
    if let known = known(typed.value) {
      return Verdict(.wrong, because: known.because, mistake: known.id)
    }
    if let wanted = missingDigits(typed) { return Verdict(.unreadable, remark: wanted) }
    return Verdict(.wrong, remark: remark(typed))
  }

  /// The known mistake that comes nearest, where one is meant.
  private func known(_ typed: Double) -> AskedQuestion.Mistake? {
    mistakes.filter { $0.number.map { tolerance.accepts(typed, for: $0) } == true }
      .min { abs(typed - ($0.number ?? .infinity)) < abs(typed - ($1.number ?? .infinity)) }
  }

  /// What to say to a right number with fewer digits than are asked for.
  private func missingDigits(_ typed: NumberText) -> String? {
    guard case .digits(let count) = tolerance, let decimals = typed.decimals, decimals < count,
      isRounded(typed)
    else { return nil }
    return "type it to \(count) decimal\(count == 1 ? "" : "s")"
  }

  /// Whether the number typed is the right one to the digits it has. Of 0 that can be said of any
  /// small number: it shows nothing.
  private func isRounded(_ typed: NumberText) -> Bool {
    guard let decimals = typed.decimals, typed.value != 0 else { return false }
    return Question.Tolerance.digits(decimals).accepts(typed.value, for: right)
  }

  /// What can be said of a wrong number that no known mistake gives.
  private func remark(_ typed: NumberText) -> String {
    guard !tolerance.accepts(0, for: right) else { return "" }
    if tolerance.accepts(-typed.value, for: right) { return "the sign is the other one" }
    if isRight(typed.value / 10) { return "ten times too large" }
    if isRight(typed.value * 10) { return "ten times too small" }
    if case .within(let allowed) = tolerance, isRounded(typed) {
      return "rounded too far: it must be right to within \(allowed.short)"
    }
    return ""
  }

  /// Whether a number is the right one but for rounding, however wide the tolerance.
  private func isRight(_ number: Double) -> Bool {
    tolerance.accepts(number, for: right) && abs(number - right) <= abs(right) / 20
  }
}
