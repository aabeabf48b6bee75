extension Op {
  /// The token that a number u, drawn evenly from 0…1, means under probabilities p: how many of the
  /// running totals p[1] + … + p[k] are at most u, the last total not among them; p (n), u → a token.
  public static let sample = Op(
    "sample",
    forward: .smaller(
      sum(k, 1 - .step(sum(l, .when(l, .atMost, k, a[l, .only])) - b[.only, .only])),
      .count([.k]) - 1),
    backward: [nil, nil], yieldsToken: true)
}
