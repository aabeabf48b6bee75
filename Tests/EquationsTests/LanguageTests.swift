import Autograd
import Diagnostics
import Testing

@testable import Equations

/// The value of a quantity or an element, as `unroll trace` would name it.
private func value(_ name: String, in text: String, _ values: [String: Literal] = [:]) throws
  -> [Double]
{
  let model = try Model(SourceText(name: "m.eqn", text: text), values: values)
  let entry = try #require(model.entry(named: name), "\(name) is not in the model")
  return model.program.run()[entry.quantity].elements
}

@Suite("A loop")
struct LoopTests {
  @Test("unrolls its equations, once for each index")
  func recurrence() throws {
    // Curriculum, chapter 8: w = .5, u = 1, x = (1, 0, 1).
    let text = """
      given x[1...T] = [1, 0, 1]
      weight w = 0.5
      weight u = 1
      h[0] = 0
      for t = 1...T:
          a[t] = w h[t-1] + u x[t]   # the sum
          h[t] = tanh(a[t])
      loss = 0.5 h[T]^2
      """
    let states = try (1...3).map { try value("h[\($0)]", in: text)[0] }
    for (state, expected) in zip(states, [0.7616, 0.3634, 0.8280]) {
      #expect(abs(state - expected) < 5e-5)
    }
    let model = try Model(SourceText(name: "m.eqn", text: text))
    let lines = model.graph.lines
    #expect(
      lines.map(\.text).prefix(4) == [
        "h[0] = 0", "a[1] = w h[0] + u x[1]", "h[1] = tanh(a[1])", "a[2] = w h[1] + u x[2]",
      ])
    #expect(lines.last?.text == "loss = 0.5 h[3]^2")
    #expect(lines[1].caption == "the sum")
  }

  @Test("runs down where its end is a plain number, and over nothing where it starts behind it")
  func directions() throws {
    let down = """
      given x[1...T] = [1, 2, 3]
      b[T+1] = 10
      for t = T...1:
          b[t] = b[t+1] + x[t]
      y = b[1] 1
      """
    #expect(try value("y", in: down) == [16])
    #expect(try value("b[3]", in: down) == [13])
    let none = """
      given x[1...T] = [7]
      h[1] = x[1]
      for t = 2...T:
          h[t] = h[t-1] + x[t]
      y = h[T]
      """
    #expect(try value("y", in: none) == [7])
    #expect(try value("y", in: "c[4] = 0\nfor t = 3...1: c[t] = c[t+1] + t\ny = c[1]") == [6])
  }

  @Test("nests, and counts from any start")
  func nested() throws {
    let text = """
      size S = 2, T = 3
      given e[0...S-1,-1...1] = [[1, 2, 3], [4, 5, 6]]
      for i = 0...S-1:
        for k = 1...T:
          p[i,k] = e[i,k-2] + 10 i; q[i,k] = 2 p[i,k]
      y = q[1,3]
      """
    #expect(try value("y", in: text) == [32])
    #expect(try value("p[0,1]", in: text) == [1])
  }

  @Test("reaches two steps back where the model is dilated")
  func dilated() throws {
    let text = """
      given x[1...T] = [1, 10, 100, 1000]
      h[-1] = 0
      h[0] = 0
      for t = 1...T:
          h[t] = h[t-2] + x[t]
      y = h[T]
      """
    #expect(try value("y", in: text) == [1010])
    #expect(try value("h[3]", in: text) == [101])
  }

  @Test("is refused where no data could fill it, where its name is taken, and without equations")
  func refused() {
    let given = "given x[1...T] = [1, 2]\n"
    #expect(
      problems(given + "for t = T...T-1:\n  h[t] = 1") == [
        "m.eqn:2:9: this range is empty whatever the data; let it run upwards"
      ])
    #expect(
      problems(given + "for x = 1...T:\n  h[x] = 1") == [
        "m.eqn:2:5: `x` is defined already, in line 1; call the index something else"
      ])
    #expect(
      problems(given + "for t = 1...T:\ny = 1") == [
        "m.eqn:2:1: this loop has no equations; indent them below it"
      ])
    #expect(
      problems(given + "for t = 1...T:\n  for t = 1...T:\n    h[t] = 1") == [
        "m.eqn:3:7: `t` is the index of the loop around this one; "
          + "call one of them something else"
      ])
    #expect(
      problems("for t = 1...2:\n  weight w") == [
        "m.eqn:2:3: only equations stand in a loop; move it above the loop"
      ])
  }

  @Test("is told once of a mistake in it, not once for each index")
  func once() {
    #expect(
      problems("for t = 1...5:\n  a[t] = zz t\n  b[t] = a[t]\n  c[t] = (t\n").map {
        $0.prefix(10)
      } == ["m.eqn:2:10", "m.eqn:4:12"])
  }

  @Test("asks for the value a recurrence starts with")
  func boundary() {
    #expect(
      problems("for t = 1...3:\n  h[t] = 2 h[t-1]") == [
        "m.eqn:2:12: `h[0]` is used before it is defined; "
          + "give it a value above: h[0] = zeros(n)"
      ])
    #expect(
      problems("h[1] = 1\nfor t = 3...5:\n  h[t] = 2 h[t-1]") == [
        "m.eqn:3:12: `h[2]` is not defined; there is only h[1]; define h[2] = … above"
      ])
  }

  @Test("is indented alike from line to line, with spaces or with tabs")
  func indentation() throws {
    #expect(try value("b[2]", in: "for t = 1...2:\n\ta[t] = t\n\tb[t] = a[t] + 1\n") == [3])
    #expect(
      problems("for t = 1...2:\n    a[t] = t\n  b[t] = 1\n") == [
        "m.eqn:3:3: this line is indented, but no block is open; remove the spaces before it"
      ])
    #expect(
      problems("for t = 1...2:\n  a[t] = t\n\tb[t] = t\n").contains {
        $0.hasPrefix("m.eqn:3:2: ")
      })
    #expect(
      problems("for t = 1...2:\n  a[t] = t\n    b[t] = t\n") == [
        "m.eqn:3:5: this line is indented deeper than the block it is in; "
          + "indent all lines of a block alike"
      ])
  }

  @Test("goes on after a bracket that was never closed")
  func openBracket() {
    let text = """
      given x[1...T] = [1, 2]
      h[0] = 0
      for t = 1...T:
          a[t] = (x[t] + h[t-1]
          h[t] = x[t]
      y = zz
      """
    #expect(problems(text).map { $0.prefix(9) } == ["m.eqn:4:2", "m.eqn:6:5"])
  }
}

