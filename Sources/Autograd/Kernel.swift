/// A rule made ready to run: letters are positions, operands are places in memory.
///
/// A kernel is derived from the rule's formula and never looks at the op's name. It does the same
/// operations in the same order as the formula unrolled and worked out by hand, so its numbers are
/// the same to the last bit. It holds no place of its own: all nodes with one op on operands of the
/// same shapes run the same kernel.
struct Kernel: Sendable {
  /// The place of the whole rule in ``Code/parts``.
  let root: Int
  /// How many of its sums are remembered while a step runs.
  let memos: Int
}

/// What the kernels of a graph are made of; formulas' trees, children before parents.
struct Code: Sendable {
  var parts: [Part] = []
  /// The formulas of every `choose`, the starts and formulas of every `join`: places in `parts`.
  var lists: [Int] = []
  var picks: [Pick] = []

  /// One operation; what it is done to are places in `parts`.
  enum Part: Sendable {
    case number(Double)
    case load(Load)
    /// Moved by `picks[first..<first + count]`.
    case pickedLoad(Load, first: Int, count: Int)
    case binary(Operator, Int, Int)
    case unary(Function, Int)
    case reduce(Reduce)
    /// A sum of products of two elements, by far the most frequent: the same arithmetic in one loop.
    case contract(Load, Load, over: Letter, count: Int)
    case when(Position, Comparison, Position, Int)
    case choose(Position, first: Int, count: Int)
    /// The starts of the blocks lie at `first`, their formulas behind them.
    case join(Letter, first: Int, count: Int)
  }

  /// Each letter moves the place read by its stride.
  struct Load: Sendable {
    let operand: Int
    var base = 0
    var strides = Positions()
  }

  /// A token moves the place read, within its direction.
  struct Pick: Sendable {
    let operand: Int
    let stride: Int
    let count: Int
  }

  struct Reduce: Sendable {
    let reduction: Reduction
    let letter: Letter
    let count: Int
    let term: Int
    /// Where the result is remembered; −1 where every element has another.
    let memo: Int
    /// Ones for the letters the result depends on.
    let mask: Positions
  }

  enum Position: Sendable {
    case fixed(Int)
    case letter(Letter, shift: Int)
    case picked(operand: Int)
  }
}

/// A number for each letter.
struct Positions: Hashable, Sendable {
  var i = 0
  var j = 0
  var k = 0
  var l = 0

  subscript(letter: Letter) -> Int {
    get {
      switch letter {
      case .i: i
      case .j: j
      case .k: k
      case .l: l
      }
    }
    set {
      switch letter {
      case .i: i = newValue
      case .j: j = newValue
      case .k: k = newValue
      case .l: l = newValue
      }
    }
  }

  func times(_ other: Self) -> Self {
    Self(i: i &* other.i, j: j &* other.j, k: k &* other.k, l: l &* other.l)
  }

  var sum: Int { i &+ j &+ k &+ l }
}

// MARK: - From formulas

/// The rules of an op for operands of certain shapes, ready to run.
///
/// A graph compiles each but once, however many nodes use it.
struct CompiledOp: Sendable {
  let shape: Shape
  let forward: Kernel
  let backward: [Kernel?]
  /// How many terms the sum has that the output's one element is; 1 where it is no sum.
  let terms: Int
  /// Whether a gradient can flow back to none of its inputs.
  let isBarrier: Bool
}

extension Code {
  /// - Throws: ``ShapeError`` where the shapes do not fit the op.
  mutating func compile(_ op: Op, _ inputs: [Shape]) throws(ShapeError) -> CompiledOp {
    let shape = try op.shape(of: inputs)
    let forward = kernel(op.forward, of: op, inputs, output: shape, target: shape)
    var backward: [Kernel?] = []
    for (rule, input) in zip(op.backward, inputs) {
      backward.append(rule.map { kernel($0, of: op, inputs, output: shape, target: input) })
    }
    var terms = 1
    switch parts[forward.root] {
    case .reduce(let sum) where sum.reduction == .sum: terms = sum.count
    case .contract(_, _, over: _, let count): terms = count
    default: break
    }
    return CompiledOp(
      shape: shape, forward: forward, backward: backward, terms: terms,
      isBarrier: !inputs.isEmpty && backward.allSatisfy { $0 == nil })
  }

  private mutating func kernel(
    _ rule: Formula, of op: Op, _ inputs: [Shape], output: Shape, target: Shape
  ) -> Kernel {
    let extents = op.extents(of: rule, target: target) { slot in
      if case .input(let n) = slot { inputs[n] } else { output }
    }
    var code = Code()
    swap(&code, &self)
    var lowering = Lowering(
      code: consume code, inputs: inputs, output: output, extents: extents)
    let letters: [Letter] = [.i, .j]
    let root = lowering.lower(rule, in: Set(letters.filter { extents[$0, default: 1] > 1 }))
    self = lowering.code
    return Kernel(root: root, memos: lowering.memos)
  }
}

