/// A stretch of written mathematics, and the number it stands for where it stands for one.
public struct Piece: Hashable, Sendable {
  public var text: String
  public var entry: Entry?

  /// A stretch of text, and the number it stands for, if it does.
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
  var notation = Notation.plain
  /// Significant digits of a number; nil for all it has. A rule is written with all: rounded, it
  /// would be another rule.
  var digits: Int?
  /// Where numbers stand in place of names, what each is.
  var numbers: ((Entry) -> Double)?
  /// Lists that occur again and again: `max(z)` is written for the largest of all elements of z, and
  /// among numbers only the result.
  var shortened: Set<Formula> = []

  /// How loosely each form binds; what binds more loosely than its place asks for is put in
  /// parentheses.
  private enum Level: Int, Comparable {
    case any, sum, product, prefix, power, atom

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    var tighter: Level { Level(rawValue: rawValue + 1) ?? .atom }
  }

  /// Names that letters of the formula at hand may not have: its tokens'.
  private var taken: Set<String> = []

  init(graph: Graph, root: NodeID?, notation: Notation = .plain) {
    self.graph = graph
    self.root = root
    self.notation = notation
  }

  func pieces(_ formula: Formula) -> [Piece] {
    var writer = self
    writer.taken = Set(formula.tokens.map { graph[$0].label })
    return writer.pieces(formula, in: .any)
  }

  /// `w[2]`, or `∂loss/∂w[2]` for a gradient; one piece.
  func name(_ entry: Entry) -> Piece {
    name(entry.quantity, ["\(entry.row + 1)", "\(entry.column + 1)"], entry)
  }

  /// An element of a quantity by its row and column as written: those it has.
  private func name(_ quantity: Quantity, _ place: [String], _ entry: Entry? = nil) -> Piece {
    let shape = graph[quantity.node].shape
    let indices = zip([shape.rows, shape.columns], place).compactMap { $0 == nil ? nil : $1 }
    return Piece(name(quantity, indices), entry)
  }

  /// The name of a whole quantity, or of an element of it.
  func name(_ quantity: Quantity, _ indices: [String] = []) -> String {
    // The result of an update is the weight's next value.
    let node = graph.weight(updatedBy: quantity.node) ?? quantity.node
    let name = notation.element(label(node), indices)
    guard quantity.kind != .value else { return name }
    let gradient = notation.gradient(of: root.map(label) ?? "", by: name)
    return quantity.kind == .flowing ? notation.flowing(gradient) : gradient
  }

  private func label(_ node: NodeID) -> String { text(graph[node].label) }

  /// What the model says, in this notation.
  func text(_ line: String) -> String {
    notation == .plain ? line : TeX.of(line) { graph.node(named: $0) != nil }
  }

  private func pieces(_ formula: Formula, in place: Level) -> [Piece] {
    let (written, level) = written(formula)
    // A leading minus may stand at the start of a sum, nowhere else.
    let startsWithMinus = written.first?.text.hasPrefix(notation.minus) ?? false
    let needsGroup = level < place || (startsWithMinus && place > .sum)
    return needsGroup ? notation.group(written) : written
  }

  private func written(_ formula: Formula) -> ([Piece], Level) {
    switch formula {
    case .number(let x):
      return ([Piece(text(x))], notation.hasPower(text(x)) ? .product : .atom)
    case .element(let slot, let row, let column):
      return ([element(slot, row, column)], .atom)
    case .count:
      preconditionFailure("bind the rule first")
    case .binary(let op, let a, let b):
      return binary(op, a, b)
    case .unary(.negate, let a):
      return ([Piece(notation.minus)] + pieces(a, in: .prefix), .prefix)
    case .unary(.logOfOnePlus, let a):
      return (notation.call("log", [Piece("1 + ")] + pieces(a, in: .product)), .atom)
    case .unary(let function, let a):
      return (notation.call(function.rawValue, argument(a)), .atom)
    case .reduce(let reduction, let letter, let term):
      return reduce(reduction, letter, term)
    case .list(let reduction, let terms):
      return (shortened.contains(formula) ? short(reduction, terms) : list(reduction, terms), .atom)
    case .when:
      return when(formula)
    case .choose(let index, let choices):
      let list = abbreviated(choices.map { pieces($0, in: .any) }, separator: ", ")
      return (notation.list(nil, list, at: text(index)), .atom)
    case .join(let letter, _, let blocks):
      let list = abbreviated(blocks.map(block), separator: ", ")
      return (notation.list("concat", list, at: text(letter)), .atom)
    }
  }