@Suite("An indexed name")
struct FamilyTests {
  @Test("is defined once for each index, and has the same number of them everywhere")
  func once() {
    #expect(
      problems("h[1] = 1\nfor t = 1...2:\n  h[t] = 2") == [
        "m.eqn:3:3: `h[1]` is defined twice, first in line 1; a name is defined once for each index"
      ])
    #expect(
      problems("h[1] = 1\nh = 2") == [
        "m.eqn:2:1: `h` has other indices in line 1; use the same number of indices everywhere"
      ])
    #expect(problems("h[1] = 1\nh[1,2] = 2").count == 1)
  }

  @Test("is used with its index, and its elements with one more")
  func elements() throws {
    let text = "given x[1...2] : [3] = [[1, 2, 3], [4, 5, 6]]\n"
    #expect(try value("y", in: text + "y = x[2][3]") == [6])
    #expect(
      problems(text + "y = x") == [
        "m.eqn:2:5: `x` has an index; say which one is meant, such as x[1]"
      ])
    #expect(
      problems(text + "y = x[2,3]") == [
        "m.eqn:2:5: `x` has 1 index, not 2; an element is written x[t][2]"
      ])
    #expect(problems(text + "y = x[1...2]").count == 1)
  }
}

@Suite("A size that nothing gives")
struct DataSizeTests {
  @Test("is taken from the data, through any whole-number line")
  func taken() throws {
    #expect(try value("y", in: "given x[1...T] = [5, 6, 7]\ny = T x[1]") == [15])
    #expect(try value("y", in: "given x[0...T] = [5, 6, 7]\ny = T x[0]") == [10])
    #expect(try value("y", in: "given v : [2n] = [5, 6, 7, 8]\ny = n v[4]") == [16])
    #expect(
      try value(
        "y",
        in:
          "given A[1...B,1...T] : [r, c] = [[[[1, 2, 3]], [[4, 5, 6]]]]\ny = 100 B + 10 T + r + c/10"
      ) == [121.3])
    #expect(try value("y", in: "weight E : [T, 2]\ngiven x[1...T] = [1, 2]\ny = sum(E) + T") == [2])
  }

  @Test("follows values from outside")
  func outside() throws {
    let text =
      "given x[1...T] = [5, 6, 7]\nfor t = 1...T: h[t] = x[t]\ny = sum(t = 1...T: h[t]) + T"
    let list = Literal.list([.number(1), .number(2)])
    #expect(try value("y", in: text, ["x": list]) == [5])
  }

  @Test("is an error where two givens differ, and where no data tells it")
  func conflict() {
    #expect(
      problems("given x[1...T] = [1, 2]\ngiven y[1...T] = [1, 2, 3]") == [
        "m.eqn:2:18: `y` has 3 values, but 1...2 asks for 2; `T` is 2 by `x` in line 1"
      ])
    #expect(
      problems("given x[1...T]\ny = T") == [
        "m.eqn:1:13: `T` is a size that nothing gives; declare it: size T = …, "
          + "or give data of that length"
      ])
  }
}

