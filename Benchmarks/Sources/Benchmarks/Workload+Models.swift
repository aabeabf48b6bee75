import Autograd
import Equations

/// What the rows of the table work on; `References/` has each a second time, in Python.
extension Workload {
  static func lstm(inputs d: Int, hidden n: Int, steps: Int, batch: Int) -> Workload {
    let gates = ["f", "i", "o", "g"]
    return Workload(
      file: "Benchmarks/Models/lstm.eqn",
      weights: gates.map { ("W" + $0, .matrix(n, n)) } + gates.map { ("U" + $0, .matrix(n, d)) }
        + gates.map { ("b" + $0, .vector(n)) },
      examples: (0..<batch).map {
        ["x": Numbers.sequence(steps: steps, length: d, example: $0, of: batch)]
      },
      kept: "c[1]")
  }

  static func gru(inputs d: Int, hidden n: Int, steps: Int, batch: Int) -> Workload {
    let gates = ["r", "z", "n"]
    let weights: [(String, Shape)] =
      gates.map { ("W" + $0, .matrix(n, n)) } + gates.map { ("U" + $0, .matrix(n, d)) }
      + gates.map { ("b" + $0, .vector(n)) } + gates.map { ("c" + $0, .vector(n)) }
    return Workload(
      file: "lessons/12-gru/gru.eqn", weights: weights + [("v", .vector(n))],
      examples: (0..<batch).map {
        ["x": Numbers.sequence(steps: steps, length: d, example: $0, of: batch), "y": .number(1)]
      },
      kept: "n[1]")
  }

  /// Reversal of letters.
  ///
  /// - Parameters:
  ///   - scores: `dot`, `matrix` or `additive`.
  ///   - k: the width of the network that gives additive scores.
  static func attention(
    _ scores: String, embedding m: Int, hidden n: Int, letters: Int, scoring k: Int = 0
  ) -> Workload {
    let ownWeights: [String: [(String, Shape)]] = [
      "matrix": [("A", .matrix(n, n))],
      "additive": [("Wa", .matrix(k, n)), ("Ua", .matrix(k, n)), ("w", .vector(k))],
    ]
    let before: [(String, Shape)] = [
      ("E", .matrix(3, m)), ("D", .matrix(4, m)), ("W", .matrix(n, n)), ("Ws", .matrix(n, n)),
      ("U", .matrix(n, m)), ("Us", .matrix(n, m)), ("Cs", .matrix(n, n)),
    ]
    let behind: [(String, Shape)] = [
      ("V", .matrix(3, n)), ("b", .vector(n)), ("bs", .vector(n)), ("c", .vector(3)),
    ]
    let source = (1...letters).map { $0 % 3 }, answer = Array(source.reversed())
    func tokens(_ ids: [Int]) -> Literal { .list(ids.map { .number(Double($0)) }) }
    return Workload(
      file: "lessons/18-attention/\(scores).eqn",
      weights: before + ownWeights[scores, default: []] + behind,
      // 3 is the token an answer starts from.
      examples: [
        ["src": tokens(source), "in": tokens([3] + answer.dropLast()), "out": tokens(answer)]
      ],
      kept: "d[2]")
  }

  static func mlp(hidden n: Int, points count: Int) -> Workload {
    let numbers = Numbers.fill(100, 2 * count)
    return Workload(
      file: "Benchmarks/Models/mlp.eqn",
      weights: [
        ("W1", .matrix(n, 2)), ("b1", .vector(n)), ("W2", .matrix(n, n)), ("b2", .vector(n)),
        ("w3", .vector(n)), ("b3", .scalar),
      ],
      examples: (0..<count).map { point in
        [
          "x": Literal(Matrix(vector: [numbers[point], numbers[count + point]])),
          "y": .number(point % 3 == 0 ? -1 : 1),
        ]
      },
      kept: "h2")
  }
}
