import Autograd
import Equations
import Foundation

/// The numbers both programs start from: a formula, so that nothing is read from a file.
enum Numbers {
  /// `count` numbers between −0.3 and 0.3; numbers_of_both.py has the same line.
  static func fill(_ seed: Int, _ count: Int) -> [Double] {
    (0..<count).map { 0.3 * sin(1.7 * Double($0) + 0.9 * Double(seed) + 0.5) }
  }

  static func filled(_ seed: Int, _ shape: Shape) -> Matrix {
    Matrix(shape, fill(seed, shape.count))
  }

  /// x[1...T] of one example of a batch; the numbers of one element of a batch lie side by side.
  static func sequence(steps: Int, length: Int, example: Int, of batch: Int) -> Literal {
    .list(
      (1...steps).map { t in
        let numbers = fill(100 + t, length * batch)
        return Literal(Matrix(vector: (0..<length).map { numbers[$0 * batch + example] }))
      })
  }
}