@Suite("A vocabulary")
struct VocabularyTests {
  @Test("numbers its letters or words from 0, and is a size")
  func tokens() throws {
    let letters = "vocab chars = letters \"helo\"\ngiven in[1...T] : chars = \"hello\"\n"
    let model = try Model(SourceText(name: "m.eqn", text: letters + "y = chars + T"))
    let trace = model.program.run()
    let ids = try (1...5).map { trace[try #require(model.entry(named: "in[\($0)]"))] }
    #expect(ids == [0, 1, 2, 2, 3])
    #expect(trace[try #require(model.entry(named: "y"))] == 9)
    let words = "vocab en = words \"how are you ?\"\ngiven s[1...S] : en = \"you ? how\"\n"
    #expect(try value("y", in: words + "y = 1 s[1]") == [2])
    #expect(try value("y", in: words + "y = S en") == [12])
    #expect(try value("y", in: "given k : token(3) = 2\ny = 1 k") == [2])
  }

  @Test("has every token that is used")
  func unknown() {
    let letters = "vocab chars = letters \"helo\"\n"
    #expect(
      problems(letters + "given in[1...T] : chars = \"help\"") == [
        "m.eqn:2:27: “p” is not in the vocabulary; it has h e l o"
      ])
    #expect(
      problems(letters + "given k : chars = 4") == [
        "m.eqn:2:19: 4 is no token of `k`; its tokens are the whole numbers from 0 to 3"
      ])
    #expect(
      problems("vocab c = letters \"hh\"") == [
        "m.eqn:1:19: “h” is there twice; write each token once"
      ])
    #expect(
      problems(letters + "given k : char = 1") == [
        "m.eqn:2:11: `char` is not a vocabulary; did you mean `chars`?"
      ])
    #expect(
      problems(letters + "given k : chars = \"he\"") == [
        "m.eqn:2:19: “he” is 2 tokens, but `k` is one; give it one token"
      ])
    #expect(
      problems("given x : [2] = \"he\"") == [
        "m.eqn:1:17: `x` has no vocabulary to read a text with; "
          + "declare one: vocab name = letters \"…\", and given x : name"
      ])
  }
}

@Suite("A warning")
struct WarningTests {
  private func warnings(_ text: String) throws -> [String] {
    try Model(SourceText(name: "m.eqn", text: text)).warnings.map(\.line)
  }

  @Test("is given where weights are to learn through sign, step, argmax or sample")
  func blocked() throws {
    let start = "given x = 1; weight w = 0.5; weight E : [2, 2] ~ normal(1)\n"
    #expect(
      try warnings(start + "loss = (sign(w x) - 1)^2") == [
        "m.eqn:2:9: warning: the gradient through `sign` is zero everywhere: "
          + "no weight learns by it; train through σ or tanh"
      ])
    #expect(try warnings(start + "p = softmax([w, x])\nloss = sum(embed(E, argmax(p)))").count == 1)
    #expect(try warnings(start + "p = softmax([w, x])\nloss = sum(embed(E, sample(p)))").count == 1)
    #expect(
      try warnings(start + "for t = 1...3: o[t] = step(w + t)\nloss = o[1] + o[2] + o[3]").count
        == 1)
  }

  @Test("is not given where nothing learns through them")
  func free() throws {
    #expect(try warnings("given x = 1\nloss = sign(x)").isEmpty)
    #expect(
      try warnings("given x = 1; weight w = 0.5\no = step(w x)\nupdate w = w + (1 - o) x").isEmpty)
    #expect(try warnings("weight w = 0.5\nk = sign(w)\nloss = w^2").isEmpty)
  }
}

