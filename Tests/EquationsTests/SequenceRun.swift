import Autograd
import Foundation
import Testing

@testable import Equations

/// A row of lessons/runs.tsv: what is trained on what, how, and when it has learned.
struct SequenceRun: CustomTestStringConvertible {
  let chapter: String
  let model: String
  let data: String
  let options: [String]
  let measure: String

  var testDescription: String {
    "\(chapter)/\(model) with \(data) \(options.joined(separator: " "))"
  }

  static let lessons = References.repository.appending(path: "lessons")

  /// The rows of the chapters about tasks with sequences.
  static let all: [SequenceRun] = {
    let table = (try? text("runs.tsv")) ?? ""
    return table.split(separator: "\n").dropFirst().compactMap { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 8, ["16", "17", "18"].contains(cells[0].prefix(2)) else { return nil }
      return SequenceRun(
        chapter: cells[0], model: cells[1], data: cells[2],
        options: cells[3].split(separator: " ").map(String.init), measure: cells[4])
    }
  }()

  static func row(_ model: String, _ data: String) throws -> SequenceRun {
    try #require(all.first { $0.model == model && $0.data == data }, "\(model), \(data)")
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: lessons.appending(path: path), encoding: .utf8)
  }

  func training(seed: UInt64) throws -> Training {
    let settings = try settings
    return try Training(
      try Self.text("\(chapter)/\(model)"), try Self.text("\(chapter)/\(data)"), seed: seed
    ) { $0 = settings }
  }

  /// Its options as `unroll train` takes them.
  var settings: TrainingSettings {
    get throws {
      var settings = TrainingSettings(), rest = options[...], rate: Double?, isAdam = false
      while let option = rest.popFirst() {
        switch option {
        case "--batch" where rest.first == "full": settings.batch = .full
        case "--optimizer" where rest.first == "adam": isAdam = true
        case "--rate": rate = try number(rest.first)
        case "--steps": settings.steps = Int(try number(rest.first))
        case "--clip-norm": settings.clipping = .norm(try number(rest.first))
        case "--hold-out": settings.holdOut = try number(rest.first)
        case "--shuffle":
          settings.isShuffled = true
          continue
        case "--show": break
        default: Issue.record("\(option) is not known here")
        }
        _ = rest.popFirst()
      }
      let found = try #require(rate)
      settings.optimizer = isAdam ? .adam(rate: found) : .sgd(rate: found)
      return settings
    }
  }

  private func number(_ text: String?) throws -> Double { try #require(text.flatMap(Double.init)) }
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
