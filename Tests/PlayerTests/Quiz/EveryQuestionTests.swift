import Autograd
import Courseware
import Diagnostics
import Foundation
import Testing

@testable import Equations
@testable import Player

/// Every chapter of the course, with its questions ready to be asked.
enum EveryChapter {
  struct Asked: Sendable, CustomTestStringConvertible {
    let chapter: String
    let linked: LinkedQuestion

    var testDescription: String { "\(chapter): \(linked.question.id.text)" }
  }

  static let lessons: [Lesson] = FirstChapter.catalogue.entries.compactMap {
    FirstChapter.catalogue.lesson($0).lesson
  }

  static let questions: [Asked] = lessons.flatMap { lesson in
    Chapter(lesson, files: files(of: lesson)).questions.map {
      Asked(chapter: lesson.name, linked: $0)
    }
  }

  private static func files(of lesson: Lesson) -> [String: SourceText] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: lesson.directory)) ?? []
    return Dictionary(
      names.filter { $0.hasSuffix(".eqn") || $0.hasSuffix(".tsv") }.compactMap { name in
        let path = lesson.directory + "/" + name
        return (try? String(contentsOfFile: path, encoding: .utf8)).map {
          (name, SourceText(name: path, text: $0))
        }
      }
    ) { first, _ in first }
  }
}

@Suite("Every question of the course")
struct EveryQuestionTests {
  @Test("can be asked")
  func linked() {
    let written = EveryChapter.lessons.flatMap(\.pages).flatMap(\.questions).map(\.id.text)
    #expect(EveryChapter.questions.map(\.linked.question.id.text) == written)
    #expect(written.count >= 18)
    // Nothing is left out of the questions answered wrong below.
    let knowing = EveryChapter.questions.filter { asked in
      asked.linked.question.answers.contains { !$0.isRight }
    }
    #expect(knowing.allSatisfy { !wrongResponses($0.linked.asked(seed: 1)).isEmpty })
    #expect(Set(written).isSuperset(of: ["weigh-switch", "bias-z", "new-weight", "update-order"]))
  }

  @Test("is answered right a hundred times", arguments: EveryChapter.questions)
  func right(asked: EveryChapter.Asked) {
    for seed in 1...100 as ClosedRange<UInt64> {
      let question = asked.linked.asked(seed: seed)
      for response in rightResponses(question) where question.judge(response).kind != .right {
        Issue.record("seed \(seed): \(question.text(of: response)) is refused")
      }
    }
  }

  @Test("is answered wrong a hundred times, and says why", arguments: EveryChapter.questions)
  func wrong(asked: EveryChapter.Asked) {
    for seed in 1...100 as ClosedRange<UInt64> {
      let question = asked.linked.asked(seed: seed)
      for (response, answer) in wrongResponses(question) {
        let said = question.judge(response)
        let isSaid = answer.map { explains(said, $0) } ?? said.because.isEmpty
        if said.kind != .wrong || !isSaid {
          Issue.record("seed \(seed): \(question.text(of: response)) is answered \(said)")
        }
      }
    }
  }

  /// Whether the author's words to an answer were said, those that hold numbers whatever they are.
  private func explains(_ said: Verdict, _ answer: Answer) -> Bool {
    guard let because = answer.because?.inlines else { return false }
    let isWhole = because.claims.isEmpty ? said.because == because : !said.because.isEmpty
    return isWhole && said.mistake == answer.mistake?.text
  }

  @Test("has no two answers that are the same", arguments: EveryChapter.questions)
  func different(asked: EveryChapter.Asked) {
    for seed in 1...100 as ClosedRange<UInt64> {
      let question = asked.linked.asked(seed: seed)
      #expect(Set(question.options.map(\.text.plain)).count == question.options.count)
      guard case .number(let right, let tolerance) = question.right else { continue }
      #expect(right.isFinite)
      let numbers = [right] + question.mistakes.compactMap(\.number)
      for (n, number) in numbers.enumerated() {
        let least = numbers[..<n].map { abs($0 - number) }.min() ?? .infinity
        #expect(least > tolerance.width, "seed \(seed): \(numbers)")
      }
    }
  }

  /// The right answer, a number in all spellings.
  private func rightResponses(_ question: AskedQuestion) -> [Response] {
    guard case .number(let value, _) = question.right else { return [question.rightResponse] }
    let text = "\(value)"
    return [question.rightResponse]
      + [
        text, text.replacing("-", with: "−"), " +\(text)".replacing("+-", with: "-"), "\(text)e0",
        "\(value * 2)/2",
      ].map(Response.number)
  }

  /// For each wrong answer the author wrote, what a student does who gives it; of steps, each pair
  /// of neighbours the wrong way round.
  private func wrongResponses(
    _ question: AskedQuestion
  ) -> [(response: Response, answer: Answer?)] {
    if case .order(let right) = question.right {
      return right.indices.dropFirst().map { place in
        var order = right
        order.swapAt(place, place - 1)
        return (.order(order), nil)
      }
    }
    let answers = question.question.answers
    return answers.indices.filter { !answers[$0].isRight }.compactMap { n in
      response(n, to: question).map { ($0, answers[n]) }
    }
  }

