extension Formula {
  /// The formulas directly inside this one.
  var children: [Formula] {
    switch self {
    case .number, .element, .count: []
    case .binary(_, let a, let b): [a, b]
    case .unary(_, let a), .reduce(_, _, let a), .when(_, _, _, let a): [a]
    case .list(_, let inside), .choose(_, let inside), .join(_, _, let inside): inside
    }
  }

  /// The same formula with `change` done to each formula directly inside it.
  func mapChildren(_ change: (Formula) -> Formula) -> Formula {
    switch self {
    case .number, .element, .count: self
    case .binary(let op, let a, let b): .binary(op, change(a), change(b))
    case .unary(let function, let a): .unary(function, change(a))
    case .reduce(let reduction, let letter, let a): .reduce(reduction, over: letter, change(a))
    case .list(let reduction, let terms): .list(reduction, terms.map(change))
    case .when(let one, let comparison, let other, let a): .when(one, comparison, other, change(a))
    case .choose(let index, let choices): .choose(index, choices.map(change))
    case .join(let letter, let lengths, let blocks): .join(letter, lengths, blocks.map(change))
    }
  }

  /// The same formula with `change` done to each element it reads.
  func mapElements(_ change: (Slot, Index, Index) -> Formula) -> Formula {
    if case .element(let slot, let row, let column) = self { return change(slot, row, column) }
    return mapChildren { $0.mapElements(change) }
  }

  /// The same formula with `change` done to each row, column and position it names.
  func mapIndices(_ change: (Index) -> Index) -> Formula {
    switch self {
    case .element(let slot, let row, let column):
      .element(slot, row: change(row), column: change(column))
    case .when(let a, let comparison, let b, let formula):
      .when(change(a), comparison, change(b), formula.mapIndices(change))
    case .choose(let index, let choices):
      .choose(change(index), choices.map { $0.mapIndices(change) })
    default: mapChildren { $0.mapIndices(change) }
    }
  }

  /// The rows, columns and positions named here, those of the formulas inside not among them.
  var ownIndices: [Index] {
    switch self {
    case .element(_, let row, let column): [row, column]
    case .when(let a, _, let b, _): [a, b]
    case .choose(let index, _): [index]
    case .number, .binary, .unary, .reduce, .list, .count, .join: []
    }
  }

  /// Which inputs say a position the formula reads at, in the order written.
  var picks: [Int] {
    ownIndices.compactMap { if case .picked(let n) = $0 { n } else { nil } }
      + children.flatMap(\.picks)
  }

  /// The nodes that say a position the formula reads at.
  var tokens: [NodeID] {
    ownIndices.compactMap { if case .token(let node) = $0 { node } else { nil } }
      + children.flatMap(\.tokens)
  }

  /// The pairs of positions the formula compares.
  var comparisons: [(Index, Index)] {
    let inside = children.flatMap(\.comparisons)
    if case .when(let a, _, let b, _) = self { return [(a, b)] + inside }
    return inside
  }

  /// Calls `body` with each element the formula reads, in the order written.
  func forEachElement(_ body: (Slot, Index, Index) -> Void) {
    forEachElement(in: [:]) { slot, row, column, _ in body(slot, row, column) }
  }

  /// Calls `body` with each element the formula reads, and the lengths of the blocks it stands in.
  func forEachElement(
    in blocks: [Letter: Int], _ body: (Slot, Index, Index, [Letter: Int]) -> Void
  ) {
    if case .element(let slot, let row, let column) = self { body(slot, row, column, blocks) }
    if case .join(let letter, let lengths, let formulas) = self {
      for (length, formula) in zip(lengths, formulas) {
        formula.forEachElement(in: blocks.merging([letter: length]) { $1 }, body)
      }
    } else {
      for child in children { child.forEachElement(in: blocks, body) }
    }
  }

  /// The letters that are not bound by a sum inside.
  var freeLetters: Set<Letter> {
    let inside: Set<Letter> = children.reduce(into: Set(ownIndices.compactMap(\.letter))) {
      $0.formUnion($1.freeLetters)
    }
    return switch self {
    case .reduce(_, let letter, _): inside.subtracting([letter])
    case .join(let letter, _, _): inside.union([letter])
    default: inside
    }
  }
}
