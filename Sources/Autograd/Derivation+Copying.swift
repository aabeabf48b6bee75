/// Derivations as texts to be copied.
extension Derivation {
  /// All of it, a line each for the rule, the symbols, the numbers, the rounds and the result:
  ///
  /// ```
  /// z = w · x + b
  ///   = w[1]·x[1] + w[2]·x[2] + b
  ///   = 0.5·1 + 0.5·0 + (−0.2)
  ///   = 0.5 + 0 + (−0.2)
  ///   = 0.3
  /// ```
  public var plainText: String {
    let lines = lines(.plain), width = lines.map(\.left.count).max() ?? 0
    return lines.map { "\($0.left.padded(to: width)) \($0.right)" }.joined(separator: "\n")
  }

  /// The same as LaTeX, an `aligned` environment for the inside of a formula.
  public var latex: String {
    TeX.aligned(lines(.latex))
  }

  /// What the lines say, nothing twice.
  private func lines(_ notation: Notation) -> [(left: String, right: String)] {
    let target = source.target(notation), head = head(notation)
    // What the first line names need not be named in the next.
    let isNamed = head?.left == target
    let steps = steps(notation).enumerated().map { n, step in
      n == 0 && !isNamed
        ? (target, "\(notation.sign(relation)) \(step.text)") : ("", "\(step.sign) \(step.text)")
    }
    return (head.map { [$0] } ?? []) + steps
  }

  /// The line that says the rule; nil where the symbols say the same.
  private func head(_ notation: Notation) -> (left: String, right: String)? {
    let rule = source.rule(notation), sign = notation.sign(relation)
    guard source.line == nil else {
      let ranges = [sign, "="].compactMap { rule.firstRange(of: " \($0) ") }
      guard let range = ranges.first else { return (rule, "") }
      return (String(rule[..<range.lowerBound]), "\(sign) \(rule[range.upperBound...])")
    }
    let left = source.generalTarget(notation)
    let isSame = left == source.target(notation) && rule == source.symbols(notation)
    return isSame || source.isTerm ? nil : (left, "\(sign) \(rule)")
  }

  private func steps(_ notation: Notation) -> [(sign: String, text: String)] {
    var steps: [(sign: String, text: String)] = []
    let line = source.line.map(source.writer(notation).text)
    if !source.isTerm, let symbols = source.symbols(notation),
      line?.hasSuffix("= \(symbols)") != true
    {
      steps.append(("=", symbols))
    }
    let between = notation.sign(approximating: !areNumbersExact)
    for round in source.rounds(notation) where round != steps.last?.text {
      steps.append((between, round))
    }
    let result = notation.number(result)
    if steps.last?.text != result { steps.append((notation.sign(approximating: !isExact), result)) }
    return steps
  }

  /// The symbols, the numbers and the result in one line.
  func row(_ notation: Notation) -> String {
    let parts: [(String, String?)] = [
      ("", source.symbols(notation) ?? source.general(notation)),
      (notation.sign(approximating: !areNumbersExact), source.rounds(notation).first),
      (notation.sign(approximating: !isExact), notation.number(result)),
    ]
    var row = "", last = ""
    for case (let sign, let text?) in parts where text != last {
      row += row.isEmpty ? text : " \(sign) \(text)"
      last = text
    }
    return row
  }
}

extension Notation {
  func sign(_ relation: Derivation.Relation) -> String {
    switch (self, relation) {
    case (.latex, .adds): "\\mathrel{+}="
    case (.latex, .becomes): "\\leftarrow"
    default: relation.rawValue
    }
  }

  func sign(approximating: Bool) -> String {
    approximating ? (self == .plain ? "≈" : "\\approx") : "="
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
