import Autograd
import Diagnostics
import Foundation
import Testing

@testable import Equations

/// Numbers that PyTorch computed; `References/references.py` says how.
enum References {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "References")
  static let repository = folder.appending(path: "../../..").standardizedFileURL

  static func read<Content: Decodable>(_ name: String) -> Content? {
    guard let data = try? Data(contentsOf: folder.appending(path: name)) else { return nil }
    return try? JSONDecoder().decode(Content.self, from: data)
  }

  /// The files that hold one model each.
  static let models: [ModelReference] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { $0.hasSuffix(".json") }.compactMap { read($0) }
  }()

  static let functions: [EquationReference] = read("functions.json") ?? []
  static let extremes: [EquationReference] = read("extremes.json") ?? []
}

/// A number, a text or lists of these, as JSON has them.
struct JSONValue: Decodable {
  let literal: Literal

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      literal = .number(number)
    } else if let text = try? container.decode(String.self) {
      literal = .text(text)
    } else {
      literal = .list(try container.decode([JSONValue].self).map(\.literal))
    }
  }

  var numbers: [Double] { literal.numbers }
}

extension Literal {
  fileprivate var numbers: [Double] {
    switch self {
    case .number(let x): [x]
    case .text: []
    case .list(let list): list.flatMap(\.numbers)
    }
  }
}

/// A model of a chapter, values for it, and what comes out. Without a loss there are no gradients.
struct ModelReference: Decodable, CustomTestStringConvertible {
  struct Node: Decodable {
    let value: JSONValue
    let gradient: JSONValue?
  }

  /// What a module of PyTorch, such as nn.LSTM, gives for the same numbers.
  struct Module: Decodable {
    let name: String
    let loss: Double
    let values: [String: JSONValue]
    let gradients: [String: JSONValue]
  }

  let model: String
  let values: [String: JSONValue]
  let loss: Double?
  let nodes: [String: Node]
  let module: Module?

  var testDescription: String { model }

  func run() throws -> (model: Model, trace: Trace) {
    let url = References.repository.appending(path: self.model)
    let text = try String(contentsOf: url, encoding: .utf8)
    let model = try Model(
      SourceText(name: self.model, text: text), values: values.mapValues(\.literal))
    return (model, model.program.run())
  }
}

/// Equations on their own, and what comes out.
struct EquationReference: Decodable, CustomTestStringConvertible {
  let equations: String
  let loss: Double
  let gradients: [String: JSONValue]

  var testDescription: String { equations.replacing("\n", with: "; ") }
}

/// Whether two lists of numbers agree to 1e-9, relative where they are large.
func agree(_ found: [Double], _ expected: [Double]) -> Bool {
  found.count == expected.count
    && zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-9 * max(1e-3, abs($1)) }
}

@Suite("Every model of the chapters")
struct ChapterModelTests {
  /// The models' files, from the folder of the lessons.
  static let files: [String] = {
    let lessons = References.repository.appending(path: "lessons")
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: lessons.path)) ?? []
    return folders.sorted().flatMap { folder in
      let path = lessons.appending(path: folder).path
      let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      return files.sorted().filter { $0.hasSuffix(".eqn") }.map { "lessons/\(folder)/\($0)" }
    }
  }()

  @Test("has gradients that agree with central differences", arguments: files)
  func gradients(file: String) throws {
    let url = References.repository.appending(path: file)
    let model = try Model(
      SourceText(name: file, text: try String(contentsOf: url, encoding: .utf8)))
    for check in model.program.checkGradients() { #expect(check.error < 1e-6, "\(check)") }
  }

  @Test("has its numbers from PyTorch")
  func hasReference() throws {
    let known = Set(References.models.map(\.model))
    // Dropout's mask is drawn by the engine; the perceptrons have no gradient.
    for file in Self.files where !file.hasPrefix("lessons/01-") && !file.hasSuffix("dropout.eqn") {
      #expect(known.contains(file), "\(file)")
    }
  }
}

@Suite("PyTorch")
struct ReferenceTests {
  @Test("has numbers for the models and for every function of the language")
  func isThere() throws {
    #expect(References.models.count >= 21)
    #expect(References.functions.count >= 100)
    #expect(References.extremes.count >= 100)
    let text = References.functions.map(\.equations).joined(separator: "\n")
    let random: Set<String> = ["mask", "sample", "grad"]
    for name in BuiltIn.all.keys where !random.contains(name) {
      #expect(text.contains("\(name)("), "\(name)")
    }
  }

  @Test("gives every value and every gradient of a chapter's model", arguments: References.models)
  func model(reference: ModelReference) throws {
    let (model, trace) = try reference.run()
    let loss = model.loss.flatMap { trace[.value($0)].elements.first }
    #expect((loss == nil) == (reference.loss == nil))
    if let loss, let expected = reference.loss { #expect(agree([loss], [expected])) }
    for (name, node) in reference.nodes {
      let quantity = try #require(model.entry(named: name), "\(name)").quantity.node
      #expect(agree(trace[.value(quantity)].elements, node.value.numbers), "\(name)")
      guard loss != nil else { continue }
      let expected = try #require(node.gradient, "∂loss/∂\(name)").numbers
      #expect(agree(trace[.gradient(quantity)].elements, expected), "∂loss/∂\(name)")
    }
    let named = model.graph.nodes.filter { $0.isNamed && !$0.isToken }.map(\.name)
    #expect(Set(named).isSubset(of: reference.nodes.keys))
  }

  @Test("and its own modules, such as nn.LSTM, give the same", arguments: References.models)
  func module(reference: ModelReference) throws {
    guard let module = reference.module else { return }
    let (model, trace) = try reference.run()
    #expect(agree([trace[.value(try #require(model.loss))].elements[0]], [module.loss]))
    for (name, expected) in module.values {
      let quantity = try #require(model.entry(named: name), "\(name)").quantity.node
      #expect(agree(trace[.value(quantity)].elements, expected.numbers), "\(name)")
    }
    for (name, expected) in module.gradients {
      let quantity = try #require(model.entry(named: name), "\(name)").quantity.node
      #expect(agree(trace[.gradient(quantity)].elements, expected.numbers), "∂loss/∂\(name)")
    }
  }

  @Test("gives the value and the gradients of a function", arguments: References.functions)
  func function(reference: EquationReference) throws { try check(reference) }

  @Test("gives the exact loss and slopes of extreme logits", arguments: References.extremes)
  func extreme(reference: EquationReference) throws { try check(reference) }

  private func check(_ reference: EquationReference) throws {
    let model = try Model(SourceText(name: "m.eqn", text: reference.equations))
    let trace = model.program.run()
    #expect(agree(trace[.value(try #require(model.loss))].elements, [reference.loss]))
    for (name, expected) in reference.gradients {
      let quantity = try #require(model.entry(named: name), "\(name)").quantity.node
      #expect(agree(trace[.gradient(quantity)].elements, expected.numbers), "∂loss/∂\(name)")
    }
  }
}
