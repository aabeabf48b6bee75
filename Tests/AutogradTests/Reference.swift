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
    case "add": return zip2(+)
    case "copy": return a
    case "divide": return zip2(/)
    case "dot": return [[zip(a, b).map { $0[0] * $1[0] }.reduce(0, +)]]
    case "element": return [[a[1][0]]]
    case "exp": return map { Foundation.exp($0) }
    case "log": return map { Foundation.log($0) }
    case "matmul":
      return a.map { row in
        b[0].indices.map { c in row.indices.map { row[$0] * b[$0][c] }.reduce(0, +) }
      }
    case "mean": return [[flat.reduce(0, +) / Double(flat.count)]]
    case "multiply": return zip2(*)
    case "negate": return map { 0 - $0 }
    case "power": return map { Foundation.pow($0, exponent(of: op)) }
    case "relu": return map { $0 > 0 ? $0 : 0 }
    case "sigmoid": return map { 0.5 * (1 + Foundation.tanh($0 / 2)) }
    case "sign": return map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
    case "sqrt": return map { Foundation.pow($0, 0.5) }
    case "stack": return inputs.map { [$0[0][0]] }
    case "step": return map { $0 > 0 ? 1 : 0 }
    case "subtract": return zip2(-)
    case "sum": return [[flat.reduce(0, +)]]
    case "tanh": return map { 1 - 2 / (Foundation.exp(2 * $0) + 1) }
    case "transpose": return a[0].indices.map { c in a.map { $0[c] } }
    default: return []
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
