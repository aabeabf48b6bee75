import Autograd
import Diagnostics

/// What names and indices stand for.
extension ModelBuilder {
  mutating func quantity(
    _ name: Name, _ context: Context
  ) throws(Diagnostic) -> NodeID {
    if let local = context.locals[name.text] { return local }
    if let node = scope.nodes[name.text] { return node }
    if let number = number(name.text, context) {
      let label = context.loop[name.text] == nil ? name.text : number.short
      return try constant(Matrix(number), label: label, name.range)
    }
    if scope.families[name.text] != nil || definitions[name.text]?.isIndexed == true {
      throw error(
        name.range, "`\(name.text)` has an index", "say which one is meant, such as \(name.text)[1]"
      )
    }
    throw unknown(name, context)
  }

  /// A number written in the model.
  mutating func constant(
    _ value: Matrix, label: String, _ range: SourceRange
  ) throws(Diagnostic) -> NodeID {
    try takeRoom(for: 1, range)
    return graph.constant(value, label: label.shortened)
  }

  /// The number a name stands for before the model runs: an index of a loop, or a size. An argument
  /// of a function is another thing, though a size have its name.
  func number(_ name: String, _ context: Context?) -> Double? {
    if let position = context?.loop[name] { return Double(position) }
    if context?.locals[name] != nil { return nil }
    return scope.sizes[name].map(Double.init)
  }

  // MARK: Unknown names

  /// Reports every name of an expression that stands for nothing, not only the first met.
  mutating func checkNames(
    _ expression: Expression, _ context: Context
  ) throws(Diagnostic) {
    let unknown = unknownNames(expression, context).map(\.diagnostic)
    guard let last = unknown.last else { return }
    diagnostics += unknown.dropLast()
    throw last
  }

  /// The names of an expression that stand for nothing, and what to say of each.
  func unknownNames(
    _ expression: Expression, _ context: Context
  ) -> [(name: Name, diagnostic: Diagnostic)] {
    expression.names.filter { !isKnown($0, context) }.map { ($0, unknown($0, context)) }
  }

  /// A name that gets an index somewhere is known; whether it has this one is seen later.
  private func isKnown(_ name: Name, _ context: Context) -> Bool {
    scope.isQuantity(name.text) || context.locals[name.text] != nil
      || context.loop[name.text] != nil || definitions[name.text]?.isIndexed == true
  }

  /// A function's body is checked where it is written, called or not.
  mutating func checkFunction(
    _ name: Name, _ parameters: [Name], _ body: Expression
  ) throws(Diagnostic) {
    let repeated = parameters.enumerated().first { n, parameter in
      parameters.prefix(n).contains { $0.text == parameter.text }
    }
    if let repeated {
      let parameter = repeated.element
      throw error(parameter.range, "`\(parameter.text)` is there twice", "rename one of them")
    }
    if let call = body.call(of: name.text) {
      throw error(call.range, "`\(name.text)` calls itself", "a function may not")
    }
    var context = Context(target: name.text, phase: .forward, text: written)
    for parameter in parameters { context.locals[parameter.text] = NodeID.placeholder }
    try checkNames(body, context)
  }

  func unknown(_ name: Name, _ context: Context) -> Diagnostic {
    if name.text == context.target {
      return error(name.range, "`\(name.text)` is used in its own definition", "define it first")
    }
    if let later = definitions[name.text], later.place.lower > name.range.lower {
      return error(
        name.range,
        "`\(name.text)` is used before it is defined in line \(later.place.lower.line)",
        "move its line above this one")
    }
    if BuiltIn.all[name.text] != nil || scope.functions[name.text] != nil {
      return error(name.range, "`\(name.text)` is a function", "write \(name.text)(…)")
    }
    let known = scope.names.union(context.locals.keys).union(context.loop.keys)
      .union(BuiltIn.all.keys)
    return error(
      name.range, "`\(name.text)` is not known",
      known.nearest(to: name.text).map { "did you mean `\($0)`?" }
        ?? "define it above, or declare it with given or weight")
  }

  // MARK: Members of families

  /// `h[t-1]`: the quantity, where the name has indices; nil where it is an element of one without.
  func member(
    _ base: Expression, _ indices: [Expression], _ expression: Expression, _ context: Context
  ) throws(Diagnostic) -> NodeID? {
    guard case .name(let name) = base.kind, context.locals[name] == nil else { return nil }
    guard let family = scope.families[name] else {
      guard scope.nodes[name] == nil, definitions[name]?.isIndexed == true else { return nil }
      var positions: [Int] = []
      for index in indices { positions.append(try position(index, context)) }
      throw missing(name, positions, expression.range)
    }
    guard indices.count == family.rank else {
      throw error(
        expression.range,
        "`\(name)` has \(family.rank) \(family.rank == 1 ? "index" : "indices"), not \(indices.count)",
        family.rank == 1
          ? "an element is written \(name)[t][2]" : "write \(name)[i,j]")
    }
    var positions: [Int] = []
    for index in indices { positions.append(try position(index, context)) }
    guard let node = family.members[positions] else {
      throw missing(name, positions, expression.range)
    }
    return node
  }

