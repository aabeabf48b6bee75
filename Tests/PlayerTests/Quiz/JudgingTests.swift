import Autograd
import Courseware
import Testing

@testable import Player

@Suite("A response is judged")
struct JudgingTests {
  // z = 2·3 − 1·4 + 0.5 = 2.5, without the bias 2, with the bias subtracted 1.5.
  static let number = """
    ask: "x is `= x`. What is z?"
    number: z
    digits: 2
    answers:
      - wrong: { query: "w · x", because: "The bias is missing.", mistake: no-bias }
      - wrong: { query: "w · x - b", because: "It is added.", mistake: bias-sign }
      - wrong: -1
        because: "Minus one is typed in."
    """

  @Test(
    "a number: right, a known mistake, or what else can be said of it",
    arguments: [
      ("2.5", Verdict(.right)), ("2.50", Verdict(.right)), ("5/2", Verdict(.right)),
      ("2,5", Verdict(.right)), ("2½", Verdict(.right)), ("2.5001", Verdict(.right)),
      ("2.504", Verdict(.right)), ("2.506", Verdict(.wrong)), ("7", Verdict(.wrong)),
      ("2", Verdict(.wrong, because: [.text("The bias is missing.")], mistake: "no-bias")),
      ("2.004", Verdict(.wrong, because: [.text("The bias is missing.")], mistake: "no-bias")),
      ("1.5", Verdict(.wrong, because: [.text("It is added.")], mistake: "bias-sign")),
      ("−1", Verdict(.wrong, because: [.text("Minus one is typed in.")])),
      ("−2.5", Verdict(.wrong, remark: "the sign is the other one")),
      ("25", Verdict(.wrong, remark: "ten times too large")),
      ("0.25", Verdict(.wrong, remark: "ten times too small")),
      ("3", Verdict(.unreadable, remark: "type it to 2 decimals")),
      ("1/0", Verdict(.unreadable, remark: "a fraction cannot have 0 below its line")),
      ("", Verdict(.unreadable, remark: "type a number, such as 0.5 or 1/2")),
    ])
  func number(text: String, verdict: Verdict) throws {
    let asked = try SmallQuiz.asked(Self.number)
    #expect(asked.judge(.number(text)) == verdict, "\(text)")
    #expect(asked.ask.plain == "x is [3,\u{A0}4]. What is z?")
  }