@Suite("What the language computes with tokens and ranges")
struct FunctionTests {
  @Test("takes rows, elements and one-hot vectors by token")
  func tokens() throws {
    let text = """
      vocab abc = letters "abc"
      given in[1...T] : abc = "cab"
      weight E : [abc, 2] = [[1, 2], [3, 4], [5, 6]]
      v = embed(E, in[1])
      o = onehot(in[1], abc)
      q = v[1] + [10, 20, 30][in[3]]
      k = argmax([0.1, 0.7, 0.2])
      r = embed(E, k)
      """
    #expect(try value("v", in: text) == [5, 6])
    #expect(try value("o", in: text) == [0, 0, 1])
    #expect(try value("q", in: text) == [25])
    #expect(try value("k", in: text) == [1])
    #expect(try value("r", in: text) == [3, 4])
  }

  @Test("hands a chosen token on from step to step, as a network does that writes freely")
  func feedback() throws {
    let text = """
      weight E : [3, 3] = [[0, 1, 0], [0, 0, 1], [1, 0, 0]]
      k[0] = 0
      for t = 1...4:
          k[t] = argmax(embed(E, k[t-1]))
      y = k[4] + 0
      copy = k[2]
      z = embed(E, copy)
      """
    #expect(try value("y", in: text) == [1])
    #expect(try value("z", in: text) == [1, 0, 0])
  }

