import Autograd
import Diagnostics

/// A constant whose numbers are drawn, not written: a dropout mask, or what a sample is chosen by.
package struct DrawnConstant: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// 1/keep with probability `keep`, else 0: the mean is 1 (Srivastava et al. 2014, inverted).
    case mask(keep: Double)
    /// From 0 up to 1.
    case chance

    func number(using random: inout Random) -> Double {
      switch self {
      case .mask(let keep): random.unit() < keep ? 1 / keep : 0
      case .chance: random.unit()
      }
    }
  }

  package let node: NodeID
  package let kind: Kind
  let shape: Shape

  func matrix(using random: inout Random) -> Matrix {
    Matrix(shape, (0..<shape.count).map { _ in kind.number(using: &random) })
  }

  /// What stands in its place where nothing is learned: nothing is dropped then, and a sample is
  /// drawn as ever.
  func matrixOfEvaluation(using random: inout Random) -> Matrix {
    let drawn = matrix(using: &random)
    guard case .mask = kind else { return drawn }
    return Matrix(shape, repeating: 1)
  }
}

extension ModelBuilder {
  /// A constant with numbers drawn now.
  ///
  /// - Parameter label: how it is written; nil where its number is shown instead.
  mutating func draw(
    _ kind: DrawnConstant.Kind, _ shape: Shape, label: String?, _ range: SourceRange
  ) throws(Diagnostic) -> NodeID {
    let numbers = (0..<shape.count).map { _ in kind.number(using: &random) }
    let node = try constant(Matrix(shape, numbers), label: label ?? numbers[0].short, range)
    drawn.append(DrawnConstant(node: node, kind: kind, shape: shape))
    return node
  }

  /// A constant that an equation is the whole of is kept under the equation's name.
  mutating func rename(drawn unnamed: NodeID, to named: NodeID) {
    drawn = drawn.map {
      $0.node == unnamed ? DrawnConstant(node: named, kind: $0.kind, shape: $0.shape) : $0
    }
  }
}