  @Test(
    "a number with fewer digits than asked for is not counted, and one rounded wrongly is wrong")
  func fewDigits() throws {
    // 2.125 + 0.0005·… : σ(1) = 0.7310585786.
    let asked = try SmallQuiz.asked(
      "ask: What?\nnumber: σ(x - 2)\ndigits: 3", model: "given x = 3\ny = σ(x)")
    #expect(asked.judge(.number("0.731")).kind == .right)
    #expect(asked.judge(.number("0.7311")).kind == .right)
    for text in ["0.73", "0.7", "1", ".73", "0,7", "7.3e-1"] {
      #expect(
        asked.judge(.number(text)) == Verdict(.unreadable, remark: "type it to 3 decimals"),
        "\(text)")
    }
    for text in ["0.74", "0.8", "0", "2", "0.730", "0.732", "3/4"] {
      #expect(asked.judge(.number(text)).kind == .wrong, "\(text)")
    }
  }

  @Test("a number rounded too far for its tolerance is told so")
  func rounded() throws {
    let asked = try SmallQuiz.asked(
      "ask: What?\nnumber: x / 3\nwithin: 0.01", model: "given x = 2\ny = x")
    // 0.6667
    #expect(asked.judge(.number("0.67")).kind == .right)
    #expect(asked.judge(.number("0.66")).kind == .right)
    let remark = "rounded too far: it must be right to within 0.01"
    #expect(asked.judge(.number("0.7")) == Verdict(.wrong, remark: remark))
    #expect(asked.judge(.number("0.6")) == Verdict(.wrong))
  }

  @Test("of 0 neither sign nor size is said to be another")
  func zero() throws {
    let asked = try SmallQuiz.asked(
      "ask: What?\nnumber: x - 2\nwithin: 0.01", model: "given x = 2\ny = x")
    #expect(asked.judge(.number("0")).kind == .right)
    #expect(asked.judge(.number("0.05")) == Verdict(.wrong))
    #expect(asked.judge(.number("-0.02")) == Verdict(.wrong))
  }

  @Test("one choice, in whatever order they are offered")
  func chooseOne() throws {
    let linked = try SmallQuiz.linked(
      """
      ask: What is `o`?
      answers:
        - right: { query: o, because: "z is above 0." }
        - wrong: "0"
          because: "z is `= z`, above 0."
          mistake: at-zero
        - wrong: neither
          because: "It is a decision."
      """)
    var orders: Set<[String]> = []
    for seed in 1...40 as ClosedRange<UInt64> {
      let asked = linked.asked(seed: seed)
      orders.insert(asked.options.map(\.text.plain))
      // step(2.5) = 1
      let right = try asked.place("1"), zero = try asked.place("0")
      #expect(asked.ask == [.text("What is "), .code("o"), .text("?")])
      #expect(
        asked.judge(.choice(right))
          == Verdict(.right, because: [.text("z is above 0.")], option: right))
      let said = asked.judge(.choice(zero))
      #expect(said.because.plain == "z is 2.5, above 0.")
      #expect(said.mistake == "at-zero" && said.kind == .wrong && said.option == zero)
      #expect(asked.judge(.choice(3)).kind == .unreadable)
      #expect(asked.judge(.number("1")).kind == .unreadable)
    }
    #expect(orders.count == 6)
  }

  @Test("all choices: what does not belong first, then what is missing, one at a time")
  func chooseAll() throws {
    let asked = try SmallQuiz.asked(
      """
      ask: Which are learned?
      answers:
        - right: weights
          because: Learned.
        - right: bias
          because: Learned too.
        - wrong: inputs
          because: From outside.
          mistake: inputs-are-learned
      """)
    let (w, b, x) = (try asked.place("weights"), try asked.place("bias"), try asked.place("inputs"))
    #expect(asked.judge(.choices([w, b])) == Verdict(.right))
    let tooMany = Verdict(
      .wrong, remark: "this one does not belong: inputs", because: [.text("From outside.")],
      mistake: "inputs-are-learned", option: x)
    #expect(asked.judge(.choices([w, b, x])) == tooMany)
    #expect(asked.judge(.choices([x])) == tooMany)
    let missing = Verdict(
      .wrong, remark: "one is missing: bias", because: [.text("Learned too.")], option: b)
    #expect(asked.judge(.choices([w])) == missing)
    #expect(asked.judge(.choices([])).kind == .unreadable)
    #expect(asked.judge(.choices([w, b, 9])).kind == .unreadable)
    #expect(asked.text(of: .choices([b, w])) == "weights; bias")
  }

  @Test("steps in order: the first that is wrong is named")
  func order() throws {
    let linked = try SmallQuiz.linked("ask: Order.\norder: [forward, loss, backward, update]")
    for seed in 1...40 as ClosedRange<UInt64> {
      let asked = linked.asked(seed: seed)
      let places = try ["forward", "loss", "backward", "update"].map { try asked.place($0) }
      #expect(asked.options.map(\.text.plain) != ["forward", "loss", "backward", "update"])
      #expect(asked.judge(.order(places)) == Verdict(.right))
      let wrong = [places[0], places[2], places[1], places[3]]
      #expect(
        asked.judge(.order(wrong))
          == Verdict(.wrong, remark: "step 2 is another one", option: places[2]))
      #expect(asked.judge(.order([places[0]])).kind == .unreadable)
      #expect(asked.judge(.order([0, 0, 1, 2])).kind == .unreadable)
      #expect(asked.text(of: .order(places)) == "forward; loss; backward; update")
    }
    let twice = try SmallQuiz.asked("ask: Order.\norder: [step, look, step]")
    let steps = twice.options.indices.filter { twice.options[$0].text.plain == "step" }
    let look = try twice.place("look")
    #expect(twice.judge(.order([steps[0], look, steps[1]])).kind == .right)
    #expect(twice.judge(.order([steps[1], look, steps[0]])).kind == .right)
    #expect(twice.judge(.order([look] + steps)).kind == .wrong)
  }

  @Test("a number pointed at: a known mistake is explained, another is named")
  func pick() throws {
    let asked = try SmallQuiz.asked(
      """
      ask: Point at the second weight.
      pick: "w[2]"
      answers:
        - wrong: { query: "x[2]", because: "That is its input.", mistake: weight-for-input }
      """)
    let model = try #require(asked.scene).model
    func entry(_ name: String) throws -> Autograd.Entry { try #require(model.entry(named: name)) }
    #expect(asked.judge(.cell(try entry("w[2]"))) == Verdict(.right))
    #expect(
      asked.judge(.cell(try entry("x[2]")))
        == Verdict(.wrong, because: [.text("That is its input.")], mistake: "weight-for-input"))
    #expect(asked.judge(.cell(try entry("w[1]"))) == Verdict(.wrong, remark: "that is w[1]"))
    #expect(asked.entry == (try entry("w[2]")))
    #expect(asked.text(of: asked.rightResponse) == "w[2]")
  }

  @Test("a sign: rounding noise is no change, a tiny number is one")
  func sign() throws {
    func right(_ query: String) throws -> AskedQuestion.Right {
      try SmallQuiz.asked(
        "ask: Which way?\nsign: \"\(query)\"",
        model: "given a = 0.1\ngiven c = 0.2\ngiven d = 0.3\ngiven t = 1e-12\ny = a + c - d"
      ).right
    }
    #expect(try right("a + c - d") == .sign(.unchanged))
    #expect(try right("y") == .sign(.unchanged))
    #expect(try right("d - a - c") == .sign(.unchanged))
    #expect(try right("t * t") == .sign(.up))
    #expect(try right("-t") == .sign(.down))
    #expect(try right("0 * a") == .sign(.unchanged))
    let asked = try SmallQuiz.asked(
      "ask: Which way?\nsign: w[2]\nanswers:\n  - wrong: Up\n    because: It is below 0.")
    #expect(asked.judge(.sign(.down)) == Verdict(.right))
    #expect(asked.judge(.sign(.up)) == Verdict(.wrong, because: [.text("It is below 0.")]))
    #expect(asked.judge(.sign(.unchanged)) == Verdict(.wrong))
  }
}
