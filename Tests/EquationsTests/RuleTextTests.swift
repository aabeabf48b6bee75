import Autograd
import Diagnostics
import Testing

@testable import Equations

@Suite("A rule written as text")
struct RuleTextTests {
  private func formula(
    _ text: String, _ inputs: [Shape], _ output: Shape, for target: Shape? = nil
  ) throws -> Formula {
    let rule = try RuleText(SourceText(name: "rule", text: text))
    return try RuleReader(
      file: "rule", inputs: inputs, output: output, target: target ?? output,
      isBackward: target != nil
    ).formula(rule)
  }

  @Test("is the formula that the op's file has for it")
  func formulas() throws {
    let vector = Shape.vector(3), (n, m) = (Shape.matrix(2, 3), Shape.matrix(3, 4))
    let product = Shape.matrix(2, 4)
    #expect(
      try formula("sum(k, a[i, k] * b[k, j])", [n, m], product) == Op.matmul.forward)
    #expect(
      try formula("sum(k, g[i, k] b[j, k])", [n, m], product, for: n) == Op.matmul.backward[0])
    #expect(try formula("g (1 - y^2)", [n], n, for: n) == Op.tanh.backward[0])
    #expect(try formula("1 / (1 + exp(-a))", [n], n) == Op.sigmoid.forward)
    #expect(
      try formula("y (g - sum(k, g[k] y[k]))", [vector], vector, for: vector)
        == Op.softmax.backward[0])
    #expect(
      try formula("exp(a - max(k, a[k])) / sum(k, exp(a[k] - max(l, a[l])))", [vector], vector)
        == Op.softmax.forward)
  }

  @Test("reads a scalar at its one place, and adds up the shares of one that is spread")
  func spreading() throws {
    let vector = Shape.vector(3)
    #expect(
      try formula("g b", [.scalar, vector], vector, for: .scalar)
        == Op.sum(Op.i, Op.sum(Op.j, Op.g[Op.i, .only] * Op.b[Op.i, .only])))
    #expect(
      try formula("g a", [.scalar, vector], vector, for: vector)
        == Op.g[Op.i, .only] * Op.a[.only, .only])
    #expect(try formula("g", [vector], .scalar, for: vector) == Op.g[.only, .only])
  }

  @Test(
    "says what it cannot read",
    arguments: [
      ("g", "`g` means nothing"), ("a^a", "an exponent is a plain number"),
      ("a[k]", "`k` runs over nothing"), ("a[i,j,i]", "has shape [3]"), ("a'", "no meaning"),
      ("[a, a]", "no meaning"), ("(a + a)[i]", "only a letter"), ("mean(a)", "no such function"),
      ("a[0]", "an index in a rule"), ("b", "`b` means nothing"), ("\"a\"", "no meaning"),
    ])
  func mistakes(text: String, message: String) throws {
    let error = #expect(throws: Diagnostic.self) { try formula(text, [.vector(3)], .vector(3)) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test("that reads outside its operands takes no op's place")
  func outside() throws {
    let model = try Model(
      SourceText(name: "m.eqn", text: "weight x : [3]\ny = tanh(x)\nloss = sum(y)"))
    for text in ["g[4]", "sum(j, g[i, j]) y[4]", "g[j]"] {
      let rule = try RuleText(SourceText(name: "rule", text: text))
      if text == "g[j]" {
        // A column has one place across: that is the first row's number everywhere.
        _ = try model.replacing("tanh", forward: nil, backward: [rule])
      } else {
        #expect(throws: RuleError.self) {
          _ = try model.replacing("tanh", forward: nil, backward: [rule])
        }
      }
    }
  }

  @Test("gives the model the numbers of the rule, worked out by hand")
  func numbers() throws {
    let model = try Model(
      SourceText(name: "m.eqn", text: "weight x = 2\ny = x^2\nz = y x\nloss = z"))
    let rules = try ["g", "g"].map { try RuleText(SourceText(name: "rule", text: $0)) }
    let broken = try model.replacing("multiply", forward: nil, backward: rules)
    let trace = broken.program.run()
    let x = try #require(model.entry(named: "grad(x)"))
    // z = y·x passes 1 to y and to x; y = x² passes 1·2x = 4: 5 in all. The right one is 3x² = 12.
    #expect(trace[x] == 5)
    #expect(model.program.run()[x] == 12)
    #expect(trace.checkGradient(of: x).map { $0.error > 0.1 } == true)
  }
}
