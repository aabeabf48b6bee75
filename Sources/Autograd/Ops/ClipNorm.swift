extension Op {
  /// `a · min(1, C/n)`: shorter where a norm is above a bound, else as it is; a (n×m), the norm n (a
  /// scalar from 0) → (n×m).
  public static func clipNorm(_ bound: Double) -> Op {
    let norm = b[.only, .only], scale = Formula.number(bound) / norm
    return Op(
      "clip_norm",
      forward: a[i, j] * .smaller(1, scale),
      backward: [
        g[i, j] * .smaller(1, scale),
        -.weighed(.step(1 - scale), scale / norm * sum(k, sum(l, g[k, l] * a[k, l]))),
      ])
  }
}
