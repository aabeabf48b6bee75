/// Where a number comes from, as a text to be copied.
extension Trace {
  /// In lines: a value with its derivation, a gradient with each of its shares.
  public func plainText(of entry: Entry, reach: Reach = .equation) -> String {
    switch explanation(of: entry, reach: reach) {
    case .computed(let derivation): derivation.plainText
    case .ledger(_, let shares, let total):
      lines(of: entry, shares, total, .plain).map { "\($0.left)\($0.right)" }
        .joined(separator: "\n")
    case .leaf, .seed, .untouched: "\(writer.name(entry).text) \(self[entry].equated)"
    }
  }

  /// The same as LaTeX, for the inside of a formula.
  public func latex(of entry: Entry, reach: Reach = .equation) -> String {
    switch explanation(of: entry, reach: reach) {
    case .computed(let derivation): return derivation.latex
    case .ledger(_, let shares, let total):
      return TeX.aligned(lines(of: entry, shares, total, .latex))
    case .leaf, .seed, .untouched:
      return "\(name(of: entry, .latex)) \(equated(self[entry], .latex))"
    }
  }

  /// A line for each share, and the total.
  private func lines(
    of entry: Entry, _ shares: [Explanation.Share], _ total: Double, _ notation: Notation
  ) -> [(left: String, right: String)] {
    let name = name(of: entry, notation), sign = notation.sign(graph.relationOfShares)
    let head = notation == .plain ? [(name, " \(equated(total, notation))")] : []
    let rows = shares.enumerated().map { n, share in
      (
        notation == .plain ? "  " : n == 0 ? name : "",
        "\(sign) \(share.derivation.row(notation))"
      )
    }
    return head + rows + (notation == .plain ? [] : [("", equated(total, notation))])
  }

  private func name(of entry: Entry, _ notation: Notation) -> String {
    FormulaWriter(graph: graph, root: program.root, notation: notation).name(entry).text
  }

  private func equated(_ x: Double, _ notation: Notation) -> String {
    let isExact = Double(numeral: x.short) == x
    return "\(notation.sign(approximating: !isExact)) \(notation.number(x.short))"
  }
}