  private func missing(_ name: String, _ positions: [Int], _ range: SourceRange) -> Diagnostic {
    let full = indexed(name, positions)
    let known = scope.families[name]?.members.keys.sorted { $0.lexicographicallyPrecedes($1) } ?? []
    guard let first = known.first, let last = known.last else {
      return error(
        range, "`\(full)` is used before it is defined", "give it a value above: \(full) = zeros(n)"
      )
    }
    let there =
      known.count == 1
      ? "there is only \(indexed(name, first))"
      : "there are \(indexed(name, first)) to \(indexed(name, last)) so far"
    return error(range, "`\(full)` is not defined", "\(there); define \(full) = … above")
  }

  /// An index, worked out.
  func position(_ index: Expression, _ context: Context) throws(Diagnostic) -> Int {
    if case .range = index.kind {
      throw error(
        index.range, "a range stands only in stack(…) and concat(…)",
        "give one index; to add up write sum(t = 1...T: …)")
    }
    return try wholeNumber(index, context)
  }

  // MARK: Whole numbers

  func wholeNumber(
    _ expression: Expression, atLeast least: Int = -1_000_000_000, _ context: Context? = nil
  ) throws(Diagnostic) -> Int {
    if let unknown = expression.names.first(where: { number($0.text, context) == nil }) {
      throw notASize(unknown, context)
    }
    guard let value = expression.number({ number($0, context) }), value == value.rounded(),
      abs(value) <= 1e9,
      Int(value) >= least
    else {
      throw error(
        expression.range,
        least < 0
          ? "a whole number is needed here" : "a whole number of \(least) or more is needed here")
    }
    return Int(value)
  }

  private func notASize(_ name: Name, _ context: Context?) -> Diagnostic {
    if let later = definitions[name.text], later.place.lower > name.range.lower,
      scope.places[name.text] == nil
    {
      return unknown(name, context ?? Context(target: "", phase: .forward, text: written))
    }
    if context?.locals[name.text] != nil {
      return error(
        name.range, "`\(name.text)` is not a plain number here",
        "a length, an index and an exponent are known before the model runs")
    }
    let isQuantity =
      scope.isQuantity(name.text) || definitions[name.text] != nil
      || context?.locals[name.text] != nil
    return error(
      name.range,
      isQuantity ? "`\(name.text)` is not a size" : "`\(name.text)` is a size that nothing gives",
      Array(scope.sizes.keys).nearest(to: name.text).map { "did you mean `\($0)`?" }
        ?? (isQuantity
          ? "declare it: size \(name.text) = …"
          : "declare it: size \(name.text) = …, or give data of that length"))
  }

  func constant(_ expression: Expression, _ context: Context) throws(Diagnostic) -> Double {
    guard let number = expression.number({ number($0, context) }), number.isFinite else {
      throw error(expression.range, "an exponent is a plain number", "write a number such as 2")
    }
    return number
  }

  // MARK: Ranges

  /// The positions a range runs over.
  ///
  /// It runs downwards only when its end is a plain number and its start is not, or both are and
  /// the start is larger.
  func positions(_ range: Expression, _ context: Context) throws(Diagnostic) -> [Int] {
    guard case .range(let start, let end) = range.kind else {
      return [try position(range, context)]
    }
    let first = try wholeNumber(start, context), last = try wholeNumber(end, context)
    guard abs(last - first) < Self.mostRepetitions else {
      throw error(
        range.range, "\(first)...\(last) has more than \(Self.mostRepetitions) places",
        "make it smaller")
    }
    let runsDown = end.isPlainNumber && (!start.isPlainNumber || first > last)
    if runsDown, first >= last { return Array((last...first).reversed()) }
    if !runsDown, first <= last { return Array(first...last) }
    if neverFits(start, end, context) {
      throw error(
        range.range, "this range is empty whatever the data",
        runsDown ? "it runs down to \(last); let it start above" : "let it run upwards")
    }
    return []
  }

  /// `for j = i...3` runs downwards, for its end is a plain number: where the index of another loop
  /// is the start, that is hardly what was meant.
  mutating func warnOfDirection(_ range: Expression, _ context: Context) {
    guard case .range(let start, let end) = range.kind, end.isPlainNumber,
      start.names.contains(where: { context.loop[$0.text] != nil }),
      let first = start.number({ number($0, context) }), let last = end.number({ _ in nil }),
      first < last
    else { return }
    let warning = Diagnostic(
      .warning, file: source.name, range: range.range,
      message: "a range with a plain number at its end runs downwards: this one is empty here",
      advice: "name the end: size N = \(last.short), and write N")
    if !diagnostics.contains(warning) { diagnostics.append(warning) }
  }

  /// Whether the end lies as far below the start whatever its names stand for.
  private func neverFits(_ start: Expression, _ end: Expression, _ context: Context) -> Bool {
    func length(oneMoreFor name: String?) -> Double? {
      func number(_ other: String) -> Double? {
        self.number(other, context).map { $0 + (other == name ? 1 : 0) }
      }
      guard let start = start.number(number), let end = end.number(number) else { return nil }
      return end - start
    }
    let names = Set((start.names + end.names).map(\.text))
    return names.allSatisfy { length(oneMoreFor: $0) == length(oneMoreFor: nil) }
  }
}

extension Expression {
  /// `3` or `-3`, as against a size.
  fileprivate var isPlainNumber: Bool {
    switch kind {
    case .number: true
    case .negated(let a): a.isPlainNumber
    default: false
    }
  }

  /// The first call of a function in it.
  fileprivate func call(of function: String) -> Expression? {
    if case .call(function, _) = kind { return self }
    for child in Self.children(of: kind) {
      if let call = child.call(of: function) { return call }
    }
    return nil
  }
}
