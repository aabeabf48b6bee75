import Autograd
import Foundation
import Testing

@testable import Equations

extension CurriculumRun {
  static func row(_ model: String, _ data: String) throws -> CurriculumRun {
    try #require(all.first { $0.model == model && $0.data == data }, "\(model), \(data)")
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: lessons.appending(path: path), encoding: .utf8)
  }

  func training(seed: UInt64) throws -> Training {
    let settings = try settings()
    return try Training(
      try Self.text("\(chapter)/\(model)"), try Self.text("\(chapter)/\(data)"), seed: seed
    ) { $0 = settings }
  }
}

extension Training {
  var examples: [Int] { Array(data.examples.indices) }

  /// Learns until the mean loss over the last epoch's updates is below a bound, or to the last step.
  func learn(below bound: Double) throws -> Bool {
    var recent: [Double] = []
    while stop == nil {
      try advance()
      recent = recent.suffix(updatesPerEpoch - 1) + [loss]
      if recent.count == updatesPerEpoch, recent.reduce(0, +) < bound * Double(recent.count) {
        return true
      }
    }
    return false
  }

  func learnToTheEnd() throws { while stop == nil { try advance() } }

  /// A quantity of every example, the members of a family one after the other.
  func numbers(_ name: String) throws -> [[Double]] {
    let nodes = data.models.map { $0.nodes(named: name) }
    try #require(nodes.allSatisfy { !$0.isEmpty }, "\(name)")
    return try evaluate(examples, showing: nodes).map { $0.shown.flatMap(\.elements) }
  }

  /// One number of every example.
  func number(of name: String) throws -> [Double] { try numbers(name).map { $0[0] } }
}

@Suite("Reversal of letters")
struct ReversalTests {
  @Test("has all pairs there are, the same with attention and without", arguments: [3, 5])
  func tables(length: Int) throws {
    let name = length == 3 ? "reverse.tsv" : "reverse-5.tsv"
    let text = try CurriculumRun.text("17-seq2seq/\(name)")
    #expect(try CurriculumRun.text("18-attention/\(name)") == text)
    let lines = text.split(separator: "\n").dropFirst().map { $0.split(separator: "\t") }
    #expect(Set(lines.map { $0[0] }).count == (length == 3 ? 27 : 243))
    for cells in lines {
      let reversed = String(cells[0].reversed())
      #expect(cells[0].count == length && cells[2] == reversed)
      #expect(cells[1] == ">" + reversed.dropLast())
    }
  }

  @Test(
    "of three is learned to the last letter",
    arguments: ["seq2seq.eqn", "seq2seq-8.eqn", "seq2seq-gru.eqn", "dot-8.eqn"])
  func learned(model: String) throws {
    let training = try CurriculumRun.row(model, "reverse.tsv").training(seed: 4)
    #expect(try training.learn(below: 0.05))
    #expect(try training.numbers("said") == training.numbers("out"))
  }

  /// As long as every letter was right, the letter that was said is the letter that would have been
  /// taught: an answer that is right to its end is right either way. They part at the first mistake.
  @Test("is right without a teacher where it is right with one")
  func freeRunning() throws {
    let run = try CurriculumRun.row("seq2seq-8.eqn", "reverse.tsv"),
      taught = try run.training(seed: 1)
    try taught.go(to: 20)
    #expect(try differences(taught, run) > 0)
    #expect(try taught.learn(below: 0.05))
    #expect(try differences(taught, run) == 0)
  }

  /// How many answers the decoder gives differently when it reads what it said itself.
  private func differences(_ taught: Training, _ run: CurriculumRun) throws -> Int {
    let weights = Dictionary(
      uniqueKeysWithValues: taught.trainer.weights.map { ($0.name, $0.value) })
    let free = try Training(
      try CurriculumRun.text("17-seq2seq/free-running.eqn"),
      try CurriculumRun.text("17-seq2seq/\(run.data)"), values: weights)
    let right = try free.numbers("out"), helped = try taught.numbers("said")
    let alone = try free.numbers("said")
    for (n, letters) in right.enumerated() {
      #expect((helped[n] == letters) == (alone[n] == letters), "\(n)")
      // The first letter has the same before it.
      #expect(helped[n][0] == alone[n][0])
    }
    return zip(helped, alone).count { $0 != $1 }
  }
}

