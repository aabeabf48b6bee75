import Diagnostics
import Exchange
import Foundation
import TestSupport
import Testing

@Suite("A GIFT file")
struct GIFTTests {
  private static func read(_ text: String) -> GIFT.Reading {
    GIFT.read(SourceText(name: "week.gift", text: text))
  }

  @Test("comes back as it was written", arguments: 1...40 as ClosedRange<UInt64>)
  func roundTrip(seed: UInt64) {
    let questions = AnyQuestion.all(25, seed: seed)
    let reading = Self.read(GIFT.write(questions))
    #expect(reading.questions.map(\.question) == questions)
    #expect(reading.diagnostics.map(\.line) == [])
  }

  @Test("means the same to Moodle", arguments: 1...6 as ClosedRange<UInt64>)
  func moodle(seed: UInt64) throws {
    let questions = AnyQuestion.all(60, seed: 1000 + seed)
    let read = try Python.moodle(GIFT.write(questions)).filter {
      $0["type"] as? String != "category"
    }
    try #require(read.count == questions.count)
    for (moodle, question) in zip(read, questions) {
      let found = try MoodleQuestion(moodle), expected = MoodleQuestion(expected: question)
      #expect(found == expected)
    }
  }

  @Test("names its categories to Moodle, slashes in a name doubled")
  func categories() throws {
    let path = ["Unroll", "On/off", "/", "a //"]
    let question = ExportedQuestion(
      id: "q", category: path, ask: Wording("?"), kind: .number(.init(1, tolerance: 0)))
    let text = GIFT.write([question])
    #expect(try Python.moodle(text)[0]["names"] as? [String] == path)
    #expect(Self.read(text).questions.map(\.question.category) == [path])
  }

