extension Op {
  /// One element, counted from 0; a (n×m) → a scalar.
  public static func element(row: Int, column: Int) -> Op {
    Op(
      "element",
      forward: a[.at(row), .at(column)],
      backward: [.when(i, .at(row), .when(j, .at(column), g[.only, .only]))])
  }
}
