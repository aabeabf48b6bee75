/// A stretch of written mathematics, and the number it stands for where it stands for one.
public struct Piece: Hashable, Sendable {
  public var text: String
  public var entry: Entry?

  public init(_ text: String, _ entry: Entry? = nil) {
    self.text = text
    self.entry = entry
  }
}

extension [Piece] {
  public var text: String { map(\.text).joined() }
}

/// Writes formulas with as few parentheses as their meaning allows.
struct FormulaWriter {
  let graph: Graph
  let root: NodeID?
  /// Significant digits of a number.
  var digits = 4
  /// Where numbers stand in place of names, what each is.
  var numbers: ((Entry) -> Double)?

  /// How loosely each form binds; what binds more loosely than its place asks for is put in
  /// parentheses.
  private enum Level: Int, Comparable {
    case any, sum, product, prefix, power, atom

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    var tighter: Level { Level(rawValue: rawValue + 1) ?? .atom }
  }

  func pieces(_ formula: Formula) -> [Piece] { pieces(formula, in: .any) }

  /// `w[2]`, or `∂loss/∂w[2]` for a gradient; one piece.
  func name(_ entry: Entry) -> Piece {
    let shape = graph[entry.quantity.node].shape
    return Piece(name(entry.quantity) + shape.suffix(row: entry.row, column: entry.column), entry)
  }

  /// The name of a whole quantity.
  func name(_ quantity: Quantity) -> String {
    // The result of an update is the weight's next value.
    let weight = graph.updates.first { $0.result == quantity.node }?.weight
    let name = graph[weight ?? quantity.node].label
    guard quantity.kind == .gradient else { return name }
    return "∂\(root.map { graph[$0].label } ?? "")/∂\(name)"
  }

  private func pieces(_ formula: Formula, in place: Level) -> [Piece] {
    let (written, level) = written(formula)
    // A leading minus may stand at the start of a sum, nowhere else.
    let startsWithMinus = written.first?.text.hasPrefix("−") ?? false
    let needsGroup = level < place || (startsWithMinus && place > .sum)
    return needsGroup ? [Piece("(")] + written + [Piece(")")] : written
  }

  private func written(_ formula: Formula) -> ([Piece], Level) {
    switch formula {
    case .number(let x):
      return ([Piece(x.text(digits: digits))], .atom)
    case .element(let slot, let row, let column):
      return ([element(slot, row, column)], .atom)
    case .count:
      preconditionFailure("bind the rule first")
    case .binary(.larger, let a, let b):
      return ([Piece("max(")] + pieces(a) + [Piece(", ")] + pieces(b) + [Piece(")")], .atom)
    case .binary(.power, let base, let exponent):
      return (pieces(base, in: .atom) + [Piece("^")] + pieces(exponent, in: .atom), .power)
    case .binary(let op, let a, let b):
      let level: Level = op == .plus || op == .minus ? .sum : .product
      return (pieces(a, in: level) + [sign(op)] + pieces(b, in: level.tighter), level)
    case .unary(.negate, let a):
      return ([Piece("−")] + pieces(a, in: .prefix), .prefix)
    case .unary(let function, let a):
      return ([Piece("\(function.rawValue)(")] + argument(a) + [Piece(")")], .atom)
    case .reduce(let reduction, let letter, let term):
      guard isVisible(letter, in: term) else { return written(term) }
      let head = reduction == .sum ? "Σ\(letter) " : "max\(letter) "
      return ([Piece(head)] + pieces(term, in: .product), .sum)
    case .when(let a, let b, let formula):
      return (pieces(formula, in: .sum) + [Piece(" if \(text(a)) = \(text(b)), else 0")], .any)
    case .choose(let index, let choices):
      let list = choices.map { pieces($0) }.joined(separator: [Piece(", ")])
      return ([Piece("[")] + list + [Piece("][\(text(index))]")], .atom)
    }
  }

  /// Whether a letter runs over a direction that is written: a vector has no columns to add up.
  private func isVisible(_ letter: Letter, in term: Formula) -> Bool {
    var isVisible = false
    term.forEachElement { slot, row, column in
      guard case .quantity(let quantity) = slot else { return }
      let shape = graph[quantity.node].shape
      if row == .letter(letter), shape.rows != nil { isVisible = true }
      if column == .letter(letter), shape.columns != nil { isVisible = true }
    }
    return isVisible
  }

  /// What stands between the parentheses of a function: a name in parentheses needs no second pair.
  private func argument(_ formula: Formula) -> [Piece] {
    var written = pieces(formula)
    if written.count == 1, written[0].text.hasPrefix("("), written[0].text.hasSuffix(")") {
      written[0].text = String(written[0].text.dropFirst().dropLast())
    }
    return written
  }

  private func sign(_ op: Operator) -> Piece {
    switch op {
    case .plus: Piece(" + ")
    case .minus: Piece(" − ")
    case .times: Piece("·")
    case .over: Piece(" / ")
    case .larger, .power: preconditionFailure("not written between its operands")
    }
  }

  private func element(_ slot: Slot, _ row: Index, _ column: Index) -> Piece {
    guard case .quantity(let quantity) = slot else { preconditionFailure("bind the rule first") }
    if case .at(let row) = row, case .at(let column) = column {
      let entry = Entry(quantity, row: row, column: column)
      return numbers.map { Piece($0(entry).text(digits: digits), entry) } ?? name(entry)
    }
    let shape = graph[quantity.node].shape
    let indices = [shape.rows.map { _ in text(row) }, shape.columns.map { _ in text(column) }]
    let suffix = indices.compactMap(\.self).joined(separator: ",")
    return Piece(name(quantity) + (suffix.isEmpty ? "" : "[\(suffix)]"))
  }

  private func text(_ index: Index) -> String {
    switch index {
    case .letter(let letter): "\(letter)"
    case .at(let position): "\(position + 1)"
    case .only: "1"
    }
  }
}
