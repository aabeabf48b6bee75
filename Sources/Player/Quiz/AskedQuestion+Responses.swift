import Autograd

extension AskedQuestion {
  /// The response of a student who knows.
  package var rightResponse: Response {
    switch right {
    case .choice(let option): .choice(option)
    case .choices(let options): .choices(options)
    case .number(let value, let tolerance): .number(tolerance.text(value))
    case .order(let order): .order(order)
    case .cell(let entry): .cell(entry)
    case .sign(let sign): .sign(sign)
    }
  }

  /// Responses that are wrong, each with what must be said to it: to every wrong answer the author
  /// knows of, and to some that are wrong by the kind of question.
  var wrongResponses: [(response: Response, verdict: Verdict)] {
    switch right {
    case .choice(let right):
      options.indices.filter { $0 != right }.map { (.choice($0), Verdict(.wrong, of: self, $0)) }
    case .choices(let right):
      options.indices.map { option in
        let chosen = right.symmetricDifference([option])
        // With nothing chosen there is no answer.
        return (.choices(chosen), Verdict(chosen.isEmpty ? .unreadable : .wrong, of: self, option))
      }
    case .order(let right): right.indices.dropFirst().compactMap { swapped(right, at: $0) }
    case .number, .cell, .sign: mistakes.map { ($0.response, Verdict($0)) }
    }
  }

  /// Two neighbouring steps in each other's place; nil where they are the same.
  private func swapped(_ right: [Int], at place: Int) -> (Response, Verdict)? {
    var order = right
    order.swapAt(place, place - 1)
    let isSame = options[right[place]].text.plain == options[right[place - 1]].text.plain
    return isSame ? nil : (.order(order), Verdict(.wrong, option: order[place - 1]))
  }

  /// A response in words, as a record keeps it: the same whatever order the options stood in.
  package func text(of response: Response) -> String {
    switch response {
    case .choice(let option): text(of: [option])
    case .choices(let chosen): text(of: inOrderWritten(chosen))
    case .number(let text): text
    case .order(let order): text(of: order)
    case .cell(let entry): name(of: entry)
    case .sign(let sign): sign.rawValue
    }
  }

  private func text(of places: [Int]) -> String {
    places.filter { options.indices.contains($0) }.map { options[$0].text.plain }
      .joined(separator: "; ")
  }

  private func inOrderWritten(_ chosen: Set<Int>) -> [Int] {
    chosen.filter { options.indices.contains($0) }.sorted { options[$0].place < options[$1].place }
  }
}

extension AskedQuestion.Mistake {
  /// What a student answers who makes it.
  var response: Response {
    switch answer {
    case .number(let value): .number(value.whole)
    case .cell(let entry): .cell(entry)
    case .sign(let sign): .sign(sign)
    }
  }
}

extension Verdict {
  fileprivate init(_ kind: Kind, of question: AskedQuestion, _ option: Int) {
    let option = (place: option, said: question.options[option])
    self.init(
      kind, because: kind == .wrong ? option.said.because : [],
      mistake: kind == .wrong ? option.said.mistake : nil,
      option: kind == .wrong ? option.place : nil)
  }

  fileprivate init(_ mistake: AskedQuestion.Mistake) {
    self.init(.wrong, because: mistake.because, mistake: mistake.id)
  }

  /// Whether it says the same, whatever the words of the program around it.
  func agrees(with other: Verdict) -> Bool {
    kind == other.kind && because == other.because && mistake == other.mistake
      && option == other.option
  }
}
