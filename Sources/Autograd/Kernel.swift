/// A rule made ready to run: letters are positions, operands are places in the arenas.
///
/// A kernel is derived from the rule's formula and never looks at the op's name. It does the same
/// operations in the same order as the formula unrolled and worked out by hand, so its numbers are
/// the same to the last bit.
struct Kernel: Sendable {
  enum Arena: Sendable { case values, gradients }

  enum Part: Sendable {
    case number(Double)
    /// Each letter moves the place read by its stride.
    case load(Arena, base: Int, strides: SIMD4<Int>)
    case binary(Operator, Int, Int)
    case unary(Function, Int)
    case reduce(Operator, Letter, count: Int, term: Int)
    case when(Index, Index, Int)
    case choose(Index, [Int])
  }

  /// The formula's tree, children before parents.
  private(set) var parts: [Part] = []

  /// The element at a row and a column.
  func callAsFunction(
    row: Int, column: Int, values: [Double], gradients: [Double]
  ) -> Double {
    value(parts.count - 1, SIMD4(row, column, 0, 0), values, gradients)
  }

  private func value(
    _ part: Int, _ at: SIMD4<Int>, _ values: [Double], _ gradients: [Double]
  ) -> Double {
    switch parts[part] {
    case .number(let x):
      return x
    case .load(let arena, let base, let strides):
      let place = base &+ (strides &* at).wrappedSum()
      return arena == .values ? values[place] : gradients[place]
    case .binary(let op, let a, let b):
      return op(value(a, at, values, gradients), value(b, at, values, gradients))
    case .unary(let function, let a):
      return function(value(a, at, values, gradients))
    case .reduce(let joint, let letter, let count, let term):
      var at = at
      at[letter.rawValue] = 0
      var total = value(term, at, values, gradients)
      for position in 1..<max(1, count) {
        at[letter.rawValue] = position
        total = joint(total, value(term, at, values, gradients))
      }
      return total
    case .when(let a, let b, let formula):
      return at[a] == at[b] ? value(formula, at, values, gradients) : 0
    case .choose(let index, let choices):
      return value(choices[at[index]], at, values, gradients)
    }
  }

  fileprivate mutating func add(_ part: Part) -> Int {
    parts.append(part)
    return parts.count - 1
  }
}

extension SIMD4<Int> {
  fileprivate subscript(index: Index) -> Int {
    switch index {
    case .letter(let letter): self[letter.rawValue]
    case .at(let position): position
    case .only: 0
    }
  }
}

/// Where the operands of one node's op lie.
struct Operands {
  struct Place {
    let quantity: Quantity
    let offset: Int
    let shape: Shape

    init(_ node: NodeID, offset: Int, _ shape: Shape) {
      self.quantity = .value(node)
      self.offset = offset
      self.shape = shape
    }

    init(reading node: Node, in graph: Graph) {
      quantity = graph.quantity(readAs: node.id)
      offset = graph[quantity.node].offset
      shape = node.shape
    }
  }

  let output: Place
  let inputs: [Place]

  func kernel(_ rule: Formula, of op: Op, target: Shape) -> Kernel {
    var kernel = Kernel()
    let extents = op.extents(of: rule, target: target) { place(of: $0).shape }
    _ = lower(rule, extents, into: &kernel)
    return kernel
  }

  private func place(of slot: Slot) -> Place {
    switch slot {
    case .input(let n): inputs[n]
    case .output, .upstream: output
    case .quantity: preconditionFailure("a rule reads its op's operands")
    }
  }

  private func lower(_ rule: Formula, _ extents: [Letter: Int], into kernel: inout Kernel) -> Int {
    switch rule {
    case .number(let x):
      return kernel.add(.number(x))
    case .count(let letters):
      let count = letters.reduce(1) { $0 * extents[$1, default: 1] }
      return kernel.add(.number(Double(count)))
    case .element(let slot, let row, let column):
      return kernel.add(load(slot, row, column))
    case .binary(let op, let a, let b):
      let a = lower(a, extents, into: &kernel), b = lower(b, extents, into: &kernel)
      return kernel.add(.binary(op, a, b))
    case .unary(let function, let a):
      let a = lower(a, extents, into: &kernel)
      return kernel.add(.unary(function, a))
    case .reduce(let reduction, let letter, let term):
      let term = lower(term, extents, into: &kernel)
      let count = extents[letter, default: 1]
      return kernel.add(.reduce(reduction.joint, letter, count: count, term: term))
    case .when(let a, let b, let formula):
      let formula = lower(formula, extents, into: &kernel)
      return kernel.add(.when(a, b, formula))
    case .choose(let index, let choices):
      let choices = choices.map { lower($0, extents, into: &kernel) }
      return kernel.add(.choose(index, choices))
    }
  }

  private func load(_ slot: Slot, _ row: Index, _ column: Index) -> Kernel.Part {
    let place = place(of: slot)
    var base = place.offset, strides = SIMD4<Int>.zero
    for (index, stride) in [(row, place.shape.columnCount), (column, 1)] {
      switch index {
      case .at(let position): base += position * stride
      case .letter(let letter): strides[letter.rawValue] += stride
      case .only: break
      }
    }
    let readsGradient = slot == .upstream || place.quantity.kind == .gradient
    return .load(readsGradient ? .gradients : .values, base: base, strides: strides)
  }
}
