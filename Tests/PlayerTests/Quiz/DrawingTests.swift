import Autograd
import Courseware
import Testing

@testable import Equations
@testable import Player

@Suite("The numbers of a question are drawn")
struct DrawingTests {
  static let fields = """
    ask: "x is `= x`, w is `= w`, b is `= b`. What is z?"
    number: z
    within: 0.01
    vary:
      x: "uniform(-1, 1) step 0.1"
      w: "integer(1, 3)"
      b: "choice(-0.5, 2.5)"
    """

  /// The numbers of a drawn value, in their order.
  private func numbers(_ asked: AskedQuestion, _ name: String) throws -> [Double] {
    let value = try #require(asked.values.first { $0.name == name }).value
    return switch value {
    case .number(let number): [number]
    case .list(let items): items.compactMap(\.number)
    case .text: []
    }
  }

  @Test("from their range, each element by itself, and z is what arithmetic by hand gives")
  func range() throws {
    let linked = try SmallQuiz.linked(Self.fields)
    var seen: [String: Set<Double>] = [:]
    for seed in 0..<400 as Range<UInt64> {
      let asked = linked.asked(seed: seed)
      let (x, w) = (try numbers(asked, "x"), try numbers(asked, "w"))
      let b = try numbers(asked, "b")
      #expect(x.count == 2 && w.count == 2 && b.count == 1)
      for (name, values) in [("x", x), ("w", w), ("b", b)] {
        seen[name, default: []].formUnion(values)
      }
      guard case .number(let z, .within(0.01)) = asked.right else {
        Issue.record("z is no number")
        return
      }
      #expect(abs(z - (w[0] * x[0] + w[1] * x[1] + b[0])) < 1e-12)
    }
    // Every tenth from −1 to 1, exactly as it is written.
    #expect(seen["x"] == Set((-10...10).map { Double($0) / 10 }))
    #expect(seen["w"] == [1, 2, 3])
    #expect(seen["b"] == [-0.5, 2.5])
  }

  @Test(
    "whole, where binary fractions are a little off the steps that are written",
    arguments: [
      ("0.2", "0.4", [0.2, 0.3, 0.4]), ("0.5", "0.7", [0.5, 0.6, 0.7]), ("2", "2", [2]),
    ])
  func steps(low: String, high: String, values: [Double]) throws {
    let linked = try SmallQuiz.linked(
      "ask: What?\nnumber: b\nwithin: 0\nvary: { b: \"uniform(\(low), \(high)) step 0.1\" }")
    let drawn = try (0..<60).flatMap { try numbers(linked.asked(seed: $0), "b") }
    #expect(Set(drawn) == Set(values))
  }

  @Test("the same for the same seed, and others for another")
  func seeds() throws {
    let linked = try SmallQuiz.linked(Self.fields)
    for seed in 0..<20 as Range<UInt64> {
      let (first, again) = (linked.asked(seed: seed), linked.asked(seed: seed))
      #expect(first.values == again.values && first.right == again.right)
      #expect(first.ask == again.ask && first.options == again.options)
    }
    #expect(Set((0..<20).map { linked.asked(seed: $0).values }).count > 15)
    // Two questions of one seed do not get the same numbers.
    let other = try SmallQuiz.lesson(Self.fields).0.source.text.replacing("id: q", with: "id: r")
    #expect(other.contains("id: r"))
    #expect("q".seed != "r".seed)
  }

  @Test("and stand in the text with all their digits")
  func text() throws {
    let asked = try SmallQuiz.asked(
      "ask: \"t is `= t`.\"\nnumber: t\nwithin: 0\nvary: { t: \"uniform(0, 1)\" }",
      model: "given t = 0\ny = t")
    let t = try #require(try numbers(asked, "t").first)
    let shown = try #require(asked.ask.plain.split(separator: " ").last).dropLast()
    #expect(Double(shown) == t)
    #expect(asked.judge(.number(String(shown))).kind == .right)
    #expect(asked.values[0].text == "t = \(shown)")
  }

  @Test("also for the stage, whose steps and derivations have them")
  func stage() throws {
    let asked = try SmallQuiz.linked(Self.fields).asked(seed: 5)
    let scene = try #require(asked.scene), z = try #require(asked.entry)
    guard case .number(let right, _) = asked.right else { return }
    var stage = StageState(scene)
    stage.go(to: scene.end)
    #expect(stage.trace[z] == right)
    let b = try #require(scene.model.entry(named: "b"))
    #expect(stage.trace[b] == (try numbers(asked, "b"))[0])
    // What the student then changes goes on from them.
    stage.change(b, to: 10)
    #expect(abs(stage.trace[z] - (right - (try numbers(asked, "b"))[0] + 10)) < 1e-12)
  }

