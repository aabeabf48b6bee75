import Autograd
import Diagnostics
import Foundation
import Testing

@testable import Equations

/// A row of lessons/runs.tsv: a model that learns, with what, and how often.
struct CurriculumRun: CustomTestStringConvertible {
  enum Problem: Error { case option(String), value(String), measure(String), columns(Int) }

  static let columns = [
    "chapter", "model", "data", "options", "measure", "expected", "measured", "median updates",
  ]
  static let lessons = References.repository.appending(path: "lessons")
  static let lines: [[String]] = {
    let text = try? String(contentsOf: lessons.appending(path: "runs.tsv"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").map { $0.components(separatedBy: "\t") }
  }()
  static let all = lines.dropFirst().filter { $0.count == columns.count }.map(CurriculumRun.init)

  let cells: [String]

  var chapter: String { cells[0] }
  var model: String { cells[1] }
  var data: String { cells[2] }
  var options: [String] { cells[3].split(separator: " ").map(String.init) }
  var measure: String { cells[4] }
  var measured: String { cells[6] }
  var median: Double? { Double(cells[7]) }
  var testDescription: String { "\(chapter)/\(model) \(data) \(cells[3])" }

  private func text(_ name: String) throws -> SourceText {
    let url = Self.lessons.appending(path: chapter).appending(path: name)
    return SourceText(name: name, text: try String(contentsOf: url, encoding: .utf8))
  }

  func examples(seed: UInt64? = nil) throws -> DataSet {
    let table = data.isEmpty ? nil : try text(data)
    return try DataSet(model: text(model), table: table, values: values(), seed: seed)
  }

  private func values() throws -> [String: Literal] {
    guard let place = options.firstIndex(of: "--values") else { return [:] }
    let data = Data(try text(options[place + 1]).text.utf8)
    return try JSONDecoder().decode([String: JSONValue].self, from: data).mapValues(\.literal)
  }

  /// The options as `unroll train` takes them.
  func settings() throws -> TrainingSettings {
    var settings = TrainingSettings(), rate: Double?, optimizer = "sgd"
    var rest = options[...]
    while let option = rest.popFirst() {
      if option == "--shuffle" {
        settings.isShuffled = true
        continue
      }
      guard let value = rest.popFirst() else { throw Problem.value(option) }
      switch option {
      case "--values", "--show": break
      case "--optimizer": optimizer = value
      case "--rate": rate = try number(value)
      case "--steps": settings.steps = Int(try number(value))
      case "--batch": settings.batch = value == "full" ? .full : .of(Int(try number(value)))
      case "--clip-norm": settings.clipping = .norm(try number(value))
      case "--clip-value": settings.clipping = .value(try number(value))
      case "--hold-out": settings.holdOut = try number(value)
      case "--patience": settings.patience = Int(try number(value))
      default: throw Problem.option(option)
      }
    }
    switch optimizer {
    case "sgd": settings.optimizer = .sgd(rate: rate ?? 0.1)
    case "momentum": settings.optimizer = .momentum(rate: rate ?? 0.1)
    case "adam": settings.optimizer = .adam(rate: rate ?? 0.01)
    default: throw Problem.value(optimizer)
    }
    return settings
  }

  private func number(_ text: String) throws -> Double {
    guard let number = Double(text) else { throw Problem.value(text) }
    return number
  }

  /// Whether it learns from the numbers of a seed what it should.
  func learns(seed: UInt64) throws -> Bool {
    let words = measure.split(separator: " ").map(String.init)
    var trainer = try Trainer(examples(seed: seed), settings())
    if words.count == 3, words[0] == "loss", words[1] == "<" {
      let bound = try number(words[2])
      while trainer.stop == nil {
        try trainer.advance()
        if trainer.loss < bound { return true }
      }
      return false
    }
    guard words.count == 5, words[1] == "within" else { throw Problem.measure(measure) }
    while trainer.stop == nil { try trainer.advance() }
    return try isNear(words[0], words[4], by: number(words[2]), &trainer)
  }

  /// Whether two quantities are near each other everywhere, in every example.
  private func isNear(
    _ name: String, _ other: String, by bound: Double, _ trainer: inout Trainer
  ) throws -> Bool {
    let nodes = trainer.data.models.map { model in
      [name, other].map { family in
        model.graph.nodes
          .filter { $0.isNamed && ($0.name == family || $0.name.hasPrefix("\(family)[")) }
          .map(\.id)
      }
    }
    for example in trainer.data.examples.indices {
      let ours = nodes[trainer.data.examples[example].model]
      guard ours[0].count == ours[1].count, !ours[0].isEmpty else { return false }
      let found = try trainer.evaluate([example], showing: nodes.map { $0.flatMap(\.self) })
      let numbers = found[0].shown.map(\.elements), half = ours[0].count
      for (a, b) in zip(numbers[..<half].joined(), numbers[half...].joined())
      where !(abs(a - b) < bound) {
        return false
      }
    }
    return true
  }
}

@Suite("Every run of the curriculum")
struct CurriculumRunTests {
  @Test("stands in the table with all its columns")
  func columns() {
    #expect(CurriculumRun.lines.first == CurriculumRun.columns)
    #expect(CurriculumRun.all.count == CurriculumRun.lines.count - 1)
    #expect(CurriculumRun.all.count >= 27)
  }

  @Test("has its files, and options that a training takes", arguments: CurriculumRun.all)
  func files(run: CurriculumRun) throws {
    let data = try run.examples()
    #expect(data.models.allSatisfy { $0.warnings.isEmpty } && !data.examples.isEmpty)
    _ = try Trainer(data, run.settings())
    // An option's value that is missing would be the next option.
    #expect(try run.settings().steps >= 0 && !run.measure.isEmpty)
  }

  /// The first row of each model.
  private static let distinct = Dictionary(
    CurriculumRun.all.map { ("\($0.chapter)/\($0.model)", $0) }
  ) { first, _ in first }.values.sorted { $0.testDescription < $1.testDescription }

  @Test("has gradients that agree with central differences on an example", arguments: distinct)
  func gradients(run: CurriculumRun) throws {
    let data = try run.examples(seed: 1), example = data.examples[0]
    let program = data.models[example.model].program
    let checks = program.checkGradients(setting: example.leaves)
    #expect(!checks.isEmpty)
    for check in checks { #expect(check.error < 1e-6, "\(check)") }
  }

  /// Those of the first chapters that always learn, and soon.
  private static let quick = CurriculumRun.all.filter { run in
    ["05-backprop", "08-rnn", "11-lstm"].contains(run.chapter) && run.measured == "20/20"
      && (run.median ?? .infinity) < 300
  }

  @Test("that always learns soon does so", arguments: quick, [1, 2] as [UInt64])
  func learns(run: CurriculumRun, seed: UInt64) throws {
    #expect(try run.learns(seed: seed))
  }

  @Test("that is tested so is there in every chapter")
  func isTested() {
    #expect(Set(Self.quick.map(\.chapter)).count == 3 && Self.quick.count >= 5)
  }
}
