import Foundation
import TestSupport
import Testing

@testable import Autograd

/// One op in a graph of its own, with numbers: its inputs are weights, its root a weighted sum of
/// its output, so that no two elements of the output get the same gradient.
struct Case: CustomTestStringConvertible {
  let op: Op
  let shapes: [Shape]
  let trace: Trace
  let output: NodeID

  var testDescription: String { "\(op.name) \(shapes.map(\.description).joined(separator: " "))" }

  /// Tokens are small whole numbers; probabilities lie between 0 and 1.
  ///
  /// - Parameter signs: what each number, from 0.3 to 2 and so away from kinks, is multiplied by.
  init?(_ op: Op, _ shapes: [Shape], seed: UInt64, signs: [Double]) {
    var random = Seeded(seed)
    func numbers(_ shape: Shape, _ signs: [Double] = [1]) -> Matrix {
      Matrix(
        shape,
        (0..<shape.count).map { n in
          signs[n % signs.count] * Double.random(in: 0.3...2, using: &random)
            * (Self.takesProbabilities.contains(op) ? 0.45 : 1)
        })
    }
    var graph = Graph()
    let tokens = Set(op.forward.picks)
    let inputs = shapes.enumerated().map { n, shape in
      tokens.contains(n)
        ? graph.given(
          "abcd"[n],
          Matrix(
            shape,
            repeating: Double(Int.random(in: 0..<op.positions(of: n, shapes), using: &random))),
          isToken: true)
        : graph.weight("abcd"[n], numbers(shape, signs))
    }
    guard let output = try? graph.apply(op, inputs, named: "y") else { return nil }
    let mix = graph.given("m", numbers(graph[output].shape))
    guard let mixed = try? graph.apply(.multiply, output, mix, named: "mixed"),
      let root = try? graph.apply(.sum, mixed, named: "loss")
    else { return nil }
    self.op = op
    self.shapes = shapes
    self.output = output
    trace = graph.trace(root: root)
    let isPositive = signs.allSatisfy { $0 > 0 }
    guard isPositive || !Self.hasDomain.contains(op) else { return nil }
  }

  /// Every op on every combination of shapes that fits it, with positive numbers and with numbers
  /// of both signs where it has a value for them.
  static let all: [Case] = Op.all.flatMap { op in
    combinations(of: op.backward.count).flatMap { shapes in
      [[1], [-1, 1, 1]].compactMap {
        Case(op, shapes, seed: UInt64(shapes.hashDigits + $0.count), signs: $0)
      }
    }
  }

  private static let takesProbabilities: Set<Op> = [.bce, .sample]

  /// What has a value for positive numbers alone.
  private static let hasDomain: Set<Op> = [
    .log, .sqrt, .power(0.5), .bce, .crossEntropy, .norm(3), .clipNorm(1.25),
    .adam(rate: 0.1, firstDecay: 0.9, secondDecay: 0.999, epsilon: 1e-8),
  ]

  private static let shapes: [Shape] = [
    .scalar, .vector(3), .matrix(2, 3), .matrix(3, 2), .matrix(3, 3),
    Shape(rows: nil, columns: 3), .vector(1), .matrix(1, 3), .matrix(3, 1),
  ]

  private static func combinations(of count: Int) -> [[Shape]] {
    (0..<count).reduce([[]]) { lists, _ in lists.flatMap { list in shapes.map { list + [$0] } } }
  }
}

extension Op {
  /// How many positions a token may say: as many as there are to pick from.
  fileprivate func positions(of token: Int, _ shapes: [Shape]) -> Int {
    var count = 3
    forward.forEachElement { slot, row, column in
      guard case .input(let n) = slot else { return }
      if row == .picked(token) { count = min(count, shapes[n].rowCount) }
      if column == .picked(token) { count = min(count, shapes[n].columnCount) }
    }
    return count
  }
}

extension [Shape] {
  fileprivate var hashDigits: Int {
    reduce(7) { $0 * 31 + $1.rowCount * 5 + $1.columnCount }
  }
}

extension String {
  fileprivate subscript(n: Int) -> String { String(self[index(startIndex, offsetBy: n)]) }
}

@Suite("Every op")
struct EveryOpTests {
  @Test("is tried on some shapes")
  func isTried() {
    let tried = Set(Case.all.map(\.op))
    for op in Op.all { #expect(tried.contains(op), "\(op.name)") }
  }

  @Test("has a value for all numbers of its domain", arguments: Case.all)
  func isFinite(example: Case) {
    #expect(example.trace[.value(example.output)].isFinite)
    #expect(example.trace.firstNotFinite == nil)
  }

  @Test("has a name of its own in the catalogue, and a file of its own")
  func catalogue() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Autograd/Ops")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .map { $0.replacing(".swift", with: "").lowercased() }.filter { $0 != "catalogue" }
    #expect(Set(files) == Set(Op.catalogue.map { $0.name.replacing("_", with: "") }))
    // Ops of one name have different rules; none is there twice.
    #expect(Set(Op.catalogue).count == Op.catalogue.count)
    let severalRules: Set = ["concat", "element", "log_softmax", "power", "softmax", "stack"]
    let repeated = Dictionary(grouping: Op.catalogue, by: \.name).filter { $1.count > 1 }.keys
    #expect(severalRules.isSuperset(of: repeated), "\(repeated)")
  }