/// Makes parts of a rule's formula.
///
/// Operands are numbered: the inputs, then the output, then the gradient that comes from above.
private struct Lowering {
  var code: Code
  let inputs: [Shape]
  let output: Shape
  let extents: [Letter: Int]
  var memos = 0

  /// - Parameter scope: the letters that take several positions around this formula.
  mutating func lower(_ rule: Formula, in scope: Set<Letter>) -> Int {
    switch rule {
    case .number(let x): return add(.number(x))
    case .count: return lower(rule.counted(extents), in: scope)
    case .element(let slot, let row, let column): return add(load(slot, row, column))
    case .binary(let op, let a, let b):
      let a = lower(a, in: scope), b = lower(b, in: scope)
      return add(.binary(op, a, b))
    case .unary(let function, let a):
      let a = lower(a, in: scope)
      return add(.unary(function, a))
    case .reduce(let reduction, let letter, let term):
      return lowerReduce(reduction, letter, term, of: rule, in: scope)
    case .when(let a, let comparison, let b, let formula):
      let formula = lower(formula, in: scope)
      return add(.when(position(a), comparison, position(b), formula))
    case .choose(let index, let choices):
      let first = addList(choices.map { lower($0, in: scope) })
      return add(.choose(position(index), first: first, count: choices.count))
    case .join(let letter, let lengths, let blocks):
      let starts = lengths.indices.map { lengths[..<$0].reduce(0, +) }
      let first = addList(starts + blocks.map { lower($0, in: scope) })
      return add(.join(letter, first: first, count: blocks.count))
    case .list: preconditionFailure("a rule is not written out")
    }
  }

  /// What does not change with every position around it is remembered: in a softmax the largest
  /// element and the sum are found once, not for each element and term.
  private mutating func lowerReduce(
    _ reduction: Reduction, _ letter: Letter, _ term: Formula, of rule: Formula,
    in scope: Set<Letter>
  ) -> Int {
    let count = max(1, extents[letter, default: 1])
    let inner = count > 1 ? scope.union([letter]) : scope
    let term = lower(term, in: inner)
    let letters = rule.freeLetters.intersection(scope)
    let isRemembered = letters != scope
    if !isRemembered, reduction == .sum, case .binary(.times, let a, let b) = code.parts[term],
      case .load(let a) = code.parts[a], case .load(let b) = code.parts[b]
    {
      return add(.contract(a, b, over: letter, count: count))
    }
    defer { memos += isRemembered ? 1 : 0 }
    var mask = Positions()
    for letter in letters { mask[letter] = 1 }
    return add(
      .reduce(
        Code.Reduce(
          reduction: reduction, letter: letter, count: count, term: term,
          memo: isRemembered ? memos : -1, mask: mask)))
  }

  private mutating func add(_ part: Code.Part) -> Int {
    code.parts.append(part)
    return code.parts.count - 1
  }

  private mutating func addList(_ list: [Int]) -> Int {
    code.lists += list
    return code.lists.count - list.count
  }

  private mutating func load(_ slot: Slot, _ row: Index, _ column: Index) -> Code.Part {
    let (operand, shape) = operand(slot)
    var load = Code.Load(operand: operand)
    let first = code.picks.count
    for (index, stride, count) in [
      (row, shape.columnCount, shape.rowCount), (column, 1, shape.columnCount),
    ] {
      switch index {
      case .at(let position): load.base += position * stride
      case .letter(let letter): load.strides[letter] += stride
      case .shifted(let letter, let shift):
        load.base += shift * stride
        load.strides[letter] += stride
      case .picked(let input):
        code.picks.append(Code.Pick(operand: input, stride: stride, count: count))
      case .only: break
      case .token: preconditionFailure("a rule reads its op's operands")
      }
    }
    let picks = code.picks.count - first
    return picks == 0 ? .load(load) : .pickedLoad(load, first: first, count: picks)
  }

  private func operand(_ slot: Slot) -> (Int, Shape) {
    switch slot {
    case .input(let n): (n, inputs[n])
    case .output: (inputs.count, output)
    case .upstream: (inputs.count + 1, output)
    case .quantity: preconditionFailure("a rule reads its op's operands")
    }
  }

  private func position(_ index: Index) -> Code.Position {
    switch index {
    case .letter(let letter): .letter(letter, shift: 0)
    case .shifted(let letter, let shift): .letter(letter, shift: shift)
    case .at(let position): .fixed(position)
    case .only: .fixed(0)
    case .picked(let input): .picked(operand: input)
    case .token: preconditionFailure("a rule reads its op's operands")
    }
  }
}
