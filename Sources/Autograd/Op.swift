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
/// several uses of one quantity are added up by ``Graph/trace(setting:root:)``. It is nil where
/// nothing can flow, because the input is a token or the op lets nothing through; an op that is
/// flat has the formula 0, an honest share.
public struct Op: Hashable, Sendable {
  /// Tells ops apart fast: formulas are trees, and a graph asks for each node.
  private let fingerprint: Int
  /// As the model writes it.
  public let name: String
  /// The element `[i, j]` of the output.
  public let forward: Formula
  /// For each input, what the op adds to the element `[i, j]` of that input's gradient.
  public let backward: [Formula?]
  /// How far a letter runs that indexes no input, such as the length of a vector of zeros.
  public let extents: [Letter: Int]
  /// Whether the output is a token: a position, not a quantity that can be changed a little.
  public let yieldsToken: Bool
  /// Whether branches in `forward` meet smoothly, as in the largest number that a softmax takes
  /// off all; where they do not, the slope has a kink there.
  public let isSmooth: Bool

  /// Formulas of one element, written with the letters `i` and `j` for its row and column.
  ///
  /// Any other letter is bound by a sum, a largest or a join around it. How far a letter runs is
  /// read off the operands it indexes, so that the same rule serves all sizes; one that indexes none
  /// is named in `extents`. A direction an operand must not have is indexed with `.only`.
  ///
  /// - Parameters:
  ///   - name: as the model writes it; ops of one name may have several rules.
  ///   - forward: reads inputs alone.
  ///   - backward: one formula an input, nil for none; reads inputs, the output and its gradient.
  ///   - extents: how far the letters run that index no input.
  /// - Precondition: rules read no more than that. That no rule reads outside an operand is checked
  ///   where the op meets operands (``Graph/apply(_:_:named:label:phase:inPlaceOf:)``).
  public init(
    _ name: String, forward: Formula, backward: [Formula?], extents: [Letter: Int] = [:],
    yieldsToken: Bool = false, isSmooth: Bool = false
  ) {
    precondition(
      forward.reads { $0.isInput(of: backward.count) }, "\(name): forward reads only inputs")
    precondition(
      backward.allSatisfy { rule in
        rule?.reads { $0 == .output || $0 == .upstream || $0.isInput(of: backward.count) } ?? true
      }, "\(name): backward reads the inputs, the output and its gradient")
    self.name = name
    self.forward = forward
    self.backward = backward
    self.extents = extents
    self.yieldsToken = yieldsToken
    self.isSmooth = isSmooth
    var hasher = Hasher()
    hasher.combine(name)
    hasher.combine(forward)
    hasher.combine(backward)
    hasher.combine(extents)
    fingerprint = hasher.finalize()
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

/// The letters rules are written in. They are members of `Op`, so `a[i, j]` reads as mathematics
/// inside a rule and means nothing anywhere else.
extension Op {
  /// The first input.
  public static let a = Slot.input(0)
  /// The second input; a third is `Slot.input(2)`.
  public static let b = Slot.input(1)
  /// The output, for backward rules.
  public static let y = Slot.output
  /// The gradient of the loss with respect to the output, for backward rules.
  public static let g = Slot.upstream
  /// The row of the element that a rule is for.
  public static let i = Index.letter(.i)
  /// The column of the element that a rule is for.
  public static let j = Index.letter(.j)
  /// A letter for a sum to run over.
  public static let k = Index.letter(.k)
  /// A second one.
  public static let l = Index.letter(.l)

  /// The terms of every position of a letter, added up in ascending order: `sum(k, a[i, k] * b[k, j])`.
  ///
  /// - Precondition: the index is a letter.
  public static func sum(_ index: Index, _ term: Formula) -> Formula { reduce(.sum, index, term) }

  /// The largest of the terms of every position of a letter; NaN where one is.
  ///
  /// - Precondition: the index is a letter.
  public static func largest(_ index: Index, _ term: Formula) -> Formula {
    reduce(.largest, index, term)
  }

  private static func reduce(_ reduction: Reduction, _ index: Index, _ term: Formula) -> Formula {
    guard case .letter(let letter) = index else { preconditionFailure("a sum runs over a letter") }
    return .reduce(reduction, over: letter, term)
  }
}

extension Formula {
  /// Whether all that the formula reads is of this kind; what says a position is read too.
  fileprivate func reads(_ isAllowed: (Slot) -> Bool) -> Bool {
    var isRight = picks.allSatisfy { isAllowed(.input($0)) }
    forEachElement { slot, _, _ in isRight = isRight && isAllowed(slot) }
    return isRight
  }
}

extension Slot {
  fileprivate func isInput(of count: Int) -> Bool {
    if case .input(let n) = self { n >= 0 && n < count } else { false }
  }
}
