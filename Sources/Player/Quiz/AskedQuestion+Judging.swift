import Courseware

extension AskedQuestion {
  /// What is said to a response.
  package func judge(_ response: Response) -> Verdict {
    switch (right, response) {
    case (.choice(let right), .choice(let chosen)): return judge(chosen, right)
    case (.choices(let right), .choices(let chosen)): return judge(chosen, right)
    case (.number(let right, let tolerance), .number(let text)):
      return NumberJudge(right: right, tolerance: tolerance, mistakes: mistakes).judge(text)
    case (.order(let right), .order(let given)): return judge(given, right)
    case (.cell(let right), .cell(let picked)):
      if picked == right { return Verdict(.right) }
      return known(.cell(picked)) ?? Verdict(.wrong, remark: "that is \(name(of: picked))")
    case (.sign(let right), .sign(let given)):
      return given == right ? Verdict(.right) : known(.sign(given)) ?? Verdict(.wrong)
    default: return Verdict(.unreadable, remark: wanted)
    }
  }

  /// What kind of response is asked for.
  private var wanted: String {
    switch right {
    case .choice: "choose one of the answers"
    case .choices: "choose all answers that are right"
    case .number: NumberText.Unreadable.empty.reason
    case .order: "put the steps in order"
    case .cell: "point at a number on the stage"
    case .sign: "say up, down or unchanged"
    }
  }

  /// The author's words to a wrong answer that is known.
  private func known(_ answer: Mistake.Answer) -> Verdict? {
    mistakes.first { $0.answer == answer }.map {
      Verdict(.wrong, because: $0.because, mistake: $0.id)
    }
  }

  private func judge(_ chosen: Int, _ right: Int) -> Verdict {
    guard options.indices.contains(chosen) else { return Verdict(.unreadable, remark: wanted) }
    return verdict(chosen == right ? .right : .wrong, about: chosen)
  }

  /// What does not belong comes first, then what is missing: one at a time.
  private func judge(_ chosen: Set<Int>, _ right: Set<Int>) -> Verdict {
    guard !chosen.isEmpty, chosen.isSubset(of: options.indices) else {
      return Verdict(.unreadable, remark: wanted)
    }
    if let wrong = chosen.subtracting(right).min() {
      return verdict(.wrong, "this one does not belong: \(options[wrong].text.plain)", about: wrong)
    }
    if let missing = right.subtracting(chosen).min() {
      return verdict(.wrong, "one is missing: \(options[missing].text.plain)", about: missing)
    }
    return Verdict(.right)
  }

  private func verdict(_ kind: Verdict.Kind, _ remark: String = "", about option: Int) -> Verdict {
    Verdict(
      kind, remark: remark, because: options[option].because, mistake: options[option].mistake,
      option: option)
  }

  /// Steps of the same text may change places.
  private func judge(_ given: [Int], _ right: [Int]) -> Verdict {
    guard given.sorted() == right.sorted() else { return Verdict(.unreadable, remark: wanted) }
    let wrong = zip(given, right).enumerated().first { _, steps in
      options[steps.0].text.plain != options[steps.1].text.plain
    }
    guard let wrong else { return Verdict(.right) }
    return Verdict(
      .wrong, remark: "step \(wrong.offset + 1) is another one", option: wrong.element.0)
  }
}
