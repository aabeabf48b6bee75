import Autograd
import Courseware

/// Why a question cannot be asked with the numbers drawn.
enum Flaw: Error, Hashable, Sendable {
  case notFinite
  /// Two answers that are the same.
  case equal(String, String)

  var message: String {
    switch self {
    case .notFinite: "the right answer is not a finite number"
    case .equal(let a, let b) where a == b: "two answers are \(a)"
    case .equal(let a, let b): "two answers, \(a) and \(b), are the same"
    }
  }
}

extension AskedQuestion {
  /// Why it cannot be asked with these numbers: what is right must be a number, and no two answers
  /// may be the same.
  var flaw: Flaw? {
    guard isFinite else { return .notFinite }
    switch right {
    case .choice, .choices:
      return repeated(options.sorted { $0.place < $1.place }.map(\.text.plain))
    case .number(let value, let tolerance):
      guard value.isFinite else { return .notFinite }
      let known = mistakes.compactMap(\.number)
      return coinciding([value] + known, tolerance)
    case .sign: return working?.value.isFinite == true ? repeatedMistake : .notFinite
    case .cell, .order: return repeatedMistake
    }
  }

  /// Two that are written the same, or are the same number: 0.5 and 1/2.
  private func repeated(_ texts: [String]) -> Flaw? {
    for (n, text) in texts.enumerated() {
      let number = try? NumberText(text).value
      for other in texts[..<n]
      where other == text || (number != nil && (try? NumberText(other).value) == number) {
        return .equal(other, text)
      }
    }
    return nil
  }

  private func coinciding(_ numbers: [Double], _ tolerance: Question.Tolerance) -> Flaw? {
    for (n, number) in numbers.enumerated() {
      for other in numbers[..<n]
      where tolerance.accepts(number, for: other) || tolerance.accepts(other, for: number) {
        return .equal(other.short, number.short)
      }
    }
    return nil
  }

  /// A cell or a sign that is wrong twice, or wrong and right.
  private var repeatedMistake: Flaw? {
    var taken: Set<Mistake.Answer> = []
    switch right {
    case .cell(let entry): taken = [.cell(entry)]
    case .sign(let sign): taken = [.sign(sign)]
    default: break
    }
    let twice = mistakes.first { !taken.insert($0.answer).inserted }
    return twice.map { mistake in
      let name = name(of: mistake.answer)
      return .equal(name, name)
    }
  }

  private func name(of answer: Mistake.Answer) -> String {
    switch answer {
    case .number(let value): value.short
    case .cell(let entry): name(of: entry)
    case .sign(let sign): sign.rawValue
    }
  }

  /// A number of the stage, as it is called.
  package func name(of entry: Autograd.Entry) -> String { working?.trace.name(of: entry) ?? "" }
}

extension AskedQuestion.Mistake {
  var number: Double? { if case .number(let value) = answer { value } else { nil } }
}
