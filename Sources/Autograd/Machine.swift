/// Runs kernels.
///
/// Memory holds every value, then every gradient (``Layout``). Pointers, because a step must not
/// cost more than its arithmetic.
struct Machine {
  let parts: UnsafePointer<Code.Part>
  let lists: UnsafePointer<Int>?
  let picks: UnsafePointer<Code.Pick>?
  let memory: UnsafeMutablePointer<Double>
  let memos: UnsafeMutablePointer<Memo>
  /// Which way every branch went, where that is asked for.
  var branches: UnsafeMutablePointer<[Int8]>?

  /// A sum worked out before, and the positions it is for.
  struct Memo {
    var isKnown = false
    var at = Positions()
    var value = 0.0
  }

  /// One operand of an op, at the places it has in one node.
  typealias Operands = UnsafePointer<Int>

  func forget(_ count: Int) {
    for memo in 0..<count { memos[memo].isKnown = false }
  }

  func value(_ part: Int, _ at: Positions, _ operands: Operands) -> Double {
    switch parts[part] {
    case .number(let x):
      return x
    case .load(let load):
      return memory[place(load, at, operands)]
    case .pickedLoad(let load, let first, let count):
      return picked(load, first..<first + count, at, operands)
    case .binary(let op, let a, let b):
      let a = value(a, at, operands), b = value(b, at, operands)
      if branches != nil, op == .larger || op == .smaller { note(a, b) }
      return op(a, b)
    case .unary(let function, let a):
      let a = value(a, at, operands)
      if branches != nil, function.hasKink { note(a, 0) }
      return function(a)
    case .reduce(let reduce):
      return value(reduce, at, operands)
    case .contract(let a, let b, over: let letter, let count):
      return contracted(a, b, letter, count, at, operands)
    case .when(let a, let comparison, let b, let formula):
      guard let a = position(a, at, operands), let b = position(b, at, operands),
        comparison(a, b)
      else { return 0 }
      return value(formula, at, operands)
    case .choose(let index, let first, let count):
      guard let choice = position(index, at, operands), choice >= 0, choice < count else {
        return .nan
      }
      return value(list(first + choice), at, operands)
    case .join(let letter, let first, let count):
      let block = block(at[letter], first, count)
      var inside = at
      inside[letter] -= list(first + block)
      return value(list(first + count + block), inside, operands)
    }
  }

  /// The last of the blocks whose starts lie at `first` that starts at or before a position.
  private func block(_ position: Int, _ first: Int, _ count: Int) -> Int {
    var low = 0, high = count
    while high - low > 1 {
      let middle = (low + high) / 2
      if list(first + middle) <= position { low = middle } else { high = middle }
    }
    return low
  }

  private func list(_ place: Int) -> Int {
    guard let lists else { preconditionFailure("a list is there where a part reads it") }
    return lists[place]
  }

  private func value(_ reduce: Code.Reduce, _ at: Positions, _ operands: Operands) -> Double {
    guard reduce.memo >= 0 else { return worked(reduce, at, operands) }
    let at = at.times(reduce.mask)
    let memo = memos[reduce.memo]
    if memo.isKnown, memo.at == at { return memo.value }
    let result = worked(reduce, at, operands)
    memos[reduce.memo] = Memo(isKnown: true, at: at, value: result)
    return result
  }

  private func worked(_ reduce: Code.Reduce, _ at: Positions, _ operands: Operands) -> Double {
    // No function that captures a variable: that would allocate.
    func term(_ position: Int) -> Double {
      value(reduce.term, at.with(reduce.letter, position), operands)
    }
    var result = 0.0
    switch reduce.reduction {
    case .sum:
      result = term(0)
      for position in 1..<reduce.count { result += term(position) }
    case .largest:
      result = term(0)
      for position in 1..<reduce.count {
        let next = term(position)
        if branches != nil { note(result, next) }
        result = Operator.larger(result, next)
      }
    case .firstLargest:
      result = Reduction.firstLargest(reduce.count, term)
      branches?.pointee.append(Int8(truncatingIfNeeded: Int(exactly: result) ?? -1))
    }
    return result
  }

  private func contracted(
    _ a: Code.Load, _ b: Code.Load, _ letter: Letter, _ count: Int, _ at: Positions,
    _ operands: Operands
  ) -> Double {
    var at = at
    at[letter] = 0
    var left = memory + place(a, at, operands), right = memory + place(b, at, operands)
    let leftStride = a.strides[letter], rightStride = b.strides[letter]
    var total = left.pointee * right.pointee
    for _ in 1..<count {
      left += leftStride
      right += rightStride
      total += left.pointee * right.pointee
    }
    return total
  }

  private func place(_ load: Code.Load, _ at: Positions, _ operands: Operands) -> Int {
    operands[load.operand] &+ load.base &+ load.strides.times(at).sum
  }

  private func picked(
    _ load: Code.Load, _ range: Range<Int>, _ at: Positions, _ operands: Operands
  ) -> Double {
    var place = place(load, at, operands)
    guard let picks else { return .nan }
    for n in range {
      guard let position = token(picks[n].operand, operands), position >= 0,
        position < picks[n].count
      else { return .nan }
      place += position * picks[n].stride
    }
    return memory[place]
  }

  private func position(
    _ position: Code.Position, _ at: Positions, _ operands: Operands
  ) -> Int? {
    switch position {
    case .fixed(let position): position
    case .letter(let letter, let shift): at[letter] + shift
    case .picked(let operand): token(operand, operands)
    }
  }

  /// The position a token says; nil where it is no whole number.
  private func token(_ operand: Int, _ operands: Operands) -> Int? {
    Int(exactly: memory[operands[operand]])
  }

  private func note(_ a: Double, _ b: Double) {
    branches?.pointee.append(a > b ? 1 : a < b ? -1 : 0)
  }
}

extension Function {
  /// Whether the slope jumps at 0.
  var hasKink: Bool {
    switch self {
    case .abs, .sign, .step: true
    case .negate, .exp, .log, .logOfOnePlus, .sqrt, .tanh: false
    }
  }
}
