extension Op {
  /// One element, counted from 0; a (n×m) → a scalar.
  public static func element(row: Int, column: Int) -> Op {
    element(row: .at(row), column: .at(column))
  }

  /// One element, whose row or column may be `.picked(n)`: what input number n says, a token.
  public static func element(row: Index, column: Index) -> Op {
    let forward = a[row, column]
    return Op(
      "element",
      forward: forward,
      backward: [.when(i, row, .when(j, column, g[.only, .only]))] + forward.picks.map { _ in nil })
  }
}
