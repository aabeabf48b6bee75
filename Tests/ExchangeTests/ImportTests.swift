import Courseware
import Diagnostics
import Exchange
import Testing

@Suite("Imported questions")
struct ImportTests {
  /// What a lesson says of its questions, in the words of an exported one.
  private func questions(of lesson: Lesson) -> [ExportedQuestion] {
    lesson.pages.flatMap { page in
      page.questions.map { question in
        ExportedQuestion(
          id: question.id.text, category: [page.title], ask: Wording(question.ask.inlines),
          kind: kind(question), hints: question.hints.map { Wording($0.inlines) })
      }
    }
  }

  private func kind(_ question: Question) -> ExportedQuestion.Kind {
    func because(_ answer: Answer) -> Wording { Wording(answer.because?.inlines ?? []) }
    let choices = question.answers.map {
      ExportedQuestion.Choice(
        Wording($0.value.text?.inlines ?? []), isRight: $0.isRight, because: because($0))
    }
    switch question.kind {
    case .chooseOne: return .one(choices)
    case .chooseAll: return .all(choices)
    case .order(let steps): return .order(steps.map { Wording($0.inlines) })
    case .number(let query, .within(let tolerance)):
      let mistakes = question.answers.compactMap { answer in
        answer.value.text.flatMap { Double($0.text) }.map {
          ExportedQuestion.Mistake($0, because: because(answer))
        }
      }
      return .number(
        .init(Double(query.expression.text) ?? .nan, tolerance: tolerance, mistakes: mistakes))
    default: return .order([])
    }
  }

  private func found(_ questions: [ExportedQuestion]) -> [GIFT.Found] {
    questions.enumerated().map { GIFT.Found(question: $1, line: $0 + 1) }
  }

  private func parsed(_ text: String) throws -> (lesson: Lesson, problems: [Diagnostic]) {
    let (lesson, problems) = Lesson.parse(
      SourceText(name: "20-week/lesson.md", text: text), folder: "20-week")
    return (try #require(lesson, "\(problems.map(\.line))"), problems)
  }

  @Test("are in the lesson as they were in the file", arguments: 1...20 as ClosedRange<UInt64>)
  func same(seed: UInt64) throws {
    // Ticks and what follows an answer have no place in a lesson; that is tested below.
    let all = AnyQuestion.all(20, seed: seed).map { question in
      var question = question
      question.explanation = Wording("")
      return question
    }
    let questions = all.filter { !"\($0)".contains("`") }
    let pages = ImportedPages(found(questions), from: "a.gift")
    let lesson = try parsed(pages.lesson(title: "Week \"3\": *", summary: "A # b"))
    #expect(lesson.problems.map(\.line) == [])
    #expect(lesson.lesson.title == "Week \"3\": *")
    let expected = questions.map { question in
      var question = question
      question.category = Array(question.category.suffix(1))
      return question
    }
    #expect(self.questions(of: lesson.lesson) == expected)
    #expect(pages.diagnostics.allSatisfy { $0.message.contains("is not explained") })
  }

  @Test("keep the ids that are there, and say which of their own are others now")
  func ids() throws {
    let first = AnyQuestion.all(3, seed: 5)
    let old = ImportedPages(found(first), from: "a.gift").lesson(title: "a", summary: "b")
    let pages = ImportedPages(found(first), from: "a.gift", to: try parsed(old).lesson)
    #expect(
      pages.diagnostics.map { $0.line }.contains(
        "a.gift:1:1: warning: the lesson has a question `question-1`: this is `question-1-2`"))
    let both = try parsed(old + "\n" + pages.text).lesson
    #expect(Set(both.pages.flatMap(\.questions).map(\.id.text)).count == 6)
    #expect(Set(both.pages.map(\.id)).count == both.pages.count)
  }

  @Test("say at their line what a lesson cannot say")
  func lost() {
    let question = ExportedQuestion(
      id: "a", ask: Wording("Is ` a tick?"),
      kind: .one([.init(Wording("yes"), isRight: true), .init(Wording("no"), isRight: false)]),
      explanation: Wording("It is."))
    let pages = ImportedPages([GIFT.Found(question: question, line: 12)], from: "a.gift")
    #expect(
      pages.diagnostics.map(\.line) == [
        "a.gift:12:1: warning: ticks (`) are written as apostrophes: here they mark code",
        "a.gift:12:1: warning: the wrong answer \"no\" is not explained",
        "a.gift:12:1: warning: what is said after the answer (####) is left out",
      ])
    #expect(pages.text.contains("ask: \"Is ' a tick?\""))
  }
}
