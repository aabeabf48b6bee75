import Testing

@testable import Autograd

extension TorchReference.Example: CustomTestStringConvertible {
  var testDescription: String { name }
}

@Suite("PyTorch")
struct TorchTests {
  @Test("gets the same values and gradients", arguments: TorchReference.all)
  func same(example: TorchReference.Example) throws {
    var graph = Graph()
    let inputs = example.inputs.enumerated().map { n, matrix in
      graph.given("abc"[n], matrix, isToken: example.tokens.contains(n))
    }
    let output = try graph.apply(example.op, inputs, named: "y")
    let shape = graph[output].shape
    let weights = Matrix(shape, (0..<shape.count).map { 0.5 + 0.75 * Double($0) })
    let mix = graph.given("m", weights)
    let mixed = try graph.apply(.multiply, output, mix, named: "mixed")
    let loss = try graph.apply(.sum, mixed, named: "loss")
    let trace = graph.trace(root: loss)
    #expect(trace[.value(output)].elements.isClose(to: example.value))
    for (input, gradient) in zip(inputs, example.gradients) {
      guard let gradient else {
        #expect(trace.ledger(of: input).isEmpty)
        continue
      }
      #expect(trace[.gradient(input)].elements.isClose(to: gradient), "\(graph[input].name)")
    }
  }
}

extension String {
  fileprivate subscript(n: Int) -> String { String(self[index(startIndex, offsetBy: n)]) }
}

extension [Double] {
  /// Whether every number agrees to within a few roundings.
  func isClose(to other: [Double]) -> Bool {
    count == other.count
      && zip(self, other).allSatisfy { abs($0 - $1) <= 1e-14 * Swift.max(1, abs($1)) }
  }
}
