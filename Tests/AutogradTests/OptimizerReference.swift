import Foundation
import Testing

@testable import Autograd

/// What PyTorch's optimizers make of a small model; `References/optimizers.py` says how.
struct OptimizerRun: Decodable, CustomTestStringConvertible {
  struct Settings: Decodable {
    let name: String
    let rate: Double
    let decays: [Double]?
    let epsilon: Double?
  }

  struct Bound: Decodable {
    let name: String
    let bound: Double
  }

  let model: String
  let settings: Settings
  let bound: Bound?
  let batch: Int
  let examples: [[String: Numbers]]
  let start: [String: Numbers]
  /// Before each update.
  let losses: [Double]
  /// After some of the updates.
  let weights: [String: [String: [Double]]]

  enum CodingKeys: String, CodingKey {
    case settings = "optimizer"
    case bound = "clipping"
    case model, batch, examples, start, losses, weights
  }

  var testDescription: String { "\(model), \(settings.name), \(bound?.name ?? "not") clipped" }

  static let all: [OptimizerRun] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "References/optimizers.json")
    guard let data = try? Data(contentsOf: file) else { return [] }
    return (try? JSONDecoder().decode([OptimizerRun].self, from: data)) ?? []
  }()

  var optimizer: Optimizer? {
    let decays = settings.decays ?? []
    return switch settings.name {
    case "sgd": .sgd(rate: settings.rate)
    case "momentum": .momentum(rate: settings.rate, decay: decays[0])
    case "adam":
      settings.epsilon.map {
        .adam(rate: settings.rate, firstDecay: decays[0], secondDecay: decays[1], epsilon: $0)
      }
    default: nil
    }
  }

  var clipping: Clipping? {
    switch bound?.name {
    case "norm": bound.map { .norm($0.bound) }
    case "value": bound.map { .value($0.bound) }
    default: nil
    }
  }

  /// The model as a graph, with the first example in it.
  func graph() throws -> (graph: Graph, loss: NodeID) {
    var graph = Graph()
    for (name, numbers) in examples[0].sorted(by: { $0.key < $1.key }) {
      graph.given(name, numbers.matrix)
    }
    for (name, numbers) in start.sorted(by: { $0.key < $1.key }) {
      graph.weight(name, numbers.matrix)
    }
    func node(_ name: String) throws -> NodeID { try #require(graph.node(named: name), "\(name)") }
    let y: NodeID
    if model == "line" {
      y = try graph.apply(.multiply, node("w"), node("x"), named: "y")
    } else {
      let z = try graph.apply(.matmul, node("W"), node("x"), named: "z")
      let shifted = try graph.apply(.add, z, node("b"), named: "shifted")
      let h = try graph.apply(.tanh, shifted, named: "h")
      let u = try graph.apply(.dot, node("u"), h, named: "uh")
      y = try graph.apply(.add, u, node("c"), named: "y")
    }
    let error = try graph.apply(.subtract, y, node("t"), named: "error")
    let loss = try graph.apply(.power(2), error, named: "loss")
    return (graph, loss)
  }
}

/// A number, a vector or a matrix.
struct Numbers: Decodable {
  let matrix: Matrix

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      matrix = Matrix(number)
    } else if let vector = try? container.decode([Double].self) {
      matrix = Matrix(vector: vector)
    } else {
      matrix = Matrix(rows: try container.decode([[Double]].self))
    }
  }
}
