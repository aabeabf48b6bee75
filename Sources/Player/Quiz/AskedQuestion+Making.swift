import Courseware
import Equations

extension AskedQuestion {
  /// - Parameter seed: decides the order of what is offered.
  init(_ linked: LinkedQuestion, _ drawing: Drawing, seed: UInt64) {
    let numbers = QuestionNumbers(linked, drawing)
    let maker = QuestionMaker(question: linked.question, queries: linked.queries, numbers: numbers)
    let written = maker.options
    // Apart from the numbers, which do not follow from an order.
    var random = Random(seed: seed, linked.question.id.text.seed, 1)
    let order = maker.order(of: written, using: &random)
    question = linked.question
    pageID = linked.pageID
    self.seed = seed
    values = drawing.values
    ask = numbers.text(question.ask)
    hints = question.hints.map(numbers.text)
    options = order.map { written[$0] }
    right = maker.right(order, options)
    mistakes = maker.mistakes
    scene = (linked.hasStage ? drawing.scenes.first : nil).map { scene in
      var scene = scene
      scene.predictions = []
      return scene
    }
    entry = question.kind.query.flatMap { linked.queries[$0]?.entry }
    working = numbers.working
    isFinite = numbers.isFinite
    falseClaims = numbers.falseClaims
  }
}

/// Makes what is offered, what is right and what is known to be wrong of a question's fields.
private struct QuestionMaker {
  let question: Question
  let queries: [Courseware.Query: BoundQuery]
  let numbers: QuestionNumbers

  /// In the order written.
  var options: [AskedQuestion.Option] {
    switch question.kind {
    case .chooseOne, .chooseAll: question.answers.enumerated().map { option($0, $1) }
    case .order(let steps):
      steps.enumerated().map { place, step in
        AskedQuestion.Option(
          text: numbers.text(step), isRight: true, because: [], mistake: nil, place: place)
      }
    case .number, .pick, .sign: []
    }
  }

  private func option(_ place: Int, _ answer: Answer) -> AskedQuestion.Option {
    let text =
      switch answer.value {
      case .text(let written): numbers.text(written)
      case .query(let query): [Inline.text(numbers[query]?.written(\.asked) ?? "?")]
      }
    return AskedQuestion.Option(
      text: text, isRight: answer.isRight, because: because(answer), mistake: answer.mistake?.text,
      place: place)
  }

  private func because(_ answer: Answer) -> [Inline] { answer.because.map(numbers.text) ?? [] }

  /// The options, by their places, in the order they are offered; steps are never offered in theirs.
  func order(of options: [AskedQuestion.Option], using random: inout Random) -> [Int] {
    let order = random.shuffled(Array(options.indices))
    guard case .order = question.kind,
      order.map({ options[$0].text.plain }) == options.map(\.text.plain)
    else { return order }
    return Array(order.dropFirst() + order.prefix(1))
  }

  /// - Parameter options: as they are offered.
  func right(_ order: [Int], _ options: [AskedQuestion.Option]) -> AskedQuestion.Right {
    let right = options.indices.filter { options[$0].isRight }
    switch question.kind {
    case .chooseOne: return .choice(right[0])
    case .chooseAll: return .choices(Set(right))
    case .order: return .order(order.indices.sorted { order[$0] < order[$1] })
    case .number(_, let tolerance): return .number(working.value, tolerance)
    case .pick: return .cell(working.entry)
    case .sign: return .sign(working.sign)
    }
  }

  private var working: Working {
    guard let working = numbers.working else { preconditionFailure("the linker bound the query") }
    return working
  }

  var mistakes: [AskedQuestion.Mistake] {
    guard options.isEmpty else { return [] }
    return question.answers.compactMap { answer in
      known(answer).map {
        AskedQuestion.Mistake(answer: $0, because: because(answer), id: answer.mistake?.text)
      }
    }
  }

  private func known(_ answer: Answer) -> AskedQuestion.Mistake.Answer? {
    switch (answer.value, question.kind) {
    case (.query(let query), .pick): return queries[query]?.entry.map { .cell($0) }
    case (.query(let query), _):
      // A wrong rule may divide by 0: nobody types what comes of that.
      return numbers[query]?.elements.first.flatMap { $0.isFinite ? .number($0) : nil }
    case (.text(let written), .sign):
      return Sign(rawValue: written.text.lowercased()).map { .sign($0) }
    case (.text(let written), _):
      return (try? NumberText(written.text)).map { .number($0.value) }
    }
  }
}
