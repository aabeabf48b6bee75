extension Op {
  /// The same op with input number `slot` a scalar that is spread over the other input.
  ///
  /// Derived from the rule: the scalar is read at its one place for every place of the other
  /// operand, so its gradient is the sum of the shares of all those places.
  ///
  /// - Parameter slot: 0 for the left input, 1 for the right one.
  public func spreading(_ slot: Int) -> Op {
    func atOnePlace(_ rule: Formula) -> Formula {
      rule.mapElements { read, row, column in
        read == .input(slot) ? read[.only, .only] : read[row, column]
      }
    }
    return Op(
      name,
      forward: atOnePlace(forward),
      backward: backward.enumerated().map { n, rule in
        rule.map { n == slot ? Op.sum(Op.i, Op.sum(Op.j, atOnePlace($0))) : atOnePlace($0) }
      },
      yieldsToken: yieldsToken, isSmooth: isSmooth)
  }
}
