import Courseware
import Screen

extension QuizState {
  /// What came of a question.
  enum Result: Hashable {
    case atOnce
    /// On the second try, with a hint, or both.
    case withHelp(String)
    case wrong
    case skipped
    /// Not answered.
    case open

    var word: String {
      switch self {
      case .atOnce: "right at once"
      case .withHelp(let how): how
      case .wrong: "wrong"
      case .skipped: "skipped"
      case .open: "not answered"
      }
    }

    var style: Style {
      switch self {
      case .atOnce, .withHelp: .right
      case .wrong: .wrong
      case .skipped, .open: .muted
      }
    }

    /// Columns of the longest word.
    static let longest = 13
  }

  /// In one sentence: `5 of 7 questions right, 3 of them at once`.
  var summary: String {
    let results = items.map(\.result)
    let atOnce = results.count { $0 == .atOnce }
    let right = results.count { $0.style == .right }
    let questions = count == 1 ? "1 question" : "\(count) questions"
    let unkept = items.contains { item in
      if case .failed? = item.state?.keeping { true } else { false }
    }
    return "\(right) of \(questions) right"
      + (right > 1 ? ", \(atOnce == right ? "all" : "\(atOnce)") of them at once" : "")
      + (unkept ? "; not all could be kept" : "")
  }

  /// What a question asks; with its numbers, once it was before the student.
  func ask(_ item: Item) -> String {
    item.state?.asked.ask.plain ?? item.question.ask.inlines.plain
  }
}

extension QuizState.Item {
  var result: QuizState.Result {
    guard let state else { return .open }
    guard let outcome = state.outcome else { return state.tries.isEmpty ? .open : .wrong }
    switch outcome {
    case .wrong: return .wrong
    case .skipped: return .skipped
    case .right where state.tries.count > 1: return .withHelp("second try")
    case .right: return state.hints > 0 ? .withHelp("with a hint") : .atOnce
    }
  }

  /// The known mistakes that were made, each once.
  var mistakes: [String] {
    var seen: Set<String> = []
    return (state?.tries ?? []).compactMap(\.verdict.mistake).filter { seen.insert($0).inserted }
  }
}
