import Autograd
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Equations

/// Texts nobody would write. The suite tries a few thousand; for a million, as before a release:
///
///     FUZZ_TEXTS=1000000 swift test --filter EquationsTests.FuzzTests
@Suite("Random models")
struct FuzzTests {
  /// How many texts each test tries.
  private static let count =
    ProcessInfo.processInfo.environment["FUZZ_TEXTS"].flatMap(Int.init).map { $0 / 4 } ?? 2000

  @Test("of the language's words never crash, and always get an answer with a place")
  func words() {
    var random = Seeded(1)
    for _ in 0..<Self.count {
      let count = Int.random(in: 1...30, using: &random)
      let text = (0..<count).map { _ in Self.words.randomElement(using: &random) ?? "" }.joined()
      for problem in problems(text) {
        #expect(problem.range.lower.line >= 1 && problem.range.lower.column >= 1, "\(text)")
        #expect(!problem.message.isEmpty, "\(text)")
      }
    }
  }

  @Test("made by damaging the characters of a good one never crash")
  func damaged() throws {
    let good = try Self.chapters().map(Array.init)
    var random = Seeded(2)
    for _ in 0..<Self.count {
      var text = good.randomElement(using: &random) ?? []
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<text.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: text.remove(at: place)
        case 1: text.insert(text.randomElement(using: &random) ?? " ", at: place)
        case 2: text.insert(contentsOf: Self.words.randomElement(using: &random) ?? "", at: place)
        default: text.swapAt(place, Int.random(in: 0..<text.count, using: &random))
        }
      }
      _ = problems(String(text))
    }
  }

  @Test("made by damaging the bytes of a good one never crash")
  func bytes() throws {
    let good = try Self.chapters().map { Array($0.utf8) }
    var random = Seeded(3)
    for _ in 0..<Self.count {
      var bytes = good.randomElement(using: &random) ?? []
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + 20))
        case 2: bytes.append(contentsOf: bytes[place..<min(bytes.count, place + 40)])
        default: bytes.insert(bytes[place] ^ 1, at: place)
        }
        if bytes.isEmpty { bytes = [10] }
      }
      _ = problems(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test("that keep to the grammar are told what is wrong, or have the right gradients")
  func grammar() {
    var random = Seeded(4), isRight = 0
    for _ in 0..<Self.count {
      let text = RandomModel.text(using: &random)
      if let model = try? Model(SourceText(name: "m.eqn", text: text)) {
        checkGradients(of: model, text)
        isRight += 1
      }
    }
    // A generator whose models are all wrong would test nothing.
    #expect(isRight > Self.count / 5, "\(isRight) of \(Self.count)")
  }

  private func checkGradients(of model: Model, _ text: String) {
    let trace = model.program.run()
    guard model.loss != nil, trace.firstNotFinite == nil, trace.isTame else { return }
    for check in model.program.checkGradients()
    where check.measured.isFinite && check.error > 1e-5 {
      #expect(!model.program.kinks(near: check.entry).isEmpty, "\(check) in\n\(text)")
    }
  }

  /// What is wrong with a text; where nothing is, it is also run and explained.
  private func problems(_ text: String) -> [Diagnostic] {
    do {
      let model = try Model(SourceText(name: "m.eqn", text: text))
      guard model.graph.count < 2000, model.graph.nodes.count < 500 else { return [] }
      let trace = model.program.run()
      for node in model.graph.nodes.suffix(3) {
        _ = trace.explanation(of: Entry(.value(node.id)))
        if model.loss != nil { _ = trace.explanation(of: Entry(.gradient(node.id))) }
      }
      return model.warnings
    } catch {
      return error.all
    }
  }

  /// The models of the chapters.
  private static func chapters() throws -> [String] {
    let lessons = References.repository.appending(path: "lessons")
    let folders = try FileManager.default.contentsOfDirectory(atPath: lessons.path).sorted()
    return try folders.flatMap { folder in
      let path = lessons.appending(path: folder)
      let files = (try? FileManager.default.contentsOfDirectory(atPath: path.path)) ?? []
      return try files.sorted().filter { $0.hasSuffix(".eqn") }.map {
        try String(contentsOf: path.appending(path: $0), encoding: .utf8)
      }
    }
  }

  /// Words of the language, and what breaks parsers.
  private static let words = [
    "given ", "weight ", "size ", "update ", "seed ", "for ", "for t = 1...T:\n  ", "vocab ",
    "letters ", "words ", "token(", "x", "y", "w", "T", "t", "x[t]", "x[1...T]", "h[t-1]", "h[0]",
    "loss", " = ", " = ", " + ", " - ", " ∘ ", " · ", " ", "\n", "\n", "\n  ", ";", "(", ")", "[",
    "]", ",", ":", "~", "...", "^", "'", "ᵀ", "2", "1", ".5", "1e9", "3e-2", "σ(", "tanh(",
    "grad(", "zeros(", "uniform(", "#", "\"", "\"ab\"", "\t", "𝔵", "é", "👩‍👩‍👧", "\0", "step(",
    "[1, 2]", " : [2]", "@", "/", "9999999999", "sum(t = 1...3: ", "stack(", "concat(", "softmax(",
    "cross_entropy(", "bce(", "argmax(", "sample(", "embed(", "onehot(", "mask(", "stop(", "max(",
    "1...1e9", "1...", "-", "−", "\r\n", "\u{FEFF}", "f(x) = ",
  ]
}