  /// The examples of Moodle's own documentation.
  @Test("is read as Moodle's documentation says")
  func documentation() throws {
    let reading = Self.read(
      """
      // multiple choice with specified feedback for right and wrong answers
      ::Q2:: What's between orange and green in the spectrum?
      { =yellow # right; good! ~red # wrong, it's yellow ~blue # wrong, it's yellow }

      ::Q1:: 1+1\\=2 {T}

      Grant is buried in Grant's tomb.{FALSE}

      ::Q8:: What is the value of pi (to 3 decimal places)? {#3.141..3.142}.

      When was Ulysses S. Grant born? {#
        =1822:0
        =%0%1922:0#You are a century off.}

      What two people are entombed in Grant's tomb? {
        ~%-100%No one
        ~%50%Grant
        ~%50%Grant's wife
        ~%-100%Grant's father }

      """)
    #expect(reading.diagnostics.isEmpty)
    func choice(_ text: String, _ isRight: Bool, _ because: String = "") -> ExportedQuestion.Choice
    {
      ExportedQuestion.Choice(Wording(text), isRight: isRight, because: Wording(because))
    }
    let kinds = reading.questions.map(\.question.kind)
    try #require(kinds.count == 6)
    #expect(
      kinds[0]
        == .one([
          choice("yellow", true, "right; good!"), choice("red", false, "wrong, it's yellow"),
          choice("blue", false, "wrong, it's yellow"),
        ]))
    #expect(kinds[1] == .one([choice("True", true), choice("False", false)]))
    #expect(kinds[2] == .one([choice("True", false), choice("False", true)]))
    guard case .number(let pi) = kinds[3] else {
      Issue.record("\(kinds[3])")
      return
    }
    #expect(abs(pi.right - 3.1415) < 1e-12 && abs(pi.tolerance - 0.0005) < 1e-12)
    #expect(
      kinds[4]
        == .number(
          .init(
            1822, tolerance: 0,
            mistakes: [.init(1922, because: Wording("You are a century off."))])))
    #expect(
      kinds[5]
        == .all([
          choice("No one", false), choice("Grant", true), choice("Grant's wife", true),
          choice("Grant's father", false),
        ]))
    let asks = reading.questions.map(\.question.ask.plain)
    #expect(asks[1] == "1+1=2" && asks[3].hasSuffix("places)? _____."))
    #expect(
      reading.questions.map(\.question.id) == [
        "q2", "q1", "question-3", "q8", "question-5", "question-6",
      ])
    #expect(reading.questions.map(\.line) == [2, 5, 7, 9, 11, 15])
  }

  /// A text, whether its question is left out, and what is said where.
  static let losses: [(gift: String, isLeftOut: Bool, said: String)] = [
    ("Read this.", true, "1:1: this is a text without a question"),
    ("\nWhy?{}", true, "2:1: this asks for an essay"),
    ("Who?{=Grant =Ulysses}", true, "1:6: this asks for words"),
    ("Match{=Canada->Ottawa =Italy->Rome}", true, "1:8: pairs are steps"),
    ("Which?{=a =b ~c}", true, "1:8: one is chosen of these, and several are right"),
    ("Which?{~a ~b}", true, "1:8: none of these is right"),
    ("Which?{~%50%a ~%50%b}", true, "1:8: all of these are right"),
    ("Which?{=a ~a}", true, "1:8: two of these are the same"),
    ("Which?{=a}", true, "1:8: this asks for words"),
    ("Which? =a ~b}", true, "1:13: no { comes before this }"),
    ("Which?{=a ~b", true, "1:7: no } comes behind this {"),
    ("How many?{#1,5:0.1}", true, "1:12: `1,5` is no number to Moodle"),
    ("How many?{#1/3}", true, "1:12: `1/3` is no number"),
    ("How many?{#−3}", true, "1:12: `−3` is no number"),
    ("How many?{#}", true, "no number is right here"),
    ("How many?{#=1 =2}", true, "several numbers are right"),
    ("How many?{#2..1}", true, "1:12: this range ends before it begins"),
    ("How many?{#=1822:0 =%50%1822:2}", false, "1:25: this number is as good as right"),
    ("How many?{#=1:0 =%50%9:0}", false, "1:22: the share of 50 % is left out"),
    ("How many?{#=1:0 =%0%9:1}", false, "1:21: how close is close enough"),
    ("How many?{#=1:0 ~#no}", false, "1:18: what is said to any other number"),
    ("How many?{#=1:0#yes}", false, "1:13: what is said to the right number"),
    ("Which?{=a ~%50%b}", false, "1:16: the share of 50 % is left out"),
    ("Which?{~%70%a ~%30%b ~c}", false, "1:13: the share of 70 % is left out"),
    ("Which?{=a ~b=c}", true, "1:13: this = begins a right answer"),
    ("[html]<b>Which</b> <img src\\=\"a\">?{=a ~b}", false, "the HTML <b>, <img> is left out"),
    ("[markdown]**Which**?{=a ~b}", false, "Markdown other than code is left out"),
    ("$CATEGORY: a\nWhich?{=a ~b}", false, "2:1: Moodle takes all of this for the name"),
    ("Which?{=a ~b} And? {=c ~d}", false, "1:20: a question has one pair of braces"),
    ("// [id:a]\nA?{=a ~b}\n\n// [id:a]\nB?{=a ~b}", false, "5:1: the id `a` is there twice"),
  ]

  @Test("says what of it is lost, and where", arguments: losses)
  func lost(gift: String, isLeftOut: Bool, said: String) {
    let reading = Self.read(gift)
    #expect(
      reading.diagnostics.contains { found in
        let place = found.range.lower
        return "\(place.line):\(place.column): \(found.message)".contains(said)
      }, "\(reading.diagnostics.map(\.line))")
    #expect(reading.questions.isEmpty == isLeftOut)
    #expect(reading.diagnostics.contains { $0.severity == .error } == isLeftOut)
    #expect(reading.diagnostics.allSatisfy { $0.advice?.isEmpty == false })
  }

  @Test("keeps code, line ends and the characters of other alphabets in every format")
  func formats() {
    let texts = [
      "[html]Is <code>x &lt; 1</code>?<br>Say", "[markdown]Is `x < 1`?\n\\nSay",
      "Is <code>x < 1</code>?\\nSay",
    ]
    let expected = Wording([.text("Is "), .code("x < 1"), .text("?\nSay")])
    for text in texts {
      #expect(Self.read(text + "{=да ~нет}").questions.map(\.question.ask) == [expected])
    }
    let plain = Self.read("[plain]Is <b> `a`?{=да ~нет}").questions.map(\.question.ask)
    #expect(plain == [Wording("Is <b> `a`?")])
    // A comparison is no tag, whatever stands behind it.
    let compared = Self.read("Is a<b and b>c, x <y or y> z, a & b?{=да ~нет}").questions
    #expect(compared.map(\.question.ask.plain) == ["Is a<b and b>c, x <y or y> z, a & b?"])
  }

  @Test("does not stop the program, however damaged, and what is read can be written")
  func fuzz() {
    var random = Seeded(7)
    let files = (1...8).map { GIFT.write(AnyQuestion.all(6, seed: $0)) }
    let marks = Array("{}~=#%:\\n/->[]<>&;\n$`\u{301}0.e")
    for _ in 0..<400 {
      var text = Array(files.randomElement(using: &random) ?? "")
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let place = Int.random(in: 0..<text.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: text.remove(at: place)
        case 1: text.insert(marks.randomElement(using: &random) ?? "~", at: place)
        case 2: text[place] = marks.randomElement(using: &random) ?? "~"
        default: text.removeSubrange(place..<min(text.count, place + 40))
        }
        if text.isEmpty { text = ["{"] }
      }
      let first = Self.read(String(text))
      let lines = text.count { $0.isNewline } + 1
      let places = first.diagnostics.map(\.range.lower.line) + first.questions.map(\.line)
      #expect(places.allSatisfy { (1...lines).contains($0) })
      let again = Self.read(GIFT.write(first.questions.map(\.question)))
      #expect(again.questions.map(\.question) == first.questions.map(\.question))
      #expect(again.diagnostics.map(\.line) == [])
    }
  }
}

