import Autograd
import Diagnostics
import Testing

@testable import Equations

@Suite("A model too large to follow")
struct LimitTests {
  /// What is wrong in a text, without its places.
  private func problems(_ text: String) -> [String] {
    do {
      _ = try Model(SourceText(name: "m.eqn", text: text))
      return []
    } catch {
      return error.all.map(\.message)
    }
  }

  @Test("still says what a long sum is, without writing it out")
  func longSum() throws {
    let model = try model("f = sum(ones(20000))")
    let trace = model.program.run(), entry = try #require(model.entry(named: "f"))
    #expect(trace[entry] == 20000)
    #expect(trace.derivation(of: entry).line == "f = Σk ones(20000)[k] ≈ 20000")
  }

  @Test("is refused when its functions call each other twice over and over")
  func doubling() {
    let calls = (1...40).map { "a\($0)(x) = a\($0 - 1)(x) + a\($0 - 1)(x)" }
    let text = (["a0(x) = x + x"] + calls + ["f = a40(1)"]).joined(separator: "\n")
    #expect(problems(text).count == 1)
    #expect(problems(text).first?.contains("more than") == true)
  }

  @Test("is refused when its functions are nested deeper than the stack")
  func depth() {
    let sums = "+" + Array(repeating: "1", count: 250).joined(separator: "+")
    let calls = (1...20).map { "f\($0)(x) = f\($0 - 1)(x)\(sums)" }
    let text = (["f0(x) = x"] + calls + ["y = f20(1)"]).joined(separator: "\n")
    #expect(problems(text) == ["the functions called here are nested too deep"])
  }

  @Test("is explained in moderation where one quantity is used again and again")
  func sharing() throws {
    let inner = (0..<30).reduce("1") { text, _ in "d(\(text))" }
    let model = try model("d(x) = x + x\nf = \(inner)")
    let trace = model.program.run(), entry = try #require(model.entry(named: "f"))
    #expect(trace[entry] == 1_073_741_824)
    guard case .computed(let derivation) = trace.explanation(of: entry) else {
      Issue.record("f is computed")
      return
    }
    #expect(derivation.operands.count <= 200)
  }
}

@Suite("What stands between two named quantities")
struct LabelTests {
  /// The labels of the quantities without a name of their own, in order.
  private func labels(_ text: String) throws -> [String] {
    try model(text).graph.nodes.filter { !$0.isNamed && $0.op != nil }.map(\.label)
  }

  @Test("is called by what it is, one name for one thing")
  func labels() throws {
    let vectors = "given a : [2] = [1, 2]; given b : [2] = [3, 5]\n"
    #expect(try labels("\(vectors)f = mse(a, b)") == ["(a − b)", "(a − b)^2"])
    #expect(try labels("\(vectors)f = outer(a, b)") == ["bᵀ"])
    #expect(
      try labels("given a = 1; given b = 2; g(x) = (x + 1)^2\nf = g(a) + g(b)")
        == ["(a + 1)", "g(a)", "(b + 1)", "g(b)"])
  }

  @Test("is a number where the model wrote one, and has no gradient then")
  func constants() throws {
    let model = try model("given x = 3\nf = 0.1 x + 2")
    let steps = model.program.steps.filter { $0.phase == .backward }
    let trace = model.program.run()
    #expect(steps.map { trace.name(of: Entry($0.target)) } == ["∂f/∂(0.1 x)", "∂f/∂x"])
  }
}

@Suite("A table of examples")
struct DataTableTests {
  private let model: Model

  init() throws {
    model = try Equations.Model(
      SourceText(name: "m.eqn", text: "given x : [2]; given y\nz = sum(x) + y"),
      examples: ["x": .number(0), "y": .number(0)])
  }

  private func problems(_ text: String) -> [String] {
    do {
      _ = try DataTable(SourceText(name: "d.tsv", text: text)).examples(for: model)
      return []
    } catch {
      return error.all.map(\.line)
    }
  }

  @Test("is read by its header, a list in a cell")
  func reading() throws {
    let table = try DataTable(SourceText(name: "d.tsv", text: "y\tx\n1\t[0, 1]\r\n-2\t[1/2, 1]\n"))
    let x = try #require(model.declaration(named: "x")?.node)
    let y = try #require(model.declaration(named: "y")?.node)
    #expect(
      try table.examples(for: model) == [
        [x: Matrix(vector: [0, 1]), y: Matrix(1)], [x: Matrix(vector: [0.5, 1]), y: Matrix(-2)],
      ])
  }

  @Test("may be separated by commas, which inside brackets separate nothing")
  func commas() throws {
    let table = try DataTable(SourceText(name: "d.csv", text: "x,y\n[0, 1],1\n\"[1, 1]\",0\n"))
    #expect(try table.examples(for: model).count == 2)
  }

  @Test(
    "is told where it is wrong",
    arguments: [
      ("x\tq\n[0, 1]\t1", "d.tsv:1:3: `q` is not a given of the model; did you mean"),
      ("x\ty\n[0, 1]", "d.tsv:2:1: 1 cells, but the header has 2 names"),
      ("x\ty\n[0, 1]\tone", "d.tsv:2:8: not a value"),
      ("x\ty\n[0, 1, 2]\t1", "d.tsv:2:1: `x` has shape [2], but this does not"),
      ("x\ty\ty\n[0, 1]\t1\t1", "d.tsv:1:5: `y` is there twice"),
      ("x\ty\n", "d.tsv:1:1: the table has no examples"), ("", "d.tsv:1:1: the table is empty"),
    ])
  func mistakes(text: String, expected: String) {
    let found = problems(text)
    let isSaid = found.contains { $0.hasPrefix(expected.replacing("; did you mean", with: "")) }
    #expect(isSaid, "\(found)")
  }
}
