extension Op {
  /// `a^exponent`, element by element, the exponent a constant; a (n×m) → (n×m).
  public static func power(_ exponent: Double) -> Op {
    let slope: Formula =
      switch exponent {
      case 0: 0
      case 1: 1
      case 2: 2 * a[i, j]
      default: .number(exponent) * .power(a[i, j], exponent - 1)
      }
    return Op("power", forward: .power(a[i, j], exponent), backward: [g[i, j] * slope])
  }
}
