import Autograd
import Foundation
import Screen
import TestSupport
import Testing

@testable import Views

/// What single views say, compared with arithmetic done by hand.
@Suite("A view") struct MeaningTests {
  private func draw(
    _ name: String, _ context: ViewContext, _ width: Int = 78, _ height: Int = 22
  ) throws -> (text: String, places: [Place]) {
    let drawn = try Drawn(name, context, width, height)
    return (drawn.text, drawn.places)
  }

  @Test("keeps the line at work in sight, however few rows there are", arguments: 1...6)
  func scrolling(height: Int) throws {
    for ticks in 1...11 {
      let context = try Moment.perceptron(ticks: ticks).context()
      #expect(try draw("equations", context, 60, height).text.contains("▶"))
    }
  }

  @Test("shows a product only once it is worked out")
  func products() throws {
    // x = (1, 1), w = (1, 0): the products are 1 and 0.
    let counts = try (0...3).map { ticks in
      try draw("network", try Moment.perceptron(ticks: ticks).context(), 78, 9)
        .text.components(separatedBy: " = ").count - 1
    }
    #expect(counts == [0, 1, 2, 2])
  }

  /// The gradient of w and of b is 2 p² (1 − p) = 0.2439, p being σ(1.5); 0.9·0.75 = 0.675.
  @Test("shows what an optimizer remembers beside the weights, without a gradient")
  func optimizer() throws {
    var moment = try Moment(Sample.neuron)
    moment.model = moment.model.learning(with: .momentum(rate: 0.1))
    moment.leaves[try moment.node("v(w)")] = Matrix(0.75)
    let end = moment.context().timeline.ticks.count
    for (ticks, v, other) in [(0, "0.75", "0"), (end, "0.92", "0.24")] {
      moment.ticks = ticks
      let lines = try draw("equations", moment.context(), 78, 30).text.split(separator: "\n")
      let memory = try #require(lines.first { $0.contains("memory") })
      #expect(memory.contains(v) && memory.hasSuffix(" \(other)") && !memory.contains("∂"))
      #expect(lines.contains { $0.contains("v(w) ← μ v(w) + ∂loss/∂w") })
      let table = try draw("table", moment.context(), 78, 30).text.split(separator: "\n")
      let row = try #require(table.first { $0.contains("v(w)") })
      #expect(row.split(separator: " ") == ["v(w)", Substring(v)])
    }
  }

  @Test("of one neuron reaches every input, weight and result")
  func reach() throws {
    let moment = try Moment.perceptron(ticks: 11)
    let graph = moment.model.graph
    let wanted = try ["x", "w", "b", "z", "o", "e", "y"].flatMap {
      graph.entries(of: .value(try moment.node($0)))
    }
    let places = try draw("network", moment.context(), 78, 9).places.map(\.entry)
    #expect(Set(wanted).subtracting(places).isEmpty)
  }

  @Test("of the plane writes the line, and says where there is none")
  func line() throws {
    // Updated from (1, 0), −1 by the example (1, 1): 2·x1 + 1·x2 + 0 = 0.
    let after = try draw("boundary", try Moment.perceptron(ticks: 11).context()).text
    #expect(after.contains("2·x[1] + 1·x[2] + 0 = 0"))
    let start = try Moment.perceptron(ticks: 0, presentation: 0).context()
    #expect(try draw("boundary", start).text.contains("no line: all weights are 0"))
  }

  @Test("of the plane shades what a network of two layers answers with 1")
  func exclusiveOr() throws {
    let context = try Moment(Sample.exclusiveOr).context()
    let roles = try #require(Roles(context.graph, inputOfLength: 2))
    let oracle = Oracle(context, roles)
    let answers = [[0.0, 0.0], [0, 1], [1, 0], [1, 1]].map {
      oracle.answer([roles.input: Matrix(vector: $0)])
    }
    #expect(answers == [0, 1, 1, 0])
  }

  @Test("of the examples shows the newest update, however few rows there are", arguments: 5...12)
  func log(height: Int) throws {
    // "And" is learned after ten updates, with w = (2, 1) and b = −2.
    let context = try Moment.perceptron(ticks: 0, presentation: 40).context()
    #expect(context.training?.updates.count == 10)
    let text = try draw("table", context, 78, height).text
    #expect(text.contains("update 10"))
    #expect(text.contains("w = (2, 1)  b = −2"))
  }