/// A question as Moodle has it: what is asked, and what each answer is worth.
private struct MoodleQuestion: Equatable {
  struct Text: Equatable {
    var words: String
    var code: [String]

    init(_ wording: Wording) {
      words = wording.plain
      code = wording.pieces.compactMap { if case .code(let code) = $0 { code } else { nil } }
    }

    init(_ found: Any?) throws {
      let text = try #require(found as? [String: Any])
      words = try #require(text["words"] as? String)
      code = try #require(text["code"] as? [String])
    }
  }

  /// To as many digits as Foundation's reader of JSON is sure of.
  static func rounded(_ number: Double) -> Double {
    Double(String(format: "%.13g", number)) ?? .nan
  }

  struct Answer: Equatable {
    var text: Text
    /// In 100,000ths, as Moodle keeps it.
    var worth: Int
    var feedback: Text?
    /// Value and tolerance.
    var number: [Double] = []
  }

  var type: String
  var id: String
  var name: String
  var text: Text
  var feedback: Text
  var isSingle: Bool?
  var answers: [Answer]

  init(expected question: ExportedQuestion) {
    (id, name) = (question.id, question.id)
    text = Text(question.ask)
    feedback = Text(question.explanation)
    switch question.kind {
    case .one(let choices):
      (type, isSingle) = ("multichoice", true)
      answers = choices.map {
        Answer(text: Text($0.text), worth: $0.isRight ? 100_000 : 0, feedback: Text($0.because))
      }
    case .all(let choices):
      (type, isSingle) = ("multichoice", false)
      let rights = choices.count(where: \.isRight)
      answers = choices.map {
        let share = (100_000.0 / Double(rights)).rounded()
        let worth = $0.isRight ? Int(share) : -100_000
        return Answer(text: Text($0.text), worth: worth, feedback: Text($0.because))
      }
    case .number(let number):
      type = "numerical"
      let right = Answer(
        text: Text(Wording("")), worth: 100_000, feedback: Text(Wording("")),
        number: [number.right, number.tolerance].map(Self.rounded))
      answers =
        [right]
        + number.mistakes.map {
          Answer(
            text: Text(Wording("")), worth: 0, feedback: Text($0.because),
            number: [$0.value, number.tolerance].map(Self.rounded))
        }
    case .order(let steps):
      type = "match"
      answers = steps.enumerated().map {
        Answer(text: Text($1), worth: $0 + 1, feedback: nil)
      }
    }
  }

  init(_ found: [String: Any]) throws {
    type = try #require(found["type"] as? String, "\(found)")
    id = try #require(found["id"] as? String)
    name = try #require(found["name"] as? String)
    text = try Text(found["text"])
    feedback = try Text(found["feedback"])
    isSingle = found["single"] as? Bool
    if let pairs = found["pairs"] as? [[Any]] {
      answers = try pairs.map { pair in
        let place = try #require(pair[1] as? String)
        return Answer(
          text: try Text(pair[0]), worth: try #require(Int(place.dropLast())), feedback: nil)
      }
      return
    }
    answers = try #require(found["answers"] as? [[String: Any]]).map { answer in
      let fraction = try #require(answer["fraction"] as? Double)
      let number = try ["value", "tolerance"].compactMap { name -> Double? in
        guard let value = answer[name] else { return nil }
        return Self.rounded(try #require(value as? Double, "no number: \(value)"))
      }
      return Answer(
        text: number.isEmpty ? try Text(answer["text"]) : Text(Wording("")),
        worth: Int((fraction * 100_000).rounded()), feedback: try Text(answer["feedback"]),
        number: number)
    }
  }
}
