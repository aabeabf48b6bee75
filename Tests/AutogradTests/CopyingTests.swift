import Testing

@testable import Autograd

/// Derivations as texts to be copied.
@Suite("A copied derivation") struct CopyingTests {
  /// The right side of each row that follows `sign`, from the row `first` on.
  private func rows(_ latex: String) -> [String] {
    latex.components(separatedBy: "\n").dropFirst().dropLast().map {
      $0.hasSuffix(" \\\\") ? String($0.dropLast(3)) : $0
    }
  }

  private func derivations(_ example: Case) -> [Derivation] {
    let trace = example.trace
    let forward = trace.graph.entries(of: .value(example.output)).map { trace.derivation(of: $0) }
    let backward = trace.program.steps.filter { $0.phase == .backward }.flatMap { step in
      trace.graph.entries(of: step.target)
        .map { trace.derivation(of: step, row: $0.row, column: $0.column) }
    }
    return forward + backward
  }

  @Test("is LaTeX whose numbers work out to its result", arguments: Case.all)
  func numbers(example: Case) throws {
    for derivation in derivations(example) {
      let latex = derivation.latex
      #expect(try LaTeXReader.isBalanced(latex), "\(latex)")
      let rounds = derivation.source.rounds(.latex)
      for round in rounds {
        #expect(try LaTeXReader.value(of: round).short == derivation.result, "\(latex)")
      }
      let result = try LaTeXReader.value(of: Notation.latex.number(derivation.result))
      #expect(result.short == derivation.result)
      // What stands in the rows is what was read here.
      let rows = rows(latex)
      #expect(rows.last?.hasSuffix(" \(Notation.latex.number(derivation.result))") == true)
      for round in rounds { #expect(rows.contains { $0.hasSuffix(" \(round)") }, "\(latex)") }
    }
  }

  @Test("is text whose numbers work out to its result", arguments: Case.all)
  func text(example: Case) throws {
    for derivation in derivations(example) {
      let lines = derivation.plainText.split(separator: "\n")
      #expect(lines.last?.hasSuffix(" \(derivation.result)") == true)
      for round in derivation.source.rounds(.plain) {
        #expect(lines.contains { $0.hasSuffix(" \(round)") }, "\(lines)")
        #expect(try Calculator.value(of: round).short == derivation.result)
      }
    }
  }

  /// A neuron: z = 0.5·2 − 0.25 = 0.75, the loss is its square; ∂loss/∂w[1] = 2·0.75·2 = 3.
  private func neuron() throws -> (trace: Trace, w: NodeID, z: NodeID) {
    var graph = Graph()
    let w = graph.weight("w", Matrix(vector: [0.5, 1])),
      x = graph.given("x", Matrix(vector: [2, 0]))
    let b = graph.weight("b_h", Matrix(-0.25))
    let product = try graph.apply(.dot, [w, x], named: "p", label: "(w · x)")
    let z = try graph.apply(.add, product, b, named: "h[3]")
    let loss = try graph.apply(.power(2), z, named: "loss")
    return (graph.trace(root: loss), w, z)
  }

  @Test("has the rule, the symbols, the numbers and the result one below the other")
  func value() throws {
    let (trace, _, z) = try neuron()
    let derivation = trace.derivation(of: Entry(.value(z)), reach: .equation)
    #expect(
      derivation.plainText == """
        h[3] = (w · x) + b_h
             = w[1]·x[1] + w[2]·x[2] + b_h
             = 0.5·2 + 1·0 + (−0.25)
             = 1 + 0 + (−0.25)
             = 1 + (−0.25)
             = 0.75
        """)
    #expect(
      derivation.latex == #"""
        \begin{aligned}
          h^{(3)} &= ( w \cdot x ) + \mathrm{b\_h} \\
          &= w_{1} \cdot x_{1} + w_{2} \cdot x_{2} + \mathrm{b\_h} \\
          &= 0.5 \cdot 2 + 1 \cdot 0 + \left(-0.25\right) \\
          &= 1 + 0 + \left(-0.25\right) \\
          &= 1 + \left(-0.25\right) \\
          &= 0.75
        \end{aligned}
        """#)
  }

  @Test("of a gradient has every share and the total")
  func gradient() throws {
    let (trace, w, z) = try neuron()
    #expect(
      trace.latex(of: Entry(.gradient(w))) == #"""
        \begin{aligned}
          \frac{\partial \mathrm{loss}}{\partial w_{1}} &\mathrel{+}= \frac{\partial \mathrm{loss}}{\partial ( w \cdot x )} \cdot x_{1} = 1.5 \cdot 2 = 3 \\
          &= 3
        \end{aligned}
        """#)
    #expect(
      trace.plainText(of: Entry(.gradient(z))) == """
        ∂loss/∂h[3] = 1.5
          += ∂loss/∂loss·(2·h[3]) = 1·(2·0.75) = 1.5
        """)
    #expect(trace.plainText(of: Entry(.value(w))) == "w[1] = 0.5")
    #expect(trace.latex(of: Entry(.value(w), row: 1)) == "w_{2} = 1")
  }

  @Test(
    "writes names and lines as LaTeX",
    arguments: [
      ("h[3]", #"h^{(3)}"#), ("w[2]", #"w_{2}"#), ("loss", #"\mathrm{loss}"#),
      ("σ(z)", #"\sigma ( z )"#),
      ("W_h x[2] + b", #"\mathrm{W\_h} \, x_{2} + b"#), ("f ∘ c", #"f \odot c"#),
      ("(a − b)^2", #"( a - b ) ^{2}"#),
      ("∂loss/∂h[3]", #"\frac{\partial \mathrm{loss}}{\partial h^{(3)}}"#),
      ("tanh(η z)", #"\tanh ( \eta \, z )"#), ("Wᵀ", #"W {}^{\top}"#),
      ("x^(n + 1)", #"x ^{n + 1}"#), ("softmax(z)", #"\operatorname{softmax} ( z )"#),
    ])
  func names(text: String, latex: String) {
    #expect(TeX.of(text) { $0 == "h[3]" } == latex)
  }

  @Test("writes small numbers as powers of ten", arguments: ["1.5e−7", "−2e9"])
  func powers(text: String) throws {
    let latex = Notation.latex.number(text)
    #expect(try LaTeXReader.value(of: latex).text(digits: 4) == text)
    #expect(latex.contains("10^{"))
  }
}
