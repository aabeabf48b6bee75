extension Formula {
  /// The formula of one element: letters fixed, sums written out term by term in ascending order.
  ///
  /// - Parameters:
  ///   - fixed: the position of each free letter, from 0.
  ///   - extents: how many positions each letter has.
  public func unrolled(at fixed: [Letter: Int], extents: [Letter: Int]) -> Formula {
    func place(_ index: Index) -> Index {
      switch index {
      case .letter(let letter): fixed[letter].map(Index.at) ?? index
      case .at: index
      case .only: .at(0)
      }
    }
    switch self {
    case .element(let slot, let row, let column):
      return .element(slot, row: place(row), column: place(column))
    case .when(let a, let b, let formula):
      return place(a) == place(b) ? formula.unrolled(at: fixed, extents: extents) : .number(0)
    case .choose(let index, let choices):
      guard case .at(let position) = place(index) else { preconditionFailure("a letter is free") }
      return choices[position].unrolled(at: fixed, extents: extents)
    case .count(let letters):
      return .number(Double(letters.reduce(1) { $0 * extents[$1, default: 1] }))
    case .reduce(let reduction, _, _):
      let terms = terms(at: fixed, extents: extents)
      return terms.dropFirst().reduce(terms[0]) { .binary(reduction.joint, $0, $1) }
    case .number, .binary, .unary:
      return mapChildren { $0.unrolled(at: fixed, extents: extents) }
    }
  }

  /// How many numbers the formula reads once its sums are written out.
  func size(_ extents: [Letter: Int]) -> Int {
    let inside = children.map { $0.size(extents) }
    switch self {
    case .number, .count, .element: return 1
    case .binary, .unary, .when: return inside.reduce(0, +)
    case .choose: return inside.max() ?? 0
    case .reduce(_, let letter, _): return (inside.first ?? 0) * extents[letter, default: 1]
    }
  }

  /// The terms of the sum this formula is, each unrolled; the formula itself where it is no sum.
  func terms(at fixed: [Letter: Int], extents: [Letter: Int]) -> [Formula] {
    guard case .reduce(_, let letter, let term) = self else {
      return [unrolled(at: fixed, extents: extents)]
    }
    return (0..<extents[letter, default: 1]).map { position in
      term.unrolled(at: fixed.merging([letter: position]) { $1 }, extents: extents)
    }
  }

  /// The formula with how many positions there are put in.
  func counted(_ extents: [Letter: Int]) -> Formula {
    if case .count = self { return unrolled(at: [:], extents: extents) }
    return mapChildren { $0.counted(extents) }
  }

  /// An unrolled formula with each element replaced by its number.
  public func substituted(_ read: (Slot, _ row: Int, _ column: Int) -> Double) -> Formula {
    mapElements { slot, row, column in
      guard case .at(let row) = row, case .at(let column) = column else {
        preconditionFailure("unroll first")
      }
      return .number(read(slot, row, column))
    }
  }

  /// The number a substituted formula stands for.
  public var value: Double {
    switch self {
    case .number(let x): x
    case .binary(let op, let a, let b): op(a.value, b.value)
    case .unary(let function, let a): function(a.value)
    case .element, .reduce, .count, .when, .choose:
      preconditionFailure("unroll and substitute first")
    }
  }

  /// One round of arithmetic: every operation whose operands are plain numbers is done.
  var simplified: Formula {
    !children.isEmpty && children.allSatisfy(\.isNumber)
      ? .number(value) : mapChildren(\.simplified)
  }

  var isNumber: Bool { if case .number = self { true } else { false } }
}