  @Test("computes what a loop written by hand computes", arguments: Case.all)
  func value(example: Case) {
    let inputs = example.trace.graph[example.output].inputs
      .map { example.trace[.value($0)].rowsOfNumbers }
    let expected = Reference.value(example.op, inputs)
    let value = example.trace[.value(example.output)].rowsOfNumbers
    #expect(value.map(\.count) == expected.map(\.count))
    for (x, y) in zip(value.joined(), expected.joined()) { #expect(abs(x - y) < 1e-12) }
  }

  @Test("has a backward rule that agrees with a central difference", arguments: Case.all)
  func backward(example: Case) {
    for check in example.trace.program.checkGradients() {
      #expect(check.error < 1e-9, "\(check)")
    }
  }

  @Test("prints numbers that, read back, give its value bit for bit", arguments: Case.all)
  func printedForward(example: Case) throws {
    for entry in example.trace.graph.entries(of: .value(example.output)) {
      let line = example.trace.derivation(of: entry, digits: 17)
      #expect(try Calculator.value(of: line.numbers.text) == example.trace[entry])
      #expect(line.value == example.trace[entry])
    }
  }

  @Test("prints shares that, read back, give what was added bit for bit", arguments: Case.all)
  func printedBackward(example: Case) throws {
    for step in example.trace.program.steps where step.phase == .backward {
      let share = example.trace.share(of: step)
      for entry in example.trace.graph.entries(of: step.target) {
        let line = example.trace.derivation(
          of: step, row: entry.row, column: entry.column, digits: 17)
        #expect(try Calculator.value(of: line.numbers.text) == share[entry.row, entry.column])
      }
    }
  }

  @Test("prints lines that work out as printed", arguments: Case.all)
  func honesty(example: Case) throws {
    let trace = example.trace
    let forward = trace.graph.entries(of: .value(example.output)).map { trace.derivation(of: $0) }
    let backward = trace.program.steps.filter { $0.phase == .backward }.flatMap { step in
      trace.graph.entries(of: step.target)
        .map { trace.derivation(of: step, row: $0.row, column: $0.column) }
    }
    for line in forward + backward {
      for printed in [line.numbers] + line.rounds {
        let value = try Calculator.value(of: printed.text)
        #expect(value.short == line.result, "\(line.line)")
        if line.isExact { #expect(value == line.value, "\(line.line)") }
      }
    }
  }

  @Test("records shares that add up to the gradient", arguments: Case.all)
  func ledger(example: Case) {
    for node in example.trace.graph.nodes where node.id != example.trace.program.root {
      let total = example.trace.ledger(of: node.id).last?.total
      if let total { #expect(total == example.trace[.gradient(node.id)]) }
    }
  }

  @Test("refuses shapes that do not fit")
  func misfits() {
    #expect(throws: ShapeError.self) { try Op.add.shape(of: [.vector(2), .vector(3)]) }
    #expect(throws: ShapeError.self) { try Op.dot.shape(of: [.vector(2), .vector(3)]) }
    #expect(throws: ShapeError.self) { try Op.matmul.shape(of: [.vector(3), .vector(3)]) }
    #expect(throws: ShapeError.self) { try Op.matmul.shape(of: [.matrix(2, 3), .vector(2)]) }
    #expect(throws: ShapeError.self) {
      try Op.element(row: 2, column: 0).shape(of: [.vector(2)])
    }
    #expect(throws: ShapeError.self) {
      try Op.element(row: -1, column: 0).shape(of: [.vector(2)])
    }
    #expect(throws: ShapeError.self) { try Op.concat([2, nil]).shape(of: [.vector(3), .scalar]) }
    #expect(throws: ShapeError.self) { try Op.softmax.shape(of: [.matrix(2, 3)]) }
    #expect(throws: ShapeError.self) { try Op.total(2).shape(of: [.vector(2), .vector(3)]) }
    #expect(throws: ShapeError.self) { try Op.stackRows(2).shape(of: [.vector(2), .vector(3)]) }
  }

  @Test("gives shapes the directions its inputs have")
  func shapes() throws {
    let row = Shape(rows: nil, columns: 3)
    #expect(try Op.matmul.shape(of: [.matrix(2, 3), .vector(3)]) == .vector(2))
    #expect(try Op.matmul.shape(of: [.matrix(2, 3), .matrix(3, 4)]) == .matrix(2, 4))
    #expect(try Op.transpose.shape(of: [.vector(3)]) == row)
    #expect(try Op.matmul.shape(of: [row, .vector(3)]) == .scalar)
    #expect(try Op.matmul.shape(of: [.vector(3), row]) == .matrix(3, 3))
    #expect(try Op.sum.shape(of: [.matrix(2, 3)]) == .scalar)
    #expect(try Op.multiply.spreading(0).shape(of: [.scalar, .vector(2)]) == .vector(2))
  }
}
