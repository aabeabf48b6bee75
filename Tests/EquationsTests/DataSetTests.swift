import Autograd
import Diagnostics
import TestSupport
import Testing

@testable import Equations

@Suite("Examples")
struct DataSetTests {
  static let tagger = """
    vocab chars = letters "ab[]3,"
    vocab words = words "yes no"
    given x[1...T] : chars
    given y[1...T]
    given k : words = "yes"
    weight w
    loss = w sum(t = 1...T: y[t])
    """

  private func data(
    _ model: String, _ table: String, name: String = "d.tsv", values: [String: Literal] = [:]
  ) throws(Diagnostics) -> DataSet {
    try DataSet(
      model: SourceText(name: "m.eqn", text: model), table: SourceText(name: name, text: table),
      values: values)
  }

  private func problems(_ model: String, _ table: String, name: String = "d.tsv") -> [String] {
    do {
      _ = try data(model, table, name: name)
      return []
    } catch {
      return error.all.map(\.line)
    }
  }

  /// What an example gives to the members of a name, as numbers.
  private func numbers(_ data: DataSet, _ example: Int, _ name: String) -> [Double] {
    let example = data.examples[example]
    let declaration = data.models[example.model].declaration(named: name)
    return (declaration?.members ?? []).flatMap { example.leaves[$0.node]?.elements ?? [] }
  }

  @Test("of different lengths have a model for each length, in the order of the table")
  func lengths() throws {
    let data = try data(Self.tagger, "x\ty\nab\t[1, 2]\nb\t[3]\nba\t[4, 5]\n")
    #expect(data.models.count == 2 && data.examples.map(\.model) == [0, 1, 0])
    #expect(data.examples.map(\.line) == [2, 3, 4])
    #expect(numbers(data, 0, "x") == [0, 1] && numbers(data, 2, "x") == [1, 0])
    #expect(numbers(data, 1, "y") == [3])
  }

  @Test(
    "have texts for tokens, whatever else the text might be",
    arguments: [
      ("ab", [0.0, 1]), ("[]", [2, 3]), ("3", [4]), ("[0, 1]", [0, 1]), ("[3]", [2, 4, 3]),
      ("[\"a\", \"b\"]", [0, 1]), ("\"ab\"", [0, 1]), ("3,", [4, 5]),
    ])
  func texts(cell: String, tokens: [Double]) throws {
    let zeros = "[" + tokens.map { _ in "0" }.joined(separator: ", ") + "]"
    let data = try data(Self.tagger, "x\ty\n\(cell)\t\(zeros)\n")
    #expect(numbers(data, 0, "x") == tokens)
  }

  @Test("may stand in quotes, with separators and quotes inside")
  func quotes() throws {
    let csv = "x,y,k\n\"3,[\",\"[1, 2, 3]\",no\n  ab , [1, 2] , \"yes\"\n"
    let data = try data(Self.tagger, csv, name: "d.csv")
    #expect(numbers(data, 0, "x") == [4, 5, 2] && numbers(data, 0, "y") == [1, 2, 3])
    #expect(numbers(data, 1, "x") == [0, 1] && numbers(data, 0, "k") == [1])
    let spaces = "vocab c = letters \"a \"\ngiven x[1...T] : c\nweight w\nloss = w\n"
    let quoted = try self.data(spaces, "x\n\" a \"\n a \n")
    #expect(numbers(quoted, 0, "x") == [1, 0, 1] && numbers(quoted, 1, "x") == [0])
  }

  @Test("come before the model's values and those from outside")
  func precedence() throws {
    let model = "given x = 1; given z = 1\nweight w = 5\nloss = w x z\n"
    let data = try data(
      model, "x\n3\n", values: ["x": .number(2), "z": .number(7), "w": .number(4)])
    let graph = data.models[0].graph
    func start(_ name: String) -> Double? {
      data.models[0].declaration(named: name).map { graph.numbers(of: $0.node).elements[0] }
    }
    #expect(numbers(data, 0, "x") == [3] && start("z") == 7 && start("w") == 4)
  }