  @Test("of the examples answers with the weights of this moment, the shown one as it was judged")
  func answers() throws {
    let context = try Moment.perceptron(ticks: 11).context()
    let oracle = Oracle(context, try #require(Roles(context.graph)))
    // w = (2, 1), b = 0: the second and third example make it fire, wrongly. The fourth was judged
    // with w = (1, 0), b = −1: z = 0, so it did not fire, wrongly too.
    #expect((0..<4).map { oracle.knownAnswer($0) } == [0, 1, 1, 0])
    let text = try draw("table", context).text
    #expect(text.contains("▶ 4     1     1  1      0  ✗"))
  }

  @Test("of the examples covers what the epoch has not come to")
  func covered() throws {
    // The second example of epoch 2, nothing computed yet: only the first row is known.
    let start = try Moment.perceptron(ticks: 0, presentation: 5).context()
    let oracle = Oracle(start, try #require(Roles(start.graph)))
    #expect((0..<4).map { oracle.knownAnswer($0) == nil } == [false, true, true, true])
    let text = try draw("table", start).text
    #expect(text.components(separatedBy: "✓").count + text.components(separatedBy: "✗").count == 3)
    #expect(text.contains("  3     1     0  0      ·\n"))
    // A scene outside the epochs hides nothing.
    var moment = try Moment.perceptron(ticks: 0, presentation: 5)
    moment.training?.example = nil
    let outside = moment.context()
    let all = Oracle(outside, try #require(Roles(outside.graph)))
    #expect((0..<4).allSatisfy { all.knownAnswer($0) != nil })
  }

  @Test("of a network shows the weights its products were computed with")
  func pass() throws {
    let context = try Moment.perceptron(ticks: 11).context()
    // w = (1, 0) was used, (2, 1) is what the update made of it.
    #expect(try draw("network", context).text.contains("× w[1] 1 ───── = 1"))
    #expect(try draw("matrix", context).text.contains("w │    1      0  │ =       1  + −1  = 0"))
  }

  @Test("needs no more room for being edited, and shows all its numbers there")
  func least() throws {
    let moment = try Moment.edited(ticks: 11)
    let edited = moment.context(), plain = try Moment.perceptron(ticks: 11).context()
    for type in ViewCatalogue.all {
      let view = type.init(), size = view.least(edited)
      #expect(size == view.least(plain))
      let name = type.name
      guard name == "network" || name == "table" else { continue }
      let there = Set(try draw(name, edited, size.width, size.height).places.map(\.entry))
      #expect(Set(try draw(name, edited).places.map(\.entry)).subtracting(there).isEmpty, "\(name)")
    }
  }

  @Test("of the plane writes a line only where it is the border")
  func border() throws {
    let givens = "given x : [2] = [1, 0]\ngiven y = 1\nweight w : [2] = [1, 1]\n"
    let text = { (lines: String) in
      try self.draw("boundary", try Moment(givens + lines).context()).text
    }
    // It fires above x1 + x2 = 1.5, but the layer's sum is 0 on x1 + x2 = 0.
    #expect(try !text("weight t = 1.5\ns = w · x\no = step(s - t)").contains("= 0"))
    #expect(try text("weight b = -1.5\no = step(w · x + b)").contains("1·x[1] + 1·x[2] − 1.5 = 0"))
    // σ(0) = 0.5, which is halfway between the targets 0 and 1; tanh(0) = 0 is not.
    #expect(try text("weight b = -1.5\no = σ(w · x + b)").contains("− 1.5 = 0"))
    #expect(try !text("weight b = -1.5\no = tanh(w · x + b)").contains("= 0"))
  }

  @Test(
    "writes no number as whole that is not",
    arguments: [
      (0.9973, "1.00"), (-0.9973, "−1.00"), (1, "1"), (2.004, "2.00"), (0.0004, "0.0004"),
      (0.996, "1.00"), (0.994, "0.99"), (0.0996, "0.1"), (0.25, "0.25"), (0, "0"),
    ])
  func whole(value: Double, text: String) { #expect(StageNumber.text(value) == text) }

  /// What C prints with two or three decimals, the zeros at the end left away.
  @Test("is what printf says, and as wide as it is said to be", arguments: 0..<40)
  func printed(seed: Int) {
    var random = Seeded(UInt64(seed))
    for _ in 0..<50 {
      let size = pow(10, Double.random(in: -3.2...5, using: &random))
      let value = Bool.random(using: &random) ? size : -size
      var expected = String(format: abs(value) < 0.1 ? "%.3f" : "%.2f", abs(value))
      if !expected.hasSuffix(".00") { while expected.hasSuffix("0") { expected.removeLast() } }
      if value < 0 { expected = "−" + expected }
      // Halves of the last digit may go either way: the one rounds the number, the other its digits.
      guard abs((abs(value) * 1000).truncatingRemainder(dividingBy: 1) - 0.5) > 1e-6 else {
        continue
      }
      #expect(StageNumber.text(value) == expected)
      #expect(StageNumber.width(value, .unicode) == TextWidth.of(expected))
      #expect(StageNumber.width(value, .ascii) == TextWidth.of(expected))
    }
  }

  @Test("of the equations writes `≈` before a rounded number")
  func rounded() throws {
    var moment = try Moment("given a = 1\nb = a / 3\nc = a / 4")
    moment.ticks = 2
    let text = try draw("equations", moment.context()).text
    #expect(text.contains("≈ 0.33") && text.contains("= 0.25"))
  }

  @Test("does not write out sums of sums", .timeLimit(.minutes(1)))
  func doubled() throws {
    // Written out, the last sum would have 2^40 terms.
    let sums = (1...40).map { "a\($0) = a\($0 - 1) + a\($0 - 1)" }.joined(separator: "\n")
    let head = "given x = 1\nweight w = 1\n"
    let own = try Moment(head + "a0 = w x\n" + sums)
    let layer = try #require(own.model.graph.layers.first)
    // The weight counts once in a0, twice in a1: the neuron ends at a0.
    #expect(try layer.sum == own.node("a0"))
    #expect(layer.biases.isEmpty)
    let bias = try Moment(head + "a0 = x + 1\n" + sums + "\nz = w x + a40")
    let last = try #require(bias.model.graph.layers.first)
    #expect(try last.sum == bias.node("z"))
    #expect(try last.biases == [bias.node("a40")])
  }

  @Test(
    "that cannot show a model says what it needs", arguments: ["network", "matrix", "boundary"])
  func misfit(name: String) throws {
    let context = try Moment("given a = 2\nc = a a\nloss = c + 1").context()
    #expect(try draw(name, context).text.contains("It needs"))
  }
}
