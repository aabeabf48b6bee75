/// Makes parts of a rule's formula.
///
/// Operands are numbered: the inputs, then the output, then the gradient that comes from above.
struct Lowering {
  var code: Code
  let inputs: [Shape]
  let output: Shape
  let extents: [Letter: Int]
  private(set) var memos = 0
  /// How many positions each letter takes around the formula at hand; 1 where it is not here.
  private var reach: [Letter: Int]

  /// - Parameter target: the shape of what the rule gives elements of; `i` and `j` run over that.
  init(code: consuming Code, inputs: [Shape], output: Shape, target: Shape, extents: [Letter: Int])
  {
    self.code = code
    self.inputs = inputs
    self.output = output
    self.extents = extents
    reach = [.i: target.rowCount, .j: target.columnCount]
  }

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
      let first = addList(lengths.startsOfBlocks + lowerBlocks(blocks, letter, lengths, in: scope))
      return add(.join(letter, first: first, count: blocks.count))
    case .list: preconditionFailure("a rule is not written out")
    }
  }

  /// Inside a block the letter counts from the block's start.
  private mutating func lowerBlocks(
    _ blocks: [Formula], _ letter: Letter, _ lengths: [Int], in scope: Set<Letter>
  ) -> [Int] {
    precondition(
      blocks.count == lengths.count && reach[letter, default: 1] <= lengths.reduce(0, +),
      "a letter runs over its blocks")
    return zip(blocks, lengths).map { block, length in
      taking(letter, length) { $0.lower(block, in: scope) }
    }
  }

  /// Lowers what stands where a letter takes so many positions.
  private mutating func taking(
    _ letter: Letter, _ count: Int, _ lower: (inout Self) -> Int
  ) -> Int {
    let outside = reach[letter]
    reach[letter] = count
    defer { reach[letter] = outside }
    return lower(&self)
  }

  /// What does not change with every position around it is remembered: in a softmax the largest
  /// element and the sum are found once, not for each element and term.
  private mutating func lowerReduce(
    _ reduction: Reduction, _ letter: Letter, _ term: Formula, of rule: Formula,
    in scope: Set<Letter>
  ) -> Int {
    let count = max(1, extents[letter, default: 1])
    let inner = count > 1 ? scope.union([letter]) : scope
    let term = taking(letter, count) { $0.lower(term, in: inner) }
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

  /// Reading is not checked as a kernel runs: here it is, once, for all positions there will be.
  ///
  /// - Precondition: no position of a letter leads out of the operand.
  private mutating func load(_ slot: Slot, _ row: Index, _ column: Index) -> Code.Part {
    let (operand, shape) = operand(slot)
    var load = Code.Load(operand: operand)
    let first = code.picks.count
    for (index, stride, count) in [
      (row, shape.columnCount, shape.rowCount), (column, 1, shape.columnCount),
    ] {
      precondition(reads(index, within: count), "a rule reads what \(slot) does not have")
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

  /// Whether every position an index takes is one of a direction's; a token is checked as it comes.
  private func reads(_ index: Index, within count: Int) -> Bool {
    switch index {
    case .at(let position): position >= 0 && position < count
    case .letter(let letter): reach[letter, default: 1] <= count
    case .shifted(let letter, let shift):
      shift >= 0 && shift + reach[letter, default: 1] <= count
    case .only, .picked, .token: count > 0
    }
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

extension [Int] {
  /// Where each block starts, of blocks of these lengths one behind the other.
  var startsOfBlocks: [Int] {
    var start = 0
    return map { length in
      defer { start += length }
      return start
    }
  }
}