extension Trace {
  /// Whether no number is so large that a nudge drowns in its rounding.
  fileprivate var isTame: Bool {
    graph.nodes.allSatisfy { node in
      (self[.value(node.id)].elements + self[.gradient(node.id)].elements)
        .allSatisfy { abs($0) < 100 }
    }
  }
}

/// Models that keep to the grammar; their shapes need not fit.
private enum RandomModel {
  static func text(using random: inout Seeded) -> String {
    var lines = [
      "size n = \(Int.random(in: 1...3, using: &random))",
      "size T = \(Int.random(in: 1...3, using: &random))",
      "given x[1...T] : [n] ~ normal(1)",
      "given k : token(n) = 0",
      "weight W, V : [n, n] ~ uniform(-1, 1)",
      "weight b : [n] ~ normal(0.5)",
      "weight a ~ normal(1)",
      "f(u) = \(vector(2, ["u"], using: &random).replacing("f(", with: "tanh(").replacing("g2(", with: "σ("))",
      // Its argument hides the size.
      "g2(n) = f(n) ∘ f(n + f(n))",
      "h[0] = ones(n)",
      "for t = 1...T:",
      "  g[t] = \(vector(3, ["x[t]", "h[t-1]", "b"], using: &random))",
      "  h[t] = \(vector(3, ["x[t]", "h[t-1]", "b", "g[t]"], using: &random))",
      "q = \(scalar(3, ["h[T]", "g[1]", "b"], using: &random))",
      "loss = \(scalar(2, ["h[T]", "b"], using: &random)) + q",
    ]
    if Int.random(in: 0..<8, using: &random) == 0 {
      lines.remove(at: Int.random(in: 0..<lines.count, using: &random))
    }
    return lines.joined(separator: "\n")
  }

  private static func vector(
    _ depth: Int, _ names: [String], using random: inout Seeded
  ) -> String {
    guard depth > 0 else { return names.randomElement(using: &random) ?? "b" }
    func inner() -> String { vector(depth - 1, names, using: &random) }
    switch Int.random(in: 0..<21, using: &random) {
    case 15: return "relu(\(inner()))"
    case 16: return "abs(\(inner()))"
    case 17: return "embed(W, k)"
    case 18: return "g2(\(inner()))"
    case 19: return "stack(W[1...n,1])"
    case 0: return "W (\(inner()))"
    case 1: return "(\(inner()) + \(inner()))"
    case 2: return "(\(inner()) ∘ \(inner()))"
    case 3: return "tanh(\(inner()))"
    case 4: return "σ(\(inner()))"
    case 5: return "softmax(\(inner()))"
    case 6: return "log_softmax(\(inner()))"
    case 7: return "-\(inner())"
    case 8: return "\(scalar(depth - 1, names, using: &random)) (\(inner()))"
    case 9: return "Vᵀ (\(inner())) / 2"
    case 10: return "log(softmax(\(inner())))"
    case 11: return "(\(inner()) - b) / 2"
    case 12: return "f(\(inner()))"
    case 13: return "concat(\(inner()), 1)"
    case 14: return "sum(i = 1...3: \(inner()) / i)"
    default: return "((\(inner()))^2 + 0.5)^0.5"
    }
  }

  private static func scalar(
    _ depth: Int, _ names: [String], using random: inout Seeded
  ) -> String {
    guard depth > 0 else { return "a" }
    func inner() -> String { vector(depth - 1, names, using: &random) }
    switch Int.random(in: 0..<11, using: &random) {
    case 8: return "max(\(inner()))"
    case 9: return "(\(inner()))[k]"
    case 0: return "(\(inner()) · \(inner()))"
    case 1: return "mean(\(inner()))"
    case 2: return "sum(\(inner()))"
    case 3: return "cross_entropy(softmax(\(inner())), k)"
    case 4: return "softmax_cross_entropy(\(inner()), k)"
    case 5: return "bce(σ(\(scalar(depth - 1, names, using: &random))), 1)"
    case 6: return "mse(\(inner()), b)"
    case 7: return "(\(inner()))[1]"
    default: return "bce_with_logits(\(scalar(depth - 1, names, using: &random)), 0.25)"
    }
  }
}