  @Test("refuses what is no token, and one that its table does not have")
  func noToken() {
    let table = "weight E : [3, 2]\ngiven x = 1; given k : token(4) = 3\n"
    #expect(
      problems(table + "y = embed(E, x)") == [
        "m.eqn:3:14: `x` is not a token; declare it: given x : token(3)"
      ])
    #expect(
      problems(table + "y = embed(E, k)") == [
        "m.eqn:3:14: `k` is one of 4 tokens, but there are 3 here; give both the same size"
      ])
    #expect(
      problems(table + "y = embed(E, 3)") == [
        "m.eqn:3:14: token 3 is outside `E`, which has 3; its tokens are 0 to 2"
      ])
  }

  @Test("puts a range of quantities together, and adds one up in ascending order")
  func ranges() throws {
    let text = """
      given e[1...2,1...3] = [[1, 2, 3], [4, 5, 6]]
      given h[1...3] : [2] = [[1, 2], [3, 4], [5, 6]]
      row = stack(e[2,1...3])
      column = stack(e[1...2,3])
      H = stack(h[1...3])
      back = stack(h[3...2])
      s = sum(i = 1...3: e[1,i] h[i])
      none = sum(i = 2...1: 1) + sum(i = 3...2: i)
      c = concat(h[1], 7, h[3])
      """
    #expect(try value("row", in: text) == [4, 5, 6])
    #expect(try value("column", in: text) == [3, 6])
    #expect(try value("H", in: text) == [1, 2, 3, 4, 5, 6])
    #expect(try value("back", in: text) == [5, 6, 3, 4])
    #expect(try value("s", in: text) == [22, 28])
    #expect(try value("none", in: text) == [7])
    #expect(try value("c", in: text) == [1, 2, 7, 5, 6])
  }

  @Test("draws masks and samples from the file's seed")
  func random() throws {
    let text =
      "m = mask(1000, 0.8)\nk[1] = sample([0.2, 0.3, 0.5])\nk[2] = sample([0, 1])\ny = k[2] + 0"
    let mask = try value("m", in: text)
    #expect(Set(mask) == [0, 1.25])
    // 800 are expected; 4 standard deviations are 51.
    #expect(abs(mask.filter { $0 > 0 }.count - 800) < 51)
    #expect(try value("m", in: "seed 2\n" + text) != mask)
    #expect(try value("y", in: text) == [1])
    let sampled = (1...300).map { "k[\($0)] = sample([0.2, 0.3, 0.5])" }.joined(separator: "\n")
    let model = try Model(SourceText(name: "m.eqn", text: sampled))
    let trace = model.program.run()
    let ids = try (1...300).map { trace[try #require(model.entry(named: "k[\($0)]"))] }
    for (id, share) in [(0.0, 0.2), (1, 0.3), (2, 0.5)] {
      let count = Double(ids.filter { $0 == id }.count)
      #expect(abs(count - 300 * share) < 4 * (300 * share * (1 - share)).squareRoot())
    }
  }

  @Test("cuts gradients at stop: truncated backpropagation")
  func truncated() throws {
    let text = """
      weight w = 0.5
      h[0] = 1
      h[1] = w h[0]
      h[2] = w stop(h[1])
      loss = h[2]
      """
    let model = try Model(SourceText(name: "m.eqn", text: text))
    let w = try #require(model.entry(named: "grad(w)"))
    #expect(model.program.run()[w] == 0.5)
  }
}

@Suite("What a teacher or a student might write")
struct ReviewTests {
  @Test("means the same under every name: arguments hide sizes, numbers stay numbers")
  func names() throws {
    let vector = "given v : [3] = [10, 20, 30]\npick(a, i) = a[i]\n"
    #expect(try value("r", in: vector + "r = pick(v, 1)") == [10])
    #expect(try value("r[3]", in: vector + "for t = 1...3: r[t] = pick(v, t)") == [30])
    #expect(try value("y", in: "size n = 2\ngiven a = 7\nf(n) = [n, 1]\ny = f(a)") == [7, 1])
    #expect(try value("y", in: "given x = 2\np(n) = x^n\ny = p(3)") == [8])
    #expect(
      problems("size n = 2\ngiven a = 7\nf(n) = zeros(n)\ny = f(a)") == [
        "m.eqn:3:14: `n` is not a plain number here; "
          + "a length, an index and an exponent are known before the model runs"
      ])
    #expect(problems(vector + "q = 1\nr = v[q]").count == 1)
  }

  @Test("is shown as mathematics, whatever an index becomes")
  func shown() throws {
    func lines(_ text: String) throws -> [String] {
      try Model(SourceText(name: "m.eqn", text: text)).graph.lines.map(\.text)
    }
    #expect(
      try lines("for i = 1...2: a[i] = 10i + 3") == ["a[1] = 10 1 + 3", "a[2] = 10 2 + 3"])
    #expect(try lines("for i = -1...0: a[i] = 2 i - i")[0] == "a[-1] = 2 (-1) - (-1)")
    #expect(try lines("q = sum([1,   # first\n  2 1])   # second") == ["q = sum([1, 2 1])"])
    let stacked = try Model(
      SourceText(name: "m.eqn", text: "weight v : [3] = [1, 2, 3]\ny = stack(v[2...3])"))
    #expect(
      stacked.graph.nodes.filter { !$0.isNamed }.map(\.label) == ["v[2]", "v[3]"])
  }

  @Test("keeps a token's count wherever the token is handed on")
  func tokenCounts() {
    let text = "given k[1...2] : token(2) = [0, 1]\nj = stop(k[2])\n"
    #expect(
      problems(text + "h = onehot(j, 1)") == [
        "m.eqn:3:12: `j` is one of 2 tokens, but there are 1 here; give both the same size"
      ])
  }

  @Test("is refused before it takes long: expansions, labels, members, operands")
  func hostile() {
    let silent = (1...40).map { "f\($0)(x) = f\($0 - 1)(f\($0 - 1)(x))" }
    #expect(problems((["f0(x) = x"] + silent + ["y = f40(1)"]).joined(separator: "\n")).count == 1)
    let wide = (1...60).map { "f\($0)(x) = f\($0 - 1)(x + x)" }
    #expect(problems((["f0(x) = x + x"] + wide + ["y = f60(1)"]).joined(separator: "\n")).isEmpty)
    #expect(problems("weight w[1...3000000]").count == 1)
    let loop = "for t = 1...1000:\n  for s = 1...999:\n    a[t,s] = x\n    b[t,s] = a[t,s]"
    #expect(problems("x = nope\n" + loop).count == 1)
    #expect(problems("\(String(repeating: "x", count: 100_000)) = 1").count == 1)
  }

  @Test("is told all that is wrong, and only that")
  func mistakes() {
    #expect(problems("h[0] = 1\nfor t = 1..3: h[t] = h[t-1]").count == 1)
    #expect(
      problems("a = unknown1\nb = a + unknown2").map { $0.prefix(9) } == ["m.eqn:1:5", "m.eqn:2:9"])
    #expect(
      problems("size n = 2\nweight n, b : [2]\ny = b · b").map { $0.prefix(10) } == ["m.eqn:2:8:"])
    #expect(problems("f(x) = x + q\ngiven a = 1\ny = f(a)").count == 1)
    #expect(problems("vocab c = letters \"hh\"\ngiven k : c = 1").count == 1)
    #expect(problems("given x[1...T] = [1, 2\nh[0] = 0\nfor t = 1...T: h[t] = x[t]").count == 1)
    #expect(problems("h[0] = 0\nfor t = 1...3: h[t] = h[t–1]").count == 1)
  }

  @Test(
    "is told what the language has instead",
    arguments: [
      (
        "q = cross_entrpy([0.5, 0.5], 0)",
        "1:5: `cross_entrpy` is not a function; did you mean `cross_entropy`?"
      ),
      ("q = foo(2, 3)", "1:5: `foo` is not a function; define it: foo(x, y) = …"),
      ("y = tanh 2", "1:5: `tanh` is a function; write tanh(…)"),
      ("given x[1..T] = [1]", "1:10: “.” has no meaning here; a range has three dots: 1...T"),
      ("y = 2**3", "1:6: “**” has no meaning here; write a power as x^2"),
      ("y = 2 × 3", "1:7: “×” has no meaning here; write a ∘ b or a * b"),
      ("x₁ = 3", "1:2: “₁” has no meaning here; write x_1, or x[1] where it is an index"),
      ("y == 3", "1:4: one `=` is enough; an equation is name = expression"),
      (
        "v : [2] ~ xavier",
        "1:3: a shape belongs to a declaration; begin the line with weight or given"
      ),
      (
        "def f(x): x",
        "1:1: the language has no `def`; it has equations, loops `for t = 1...T:` and functions f(x) = …"
      ),
      (
        "given k[1...T] : chrs = \"h\"",
        "1:18: `chrs` is not a vocabulary; declare it: vocab chrs = letters \"…\"; a shape is written in brackets: [n]"
      ),
      ("given x[1...T] = 5", "1:7: `x` has an index, but one value; give it a list"),
      ("given x[1...T] = []", "1:7: `x` is given no values; give it one or more"),
      ("y = []", "1:5: an empty list has no shape; put a number in"),
      ("y = 1e999", "1:5: this is beyond what a number can be; write a smaller one"),
      ("given x = 1/0", "1:7: a value of `x` is beyond what a number can be; write a smaller one"),
      (
        "for t = 1+1...3: h[t] = 1",
        "1:9: this range is empty whatever the data; it runs down to 3; let it start above"
      ),
      ("seed 1\nseed 2", "2:6: the seed is set twice; keep one of the lines"),
      (
        "given x : [1] = [2]\nloss = x",
        "2:1: the loss is not a scalar, it has shape [1]; add it up: loss = sum(…)"
      ),
    ])
  func advice(text: String, expected: String) {
    #expect(problems(text).contains("m.eqn:\(expected)"), "\(problems(text))")
  }

  @Test("is warned of a loss by another name, and of a range that runs the other way")
  func warnings() throws {
    func warnings(_ text: String) throws -> [String] {
      try Model(SourceText(name: "m.eqn", text: text)).warnings.map(\.message)
    }
    #expect(try warnings("weight w\nLoss = w^2").count == 1)
    #expect(try warnings("weight w\nfor t = 1...2: loss[t] = w^t").count == 1)
    #expect(try warnings("for i = 1...3:\n  s[i] = sum(j = i...3: j)").count == 1)
    #expect(try warnings("size N = 3\nfor i = 1...N:\n  s[i] = sum(j = i...N: j)").isEmpty)
  }

  @Test("draws xavier on ±√(6/(in+out)) and he with √(2/in), and adds up in ascending order")
  func conventions() throws {
    let xavier = try value("W", in: "weight W : [100, 50] ~ xavier").map(abs)
    let largest = try #require(xavier.max())
    // √(6/150) = 0.2
    #expect(largest <= 0.2 && largest > 0.199)
    let he = try value("W", in: "weight W : [100, 50] ~ he")
    let variance = he.map { $0 * $0 }.reduce(0, +) / 5000
    // 2/50 = 0.04; the standard deviation of the estimate is 2 % of it.
    #expect(abs(variance - 0.04) < 0.0032)
    // (1 + 1e16) − 1e16 is 0 in doubles, from the other end it is 1.
    let sum = "given x[1...T] = [1, 1e16, -1e16]\ny = sum(t = T...1: x[t])"
    #expect(try value("y", in: sum) == [0])
  }

  @Test("groups powers from the left, and draws every weight from the one seed")
  func small() throws {
    #expect(try value("y", in: "y = 2^3^2") == [64])
    let drawn = "weight w ~ normal(1)\n"
    #expect(try value("w", in: drawn + "seed 7") == value("w", in: "seed 7\n" + drawn))
    #expect(try value("y", in: "y = sum(\nt = 1...3: t)") == [6])
  }
}