  /// - Returns: nil for a rule that gives no number this time.
  private func response(_ n: Int, to question: AskedQuestion) -> Response? {
    let answer = question.question.answers[n]
    let place = question.options.firstIndex { $0.place == n } ?? -1
    let mistake = question.mistakes.first {
      $0.id == answer.mistake?.text && $0.because.plain.hasPrefix(firstWords(answer))
    }
    switch question.right {
    case .choice: return .choice(place)
    case .choices(let right): return .choices(right.union([place]))
    case .number: return mistake?.number.map { .number("\($0)") }
    case .cell: return mistake?.response
    case .sign: return Sign(rawValue: answer.value.text?.text ?? "").map { .sign($0) }
    case .order: return nil
    }
  }

  /// What an explanation begins with, up to its first number.
  private func firstWords(_ answer: Answer) -> String {
    let because = answer.because?.inlines ?? []
    return Array(because.prefix { if case .claim = $0 { false } else { true } }).plain
  }
}

extension Question.Tolerance {
  /// How far apart two numbers are at least that cannot be taken for one another.
  fileprivate var width: Double {
    switch self {
    case .within(let width): width
    case .digits(let count): 0.5 * Operator.power(10, Double(-count))
    }
  }
}

@Suite("The questions of chapter 01")
struct FirstChapterQuestionTests {
  private func linked(_ id: String) throws -> LinkedQuestion {
    let lesson = try #require(FirstChapter.read.lesson)
    return try #require(Chapter(lesson, files: FirstChapter.files).question(id: id))
  }

  private func numbers(_ asked: AskedQuestion, _ name: String) throws -> [Double] {
    let value = try #require(asked.values.first { $0.name == name }).value
    if case .list(let items) = value { return items.compactMap(\.number) }
    return [try #require(value.number)]
  }

  @Test("have the numbers that arithmetic by hand gives, whatever is drawn")
  func byHand() throws {
    let (bias, weight) = (try linked("bias-z"), try linked("new-weight"))
    for seed in 1...100 as ClosedRange<UInt64> {
      // The facts are [1, 0, 1].
      let z = bias.asked(seed: seed)
      var (w, b) = (try numbers(z, "w"), try numbers(z, "b")[0])
      #expect(z.right == .number(w[0] + w[2] + b, .within(0.01)))
      #expect(z.mistakes.map(\.number) == [w[0] + w[2], w[0] + w[1] + w[2] + b, w[0] + w[2] - b])
      #expect(z.ask.plain.hasPrefix("The inputs are [1,\u{A0}0,\u{A0}1], the weights ["))
      // The neuron does not fire and should, so the error is 1.
      let new = weight.asked(seed: seed)
      let x = try numbers(new, "x")
      (w, b) = (try numbers(new, "w"), try numbers(new, "b")[0])
      #expect(w[0] * x[0] + w[1] * x[1] + b <= 0)
      #expect(new.right == .number(w[1] + x[1], .within(0.01)))
      #expect(new.mistakes.map(\.number) == [w[1] + 1, w[1] - x[1], x[1], w[1]])
    }
    #expect(try linked("zero-input").asked(seed: 1).right == .sign(.unchanged))
    let pick = try linked("weigh-switch").asked(seed: 1)
    #expect(pick.text(of: pick.rightResponse) == "x[2]")
  }

  @Test("show how the right number comes out, step by step")
  func working() throws {
    let asked = try linked("new-weight").asked(seed: 3)
    let working = try #require(asked.working)
    #expect(asked.entry == nil)
    // z, the answer, the error; then the new weight.
    let targets = working.derivations.map(\.target.text)
    #expect(targets.dropLast() == ["z", "o", "e"])
    let last = try #require(working.derivations.last)
    guard case .number(let right, _) = asked.right else { return }
    #expect(last.value == right)
    let (w, x) = (try numbers(asked, "w")[1], try numbers(asked, "x")[1])
    #expect(last.line.contains("w[2] + e·x[2]"), "\(last.line)")
    #expect(last.line.contains("\(w.short) + 1·\(x.short)"), "\(last.line)")
    let z = try linked("bias-z").asked(seed: 3)
    #expect(z.working?.derivations.map(\.target.text) == ["z"])
    #expect(z.entry == z.scene?.model.entry(named: "z"))
  }

  @Test("offer their choices in another order for another seed")
  func shuffled() throws {
    let linked = try linked("or-weights")
    let orders = Set((0..<100).map { linked.asked(seed: $0).options.map(\.text.plain) })
    #expect(orders.count > 40)
    #expect(Set(orders.map { Set($0) }).count == 1)
  }
}