@Suite("Sentences with “not”")
struct SentimentTests {
  /// By symmetry only “good” and “bad” get a weight, +a and −a. Of five bags with “good” alone three
  /// are of good sentences, so σ(a) = 3/5; the two with both words have σ(0). The loss is
  /// (10 (−0.6 ln 0.6 − 0.4 ln 0.4) + 2 ln 2) / 12.
  @Test("are beyond a bag of words, which comes to the best it can")
  func bag() throws {
    let training = try CurriculumRun.row("bag.eqn", "sentiment.tsv").training(seed: 1)
    try training.learnToTheEnd()
    let expected = [0.6, 0.4, 0.6, 0.4, 0.6, 0.4, 0.6, 0.4, 0.6, 0.4, 0.5, 0.5]
    for (p, best) in zip(try training.number(of: "p"), expected) { #expect(abs(p - best) < 1e-3) }
    let entropy = -0.6 * log(0.6) - 0.4 * log(0.4)
    #expect(abs(training.loss - (10 * entropy + 2 * log(2)) / 12) < 1e-6)
    let bags = try training.numbers("bag"), p = try training.number(of: "p")
    #expect(bags[10] == bags[11] && p[10] == p[11])
  }

  @Test("are all told apart by a recurrent network, those with the same words too")
  func network() throws {
    let training = try CurriculumRun.row("sentiment.eqn", "sentiment.tsv").training(seed: 1)
    try training.learnToTheEnd()
    let p = try training.number(of: "p"), y = try training.number(of: "y")
    #expect(zip(p, y).allSatisfy { abs($0 - $1) < 0.5 } && y[10] != y[11])
  }
}

@Suite("The sine forecast")
struct ForecastTests {
  private static func series(_ t: Int) -> Double {
    sin(2 * .pi * Double(t) / 8) + 0.3 * sin(2 * .pi * Double(t) / 3)
  }

  @Test("has every window of the series once, and the bar that its last eight set")
  func table() throws {
    let run = try CurriculumRun.row("window.eqn", "sine.tsv"), training = try run.training(seed: 1)
    let windows = try training.numbers("x"), next = try training.number(of: "y")
    #expect(windows.count == 24 && training.heldOut == Array(16..<24))
    for (n, window) in windows.enumerated() {
      for (t, x) in zip((n + 1)..., window + [next[n]]) {
        #expect(abs(x - Self.series(t)) < 5.1e-5)
      }
    }
    let naive = (16..<24).map { pow(Self.series($0 + 4) - Self.series($0 + 5), 2) }
    let bar = naive.reduce(0, +) / 8
    for run in CurriculumRun.all where run.data == "sine.tsv" {
      let told = try #require(run.measure.split(separator: " ").last.flatMap { Double($0) })
      #expect(run.measure.hasPrefix("held_out < ") && abs(told - bar) < 1e-4)
    }
  }

  /// A sine of period P obeys x[t+1] = 2 cos(2π/P) x[t] − x[t−1]; both together, with z for a step,
  /// (z² − √2 z + 1)(z² + z + 1) = 0.
  @Test("is exact with a window of four, whose weights are the series' own law")
  func window() throws {
    let training = try CurriculumRun.row("window.eqn", "sine.tsv").training(seed: 1)
    try training.learnToTheEnd()
    let law = [-1, 2.0.squareRoot() - 1, 2.0.squareRoot() - 2, 2.0.squareRoot() - 1]
    let weights = try #require(training.weights["w"])
    for (w, exact) in zip(weights, law) { #expect(abs(w - exact) < 1e-3) }
    #expect(abs(training.number("b")) < 1e-3)
    #expect(try #require(training.heldOutLoss) < 1e-6)
  }

  @Test(
    "of a network that has learned is better than “tomorrow as today” on points held out",
    arguments: ["forecast-rnn.eqn", "forecast-lstm.eqn"])
  func networks(model: String) throws {
    let training = try CurriculumRun.row(model, "sine.tsv").training(seed: 1)
    try training.learnToTheEnd()
    let naive = try training.number(of: "naive")
    let bar = training.heldOut.map { naive[$0] }.reduce(0, +) / Double(training.heldOut.count)
    #expect(try #require(training.heldOutLoss) < bar / 2)
  }
}