  /// `a if i = 1 and j = 2, else 0`
  private func when(_ formula: Formula) -> ([Piece], Level) {
    var formula = formula, conditions: [(String, Comparison, String)] = []
    while case .when(let a, let comparison, let b, let inside) = formula {
      conditions.append((text(a), comparison, text(b)))
      formula = inside
    }
    return (notation.when(conditions, pieces(formula, in: .sum)), .any)
  }

  private func binary(_ op: Operator, _ a: Formula, _ b: Formula) -> ([Piece], Level) {
    switch op {
    case .larger, .smaller:
      let name = op == .larger ? "max" : "min"
      return (call(name, [pieces(a, in: .any), pieces(b, in: .any)]), .atom)
    case .power:
      return (notation.power(base(a), pieces(b, in: notation == .plain ? .atom : .any)), .power)
    case .plus, .minus:
      return (pieces(a, in: .sum) + [notation.sign(op)] + pieces(b, in: .product), .sum)
    case .over where notation == .latex:
      return (Notation.fraction(pieces(a, in: .any), pieces(b, in: .any)), .prefix)
    case .times, .weighs, .over:
      // What stands behind a Σ seems to belong to its term.
      let left = isOpen(a) ? notation.group(pieces(a, in: .any)) : nil
      var right = pieces(b, in: .prefix)
      if case .reduce = b, isOpen(b) { right = pieces(b, in: .product) }
      return ((left ?? pieces(a, in: .product)) + [notation.sign(op)] + right, .product)
    }
  }

  /// What is raised to a power; a gradient, written as a fraction, in parentheses, and so what has
  /// something above it already.
  private func base(_ formula: Formula) -> [Piece] {
    let written = pieces(formula, in: .atom)
    guard numbers == nil, case .element(.quantity(let quantity), _, _) = formula,
      quantity.kind != .value || notation == .latex && written.text.contains("^")
    else { return written }
    return notation.group(written)
  }

  /// Whether a formula, as written, ends with the term of a sum over a letter.
  private func isOpen(_ formula: Formula) -> Bool {
    switch formula {
    case .reduce(_, let letter, let term): isVisible(letter, in: term) || isOpen(term)
    // A fraction has its own line.
    case .binary(.over, _, _) where notation == .latex: false
    case .binary(.times, _, let b), .binary(.weighs, _, let b), .binary(.over, _, let b): isOpen(b)
    case .unary(.negate, let a): isOpen(a)
    default: false
    }
  }

  private func reduce(
    _ reduction: Reduction, _ letter: Letter, _ term: Formula
  ) -> ([Piece], Level) {
    // A sum of different quantities has no letter to a reader.
    if reduction == .sum, case .choose(.letter(letter), let terms) = term {
      return (abbreviated(terms.map { pieces($0, in: .product) }, separator: " + "), .sum)
    }
    guard isVisible(letter, in: term) else { return written(term) }
    if case .when(.letter(letter), .atMost, let bound, let term) = term {
      let sign = notation.sign(reduction, over: text(letter), upTo: text(bound))
      return ([sign] + pieces(term, in: .product), .product)
    }
    let sign = notation.sign(reduction, over: text(letter), upTo: nil)
    return ([sign] + pieces(term, in: .product), .product)
  }

  /// `max(0.1, 0.7)`
  private func list(_ reduction: Reduction, _ terms: [Formula]) -> [Piece] {
    switch reduction {
    case .sum: terms.map { pieces($0, in: .product) }.joined(with: " + ")
    case .largest: call("max", terms.map { pieces($0, in: .any) })
    case .firstLargest: call("argmax", terms.map { pieces($0, in: .any) })
    }
  }