  @Test(
    "that are wrong are told with file, line and column, and what to do",
    arguments: [
      ("x\ty\nab\t[1]\n", "d.tsv:2:4: `y` has 1 values, but 1...2 asks for 2; `T` is 2 by `x`"),
      ("x\ty\nab\t[1, 2]\nac\t[1, 2]\n", "d.tsv:3:1: “c” is not in the vocabulary; it has a b"),
      (
        "x\ty\nab\t[1, [2]]\n", "d.tsv:2:4: `y` has shape [], but this does not; give it one number"
      ),
      ("x\ty\nab\t1\n", "d.tsv:2:4: `y` has an index, but one value; give it a list"),
      ("x\ty\nab\t[]\n", "d.tsv:2:4: `y` is given no values; give it one or more"),
      ("x\ty\nab\t[1/0, 1]\n", "d.tsv:2:4: a value of `y` is beyond what a number can be"),
      ("x\ty\n\t[1]\n", "d.tsv:2:1: the cell is empty; give `x` a value"),
      ("x\ty\nab\thello\n", "d.tsv:2:4: not a value; write a number or a list such as [0, 1]"),
      ("x\ty\nab\n", "d.tsv:2:1: 1 cells, but the header has 2 names; give each name one cell"),
      ("x\ty\nab\t[1, 2]\t3\n", "d.tsv:2:11: 3 cells, but the header has 2 names"),
      ("x\ty\n\"ab\t[1, 2]\n", "d.tsv:2:1: this quote is never closed; close it, on the same"),
      ("x\ty\n\"ab\" c\t[1, 2]\n", "d.tsv:2:6: there is something behind the closing quote"),
      ("x\ty\tk\nab\t[1, 2]\tperhaps\n", "d.tsv:2:11: “perhaps” is not in the vocabulary"),
      ("x\ty\tk\nab\t[1, 2]\tyes no\n", "d.tsv:2:11: “yes no” is 2 tokens, but `k` is one"),
      ("x\ty\tk\nab\t[1, 2]\t2\n", "d.tsv:2:11: 2 is no token of `k`; its tokens are the whole"),
      ("x\tq\nab\t[1, 2]\n", "d.tsv:1:3: `q` is not a given of the model; it has x, y, k"),
      ("x\tw\nab\t1\n", "d.tsv:1:3: `w` is not a given of the model; it is a weight, which is"),
      ("x\t\nab\t1\n", "d.tsv:1:3: a column has no name"),
      ("x\tx\nab\tab\n", "d.tsv:1:3: `x` is there twice; keep one of the columns"),
      ("\n\n", "d.tsv:1:1: the table is empty; begin with a line of names"),
      ("x\ty\n", "d.tsv:1:1: the table has no examples; write one on the next line"),
    ])
  func mistakes(table: String, expected: String) {
    let found = problems(Self.tagger, table)
    #expect(found.contains { $0.hasPrefix(expected) }, "\(found)")
  }

  @Test("say all that is wrong with them at once, the model's mistakes too")
  func allAtOnce() {
    let table = "x\ty\nab\t[1]\nac\t[1, 2]\nb\t[1, 2]\nab\t[1, 2]\nb\tno\n"
    // Of the last line nothing but that can be read; without it the others are told.
    #expect(problems(Self.tagger, table).map { $0.prefix(9) } == ["d.tsv:6:3"])
    let found = problems(Self.tagger, table.replacing("b\tno\n", with: ""))
    #expect(found.map { $0.prefix(9) } == ["d.tsv:2:4", "d.tsv:3:1", "d.tsv:4:3"])
    let both = problems("given x\ngiven y\nloss = (x\n", "x\ty\n1\n")
    #expect(both.map { $0.prefix(9) }.sorted() == ["d.tsv:2:1", "m.eqn:3:1"])
    let later = problems("given x\nweight w\nloss = w x + q\n", "x\n1\n2\n")
    #expect(later.count == 1 && later[0].hasPrefix("m.eqn:3:14: `q` is not known"))
  }

  @Test("of a length that the model has no meaning for are told by their line")
  func shortRows() {
    let model = "given x[1...T]\nweight w\nloss = w x[3]\n"
    let found = problems(model, "x\n[1, 2, 3]\n[1, 2]\n")
    #expect(found.count == 1, "\(found)")
    #expect(found[0].hasPrefix("d.tsv:3:1: the model does not work for these sizes: m.eqn:3:10: "))
  }

  @Test("of a length that no size makes are told at their cell")
  func oddRows() {
    let model = "given x[1...2T]\nweight w\nloss = w x[1]\n"
    let found = problems(model, "x\n[1, 2, 3]\n[1, 2]\n[1]\n")
    #expect(
      found.map { $0.prefix(62) } == [
        "d.tsv:2:1: `x` has 3 values, which no whole number `T` makes; ",
        "d.tsv:4:1: `x` has 1 values, which no whole number `T` makes; ",
      ])
  }

  @Test("cannot change the shape of a weight")
  func weights() {
    let model = "given x[1...T]\nweight W : [T]\nweight v[1...T]\nloss = W[1] v[1] x[1]\n"
    #expect(problems(model, "x\n[1, 2]\n[3, 4]\n") == [])
    let found = problems(model, "x\n[1, 2]\n\n[1, 2, 3]\n")
    #expect(
      found == [
        "m.eqn:2:8: `W` has shape [2] for line 2 of d.tsv, but shape [3] for line 4; "
          + "all examples share a weight; give it lengths that no example tells",
        "m.eqn:3:8: `v` has 2 members of shape [] for line 2 of d.tsv, but 3 members of shape [] "
          + "for line 4; all examples share a weight; give it lengths that no example tells",
      ])
  }
}
