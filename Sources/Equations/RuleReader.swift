import Autograd
import Diagnostics

/// Makes the formula of a written rule, for an op's operands of certain shapes.
struct RuleReader {
  let file: String
  /// The inputs' shapes and the output's.
  let inputs: [Shape]
  let output: Shape
  /// What the rule gives elements of: the output, or an input's gradient.
  let target: Shape
  let isBackward: Bool

  /// The scalar's gradient, where one is spread over all places: their shares are added up.
  private var isSpread: Bool { isBackward && target.isScalar && !output.isScalar }

  func formula(_ text: RuleText) throws(Diagnostic) -> Formula {
    let formula = try read(text.expression, [.i, .j])
    return isSpread && text.expression.readsWholes ? Op.sum(Op.i, Op.sum(Op.j, formula)) : formula
  }

  /// - Parameter letters: those that stand for a position here.
  private func read(
    _ expression: Expression, _ letters: Set<Letter>
  ) throws(Diagnostic) -> Formula {
    switch expression.kind {
    case .number(let x): return .number(x)
    case .name(let name): return try whole(name, expression.range)
    case .indexed(let base, let indices): return try element(base, indices, letters)
    case .negated(let a): return -(try read(a, letters))
    case .binary(.power, let a, let exponent):
      guard let number = exponent.plainNumber else {
        throw error(exponent.range, "an exponent is a plain number", "write a number such as 2")
      }
      return .power(try read(a, letters), number)
    case .binary(let op, let a, let b):
      return op.joined(try read(a, letters), try read(b, letters))
    case .call(let function, let arguments):
      return try call(function, arguments, expression.range, letters)
    case .text, .transposed, .list, .range, .sum:
      throw error(
        expression.range, "this has no meaning in a rule",
        "a rule is for one element: write sums as sum(k, a[i, k] * b[k, j])")
    }
  }

  // MARK: Operands

  private func whole(_ name: String, _ range: SourceRange) throws(Diagnostic) -> Formula {
    let slot = try slot(name, range), shape = shape(slot)
    if shape.isScalar { return slot[.only, .only] }
    guard shape == (isSpread ? output : target) else {
      throw error(
        range, "`\(name)` has shape \(shape) here, and the rule is for a number of \(target)",
        "say which of its numbers: \(name)\(shape.columns == nil ? "[i]" : "[i, k]")")
    }
    return slot[
      shape.rows == nil ? .only : .letter(.i), shape.columns == nil ? .only : .letter(.j)]
  }

  private func element(
    _ base: Expression, _ indices: [Expression], _ letters: Set<Letter>
  ) throws(Diagnostic) -> Formula {
    guard case .name(let name) = base.kind else {
      throw error(base.range, "only a letter has indices in a rule", "write a[i] or g[i, k]")
    }
    let slot = try slot(name, base.range), shape = shape(slot)
    var places: [Index] = []
    for index in indices { places.append(try place(index, letters)) }
    switch (places.count, shape.rows, shape.columns) {
    case (2, _, _): return slot[places[0], places[1]]
    case (1, _, nil): return slot[places[0], .only]
    case (1, nil, _): return slot[.only, places[0]]
    default:
      throw error(
        base.range, "`\(name)` has shape \(shape) here", "give it an index for each direction")
    }
  }

  private func place(_ index: Expression, _ letters: Set<Letter>) throws(Diagnostic) -> Index {
    if let number = index.plainNumber.flatMap(Int.init(exactly:)), number > 0 {
      return .at(number - 1)
    }
    guard case .name(let name) = index.kind, let letter = Letter(name) else {
      throw error(index.range, "an index in a rule is i, j, k, l or a number from 1 on")
    }
    guard letters.contains(letter) else {
      throw error(index.range, "`\(name)` runs over nothing here", "put sum(\(name), …) around it")
    }
    return .letter(letter)
  }

  private func slot(_ name: String, _ range: SourceRange) throws(Diagnostic) -> Slot {
    let known = ["a", "b", "c"].prefix(inputs.count)
    if let input = known.firstIndex(of: name) { return .input(input) }
    switch name {
    case "y" where isBackward: return .output
    case "g" where isBackward: return .upstream
    default:
      let letters = known.joined(separator: ", ") + (isBackward ? ", y and g" : "")
      throw error(range, "`\(name)` means nothing in this rule", "it reads \(letters)")
    }
  }

  private func shape(_ slot: Slot) -> Shape {
    if case .input(let n) = slot { inputs[n] } else { output }
  }

  // MARK: Functions

  private func call(
    _ name: String, _ arguments: [Expression], _ range: SourceRange, _ letters: Set<Letter>
  ) throws(Diagnostic) -> Formula {
    if let letter = arguments.first?.letter, arguments.count == 2, name == "sum" || name == "max" {
      let term = try read(arguments[1], letters.union([letter]))
      return name == "sum"
        ? Op.sum(.letter(letter), term) : Op.largest(.letter(letter), term)
    }
    if name == "max", arguments.count == 2 {
      return .larger(try read(arguments[0], letters), try read(arguments[1], letters))
    }
    guard let function = Self.functions[name], arguments.count == 1 else {
      let known = Self.functions.keys.sorted().joined(separator: ", ")
      throw error(range, "a rule has no such function", "it has \(known), and sum(k, …)")
    }
    return function(try read(arguments[0], letters))
  }

  private static let functions: [String: @Sendable (Formula) -> Formula] = [
    "exp": { .exp($0) }, "log": { .log($0) }, "sqrt": { .sqrt($0) }, "tanh": { .tanh($0) },
    "abs": { .abs($0) }, "sign": { .sign($0) }, "step": { .step($0) },
    "sigmoid": { 1 / (1 + .exp(-$0)) }, "σ": { 1 / (1 + .exp(-$0)) },
    "relu": { .larger(0, $0) },
  ]

  private func error(
    _ range: SourceRange, _ message: String, _ advice: String? = nil
  ) -> Diagnostic {
    Diagnostic(file: file, range: range, message: message, advice: advice)
  }
}

extension Letter {
  fileprivate init?(_ name: String) {
    guard let place = ["i", "j", "k", "l"].firstIndex(of: name) else { return nil }
    self = Letter.allCases[place]
  }
}

extension BinaryOperator {
  /// Of single numbers every product is the same.
  fileprivate func joined(_ a: Formula, _ b: Formula) -> Formula {
    switch self {
    case .plus: a + b
    case .minus: a - b
    case .times, .dot, .product: a * b
    case .over: a / b
    case .power: a
    }
  }
}

extension Expression {
  fileprivate var letter: Letter? {
    if case .name(let name) = kind { Letter(name) } else { nil }
  }

  fileprivate var plainNumber: Double? {
    switch kind {
    case .number(let x): x
    case .negated(let inner): inner.plainNumber.map { -$0 }
    default: nil
    }
  }

  /// Whether a letter stands in it without indices.
  fileprivate var readsWholes: Bool {
    switch kind {
    case .name: true
    case .indexed: false
    case .call(_, let arguments):
      arguments.contains { $0.letter == nil && $0.readsWholes }
    default: Self.children(of: kind).contains(where: \.readsWholes)
    }
  }
}
