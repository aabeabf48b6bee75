/// A differentiable operation, declared once.
///
/// An op is data: the formula of one element of its output, and the formulas of what it adds to
/// one element of each input's gradient. All else is made from these: the value, the gradient,
/// the shapes, and every line the screen shows. So what is shown cannot differ from what is
/// computed.
///
/// ```swift
/// static let matmul = Op(
///   "matmul",
///   forward: sum(k, a[i, k] * b[k, j]),
///   backward: [sum(k, g[i, k] * b[j, k]), sum(k, a[k, i] * g[k, j])])
/// ```
///
/// In a rule `a` and `b` are the inputs, `y` is the output and `g` the gradient of the loss with
/// respect to the output. `backward[n]` is the share that goes to input number `n`; shares from
/// several uses of one quantity are added up by ``Graph/trace(setting:root:)``.
public struct Op: Hashable, Sendable {
  public let name: String
  /// The element `[i, j]` of the output.
  public let forward: Formula
  /// For each input, what the op adds to the element `[i, j]` of that input's gradient.
  public let backward: [Formula]
  /// How far a letter runs that indexes no input, such as the length of a vector of zeros.
  public let extents: [Letter: Int]

  public init(
    _ name: String, forward: Formula, backward: [Formula], extents: [Letter: Int] = [:]
  ) {
    self.name = name
    self.forward = forward
    self.backward = backward
    self.extents = extents
  }
}

/// The letters rules are written in. They are members of `Op`, so `a[i, j]` reads as mathematics
/// inside a rule and means nothing anywhere else.
extension Op {
  static let a = Slot.input(0), b = Slot.input(1), y = Slot.output, g = Slot.upstream
  static let i = Index.letter(.i), j = Index.letter(.j), k = Index.letter(.k)

  static func sum(_ index: Index, _ term: Formula) -> Formula {
    guard case .letter(let letter) = index else { preconditionFailure("a sum runs over a letter") }
    return .reduce(.sum, over: letter, term)
  }
}
