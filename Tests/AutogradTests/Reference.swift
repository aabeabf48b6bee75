import Foundation

@testable import Autograd

/// What every op computes, written a second time as plain loops over rows of numbers.
///
/// Nothing here comes from the ops' formulas: an op is right when both agree.
enum Reference {
  typealias Rows = [[Double]]

  static func value(_ op: Op, _ inputs: [Rows]) -> Rows {
    let a = inputs[0], b = inputs.count > 1 ? inputs[1] : [[0]]
    func map(_ f: (Double) -> Double) -> Rows { a.map { $0.map(f) } }
    func zip2(_ f: (Double, Double) -> Double) -> Rows {
      let shape = a.count * a[0].count >= b.count * b[0].count ? a : b
      return shape.indices.map { r in
        shape[0].indices.map { c in
          f(
            a.count == 1 && a[0].count == 1 ? a[0][0] : a[r][c],
            b.count == 1 && b[0].count == 1 ? b[0][0] : b[r][c])
        }
      }
    }
    let flat = a.flatMap(\.self)
    switch op.name {
    case "abs": return map { $0 < 0 ? -$0 : $0 }
    case "adam": return adam(inputs)
    case "add": return zip2(+)
    case "argmax": return [[Double(flat.firstIndex(of: flat.sorted().last ?? 0) ?? 0)]]
    case "bce": return zip2 { -($1 * Foundation.log($0) + (1 - $1) * Foundation.log(1 - $0)) }
    case "bce_with_logits":
      return zip2 { z, y in
        let p = 1 / (1 + Foundation.exp(-z))
        return -(y * Foundation.log(p) + (1 - y) * Foundation.log(1 - p))
      }
    case "clip_norm": return map { b[0][0] > 1.25 ? $0 * 1.25 / b[0][0] : $0 }
    case "clip_value": return map { $0 > 0.75 ? 0.75 : $0 < -0.75 ? -0.75 : $0 }
    case "concat": return inputs.flatMap(\.self)
    case "copy": return a
    case "cross_entropy": return [[-Foundation.log(flat[Int(b[0][0])])]]
    case "divide": return zip2(/)
    case "dot": return [[zip(a, b).map { $0[0] * $1[0] }.reduce(0, +)]]
    case "element": return [[element(op, inputs)]]
    case "embed": return a[Int(b[0][0])].map { [$0] }
    case "exp": return map { Foundation.exp($0) }
    case "log": return map { Foundation.log($0) }
    case "log_softmax":
      return softmax(op == .logSoftmax ? [flat] : a, isColumn: op == .logSoftmax)
        .map { $0.map { Foundation.log($0) } }
    case "matmul":
      return a.map { row in
        b[0].indices.map { c in row.indices.map { row[$0] * b[$0][c] }.reduce(0, +) }
      }
    case "max": return [[flat.sorted().last ?? 0]]
    case "mean": return [[flat.reduce(0, +) / Double(flat.count)]]
    case "momentum": return zip2 { $0 * 0.9 + $1 }
    case "moving_average": return zip2 { $0 - ($0 - $1) / 10 }
    case "moving_square": return zip2 { $0 - ($0 - $1 * $1) / 1000 }
    case "multiply": return zip2(*)
    case "negate": return map { 0 - $0 }
    case "norm": return [[Foundation.pow(inputs.map { $0[0][0] }.reduce(0, +), 0.5)]]
    case "onehot": return [0.0, 1, 2].map { [$0 == flat[0] ? 1 : 0] }
    case "power": return map { Foundation.pow($0, exponent(of: op)) }
    case "relu": return map { $0 > 0 ? $0 : 0 }
    case "sample":
      var token = 0, total = flat[0]
      while token < flat.count - 1, total <= b[0][0] {
        token += 1
        total += flat[token]
      }
      return [[Double(token)]]
    case "sgd": return zip2 { $0 - $1 / 10 }
    case "sigmoid": return map { 0.5 * (1 + Foundation.tanh($0 / 2)) }
    case "sign": return map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
    case "softmax":
      return softmax(op == .softmax ? [flat] : a, isColumn: op == .softmax)
    case "softmax_cross_entropy":
      return [[-Foundation.log(softmax([flat], isColumn: false)[0][Int(b[0][0])])]]
    case "sqrt": return map { Foundation.pow($0, 0.5) }
    case "square_sum": return [[flat.map { $0 * $0 }.reduce(0, +)]]
    case "stack": return inputs.map { $0.flatMap(\.self) }
    case "step": return map { $0 > 0 ? 1 : 0 }
    case "stop": return a
    case "subtract": return zip2(-)
    case "sum": return [[flat.reduce(0, +)]]
    case "tanh": return map { 1 - 2 / (Foundation.exp(2 * $0) + 1) }
    case "total":
      return a.indices.map { r in
        a[0].indices.map { c in inputs[0][r][c] + inputs[1][r][c] + inputs[2][r][c] }
      }
    case "transpose": return a[0].indices.map { c in a.map { $0[c] } }
    default: return []
    }
  }

  /// The weight, the two means, and the number of the update.
  private static func adam(_ inputs: [Rows]) -> Rows {
    let t = inputs[3][0][0]
    return inputs[0].indices.map { r in
      inputs[0][r].indices.map { c in
        let mean = inputs[1][r][c] / (1 - Foundation.pow(0.9, t))
        let square = inputs[2][r][c] / (1 - Foundation.pow(0.999, t))
        return inputs[0][r][c] - 0.1 * mean / (Foundation.pow(square, 0.5) + 1e-8)
      }
    }
  }

  /// Each row's exponentials in parts of 1.
  private static func softmax(_ rows: Rows, isColumn: Bool) -> Rows {
    let parts = rows.map { row in
      let total = row.map { Foundation.exp($0) }.reduce(0, +)
      return row.map { Foundation.exp($0) / total }
    }
    return isColumn ? parts[0].map { [$0] } : parts
  }

  private static func element(_ op: Op, _ inputs: [Rows]) -> Double {
    let tokens = inputs.dropFirst().map { Int($0[0][0]) }
    return switch op {
    case .element(row: .picked(1), column: .only): inputs[0][tokens[0]][0]
    case .element(row: .picked(1), column: .picked(2)): inputs[0][tokens[0]][tokens[1]]
    case .element(row: .at(1), column: .picked(1)): inputs[0][1][tokens[0]]
    default: inputs[0][1][0]
    }
  }

  private static func exponent(of op: Op) -> Double {
    if case .binary(.power, _, .number(let exponent)) = op.forward { exponent } else { .nan }
  }
}

extension Matrix {
  var rowsOfNumbers: [[Double]] {
    (0..<shape.rowCount).map { r in (0..<shape.columnCount).map { self[r, $0] } }
  }
}