  @Test("for every presentation, and weights go on learning from them")
  func training() throws {
    let asked = try SmallQuiz.asked(
      "ask: What?\nnumber: w + x\nwithin: 0.01\nvary: { x: \"integer(5, 9)\", w: \"integer(20, 90)\" }",
      scene: "model: m.eqn\nplay: training\ntrain: { steps: 3 }",
      model: "given x = 1\nweight w = 0\ny = w x\nupdate w = w + x")
    let (x, w) = (try numbers(asked, "x")[0], try numbers(asked, "w")[0])
    #expect(asked.right == .number(w + x, .within(0.01)))
    var run = try #require(asked.scene).training()
    let model = run.model
    let node = try #require(model.declaration(named: "w")).node
    for updates in 0...2 {
      #expect(run.leaves(at: updates)[node] == Matrix(w + Double(updates) * x))
    }
    #expect(
      run.trace(at: 2)[.value(try #require(model.entry(named: "y")).quantity.node)]
        == Matrix((w + 2 * x) * x))
  }

  @Test("for each member of an indexed name, and as tokens and whole values")
  func kinds() throws {
    let family = try SmallQuiz.asked(
      "ask: What?\nnumber: y\nwithin: 0.1\nvary: { x: \"integer(1, 9)\" }",
      model: "given x[1...3] = [1, 2, 3]\ny = x[1] + 10 x[2] + 100 x[3]")
    let x = try numbers(family, "x")
    #expect(x.count == 3)
    #expect(family.right == .number(x[0] + 10 * x[1] + 100 * x[2], .within(0.1)))
    let whole = try SmallQuiz.linked(
      "ask: What?\nnumber: y\nwithin: 0.1\nvary: { x: \"choice([1, 0], [0, 1])\" }",
      model: "given x : [2] = [5, 5]\ny = x[1] + 2 x[2]")
    let rights = Set((0..<30).map { whole.asked(seed: $0).right })
    #expect(rights == [.number(1, .within(0.1)), .number(2, .within(0.1))])
  }

  @Test("again where two answers would be the same, so that no seed asks such a question")
  func redrawn() throws {
    // With x = 0 both are 0; with x = 1 the mistake is right.
    let linked = try SmallQuiz.linked(
      """
      ask: What is x squared?
      number: x^2
      within: 0.01
      vary: { x: "integer(0, 3)" }
      answers:
        - wrong: { query: x, because: "That is x.", mistake: not-squared }
        - wrong: { query: "2 x", because: "That is twice x.", mistake: doubled }
      """, model: "given x = 5\ny = x")
    // x = 2: 4 is also 2 · 2. Only 3 is left: 9, 3, 6.
    for seed in 0..<50 as Range<UInt64> {
      let asked = linked.asked(seed: seed)
      #expect(asked.right == .number(9, .within(0.01)))
      #expect(asked.judge(.number("3")).mistake == "not-squared")
      #expect(asked.judge(.number("6")).mistake == "doubled")
    }
  }

  @Test(
    "or the line is reported with its place",
    arguments: [
      ("y: \"integer(1, 2)\"", "`y` is not a given or a weight of the model"),
      ("x: 5", "this does not say how `x` is drawn"),
      ("x: [1, 2]", "this does not say how `x` is drawn"),
      ("x: \"gauss(0, 1)\"", "there is no way of drawing called `gauss`"),
      ("x: \"uniform(1, -1)\"", "nothing lies between 1 and −1"),
      ("x: \"uniform(1)\"", "`uniform` needs a least and a largest number"),
      ("x: \"uniform(0, 1) step 0\"", "a step is above 0"),
      ("x: \"uniform(0, 1) step -0.1\"", "a step is above 0"),
      ("x: \"uniform(0, 1) step 2\"", "a step of 2 leads out of the range at once"),
      ("x: \"uniform(0, 1) step 1e-9\"", "there are more than a million steps between these"),
      ("x: \"uniform(0, 1) step q\"", "`q` is not a number"),
      ("x: \"integer(0.2, 0.8)\"", "no whole number lies between these"),
      ("x: \"choice()\"", "`` is no list of values"),
      ("x: \"choice([1, 2, 3])\"", "what is drawn for `x` does not fit it"),
      (
        "x: \"choice(0.123456789)\"",
        "`x` gets numbers such as 0.123456789, too long to reckon with"
      ),
      ("x: \"choice(cat)\"", "`cat` is no list of values"),
      ("k: \"uniform(0, 3) step 0.5\"", "what is drawn for `k` does not fit it"),
      ("k: \"integer(0, 4)\"", "what is drawn for `k` does not fit it"),
    ])
  func wrong(vary: String, message: String) throws {
    let problems = try SmallQuiz.problems(
      "ask: What?\nsign: z\nvary:\n  \(vary)",
      model: "given x : [2] = [1, 2]\ngiven k : token(4) = 0\nz = x[1] + x[2]\nl = onehot(k, 4)")
    #expect(problems.count == 1)
    let problem = try #require(problems.first)
    // Fields begin on line 12: ask, sign, vary, then this.
    #expect(problem.hasPrefix("lesson.md:15:"), "\(problem)")
    #expect(problem.contains(": question: \(message); "), "\(problem)")
  }
}