  private func short(_ reduction: Reduction, _ terms: [Formula]) -> [Piece] {
    if let numbers {
      let value = Formula.list(reduction, terms).substituted { slot, row, column in
        guard case .quantity(let quantity) = slot else { preconditionFailure("bind the rule") }
        return numbers(Entry(quantity, row: row, column: column))
      }.value
      return pieces(.number(value), in: .any)
    }
    guard reduction == .largest, let whole = whole(terms) else { return list(reduction, terms) }
    return notation.call("max", [Piece(whole)])
  }

  /// `z` for all elements of a vector, `S[2,1…3]` for all of a matrix's row; nil for other lists.
  private func whole(_ terms: [Formula]) -> String? {
    guard case .element(.quantity(let quantity), .at(let row), .at(0)) = terms[0] else {
      return nil
    }
    let shape = graph[quantity.node].shape
    func isAll(_ entries: [(Int, Int)]) -> Bool {
      terms
        == entries.map { .element(.quantity(quantity), row: .at($0.0), column: .at($0.1)) }
    }
    if isAll((0..<shape.count).map { ($0 / shape.columnCount, $0 % shape.columnCount) }) {
      return name(quantity)
    }
    guard isAll((0..<shape.columnCount).map { (row, $0) }) else { return nil }
    return name(quantity, ["\(row + 1)", "1\(notation.ellipsis)\(shape.columnCount)"])
  }

  private func call(_ name: String, _ arguments: [[Piece]]) -> [Piece] {
    notation.call(name, arguments.joined(with: ", "))
  }

  /// A list of many quantities as a person writes one: `a, b, …, z`.
  private func abbreviated(_ terms: [[Piece]], separator: String) -> [Piece] {
    guard terms.count > 8 else { return terms.joined(with: separator) }
    return (terms[..<3] + [[Piece(notation.ellipsis)], terms[terms.count - 1]]).joined(
      with: separator)
  }

  /// What is joined to others: a whole vector is written without its letter.
  private func block(_ formula: Formula) -> [Piece] {
    guard case .element(.quantity(let quantity), .letter, _) = formula,
      graph[quantity.node].shape.columns == nil
    else { return pieces(formula, in: .any) }
    return [Piece(name(quantity))]
  }

  /// Whether a letter runs over a direction that is written: a vector has no columns to add up.
  private func isVisible(_ letter: Letter, in term: Formula) -> Bool {
    var isVisible = term.comparisons.contains { $0.0.letter == letter || $0.1.letter == letter }
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
    var written = pieces(formula, in: .any)
    if written.count == 1, written[0].text.hasPrefix("("), written[0].text.hasSuffix(")") {
      written[0].text = String(written[0].text.dropFirst().dropLast())
    }
    return written
  }

  private func element(_ slot: Slot, _ row: Index, _ column: Index) -> Piece {
    guard case .quantity(let quantity) = slot else { preconditionFailure("bind the rule first") }
    if case .at(let row) = row, case .at(let column) = column {
      let entry = Entry(quantity, row: row, column: column)
      return numbers.map { Piece(text($0(entry)), entry) } ?? name(entry)
    }
    return name(quantity, [text(row), text(column)])
  }

  private func text(_ x: Double) -> String {
    notation.number(digits.map { x.text(digits: $0) } ?? x.whole)
  }

  /// A letter, or another where a token is called that already: `z[k]` is the token k's element.
  private func text(_ letter: Letter) -> String {
    guard taken.contains("\(letter)") else { return "\(letter)" }
    let spare = ["m", "n", "r", "s"].filter { !taken.contains($0) }
    return spare.isEmpty ? "\(letter)" : spare[min(letter.rawValue, spare.count - 1)]
  }

  private func text(_ index: Index) -> String {
    switch index {
    case .letter(let letter), .shifted(let letter, by: 0): text(letter)
    case .shifted(let letter, let shift):
      "\(text(letter))\(shift < 0 ? notation.minus : "+")\(abs(shift))"
    case .token(let node): label(node)
    case .picked: preconditionFailure("bind the rule first")
    case .at(let position): "\(position + 1)"
    case .only: "1"
    }
  }
}

extension Sequence where Element == [Piece] {
  fileprivate func joined(with separator: String) -> [Piece] {
    Array(joined(separator: [Piece(separator)]))
  }
}
