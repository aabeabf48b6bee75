extension Formula {
  /// What an input that picks a position says: nil where that is no position at all.
  public typealias Picks = (_ input: Int) -> Int?

  /// A row or column no matrix has: where a token points that is no whole number.
  static let nowhere = Int.min

  /// The formula of one element: letters fixed, sums written out term by term in ascending order.
  ///
  /// - Parameters:
  ///   - fixed: the position of each free letter, from 0.
  ///   - extents: how many positions each letter has.
  ///   - picks: what the inputs say that pick a position; a rule without such inputs needs none.
  public func unrolled(
    at fixed: [Letter: Int], extents: [Letter: Int],
    picks: Picks = { _ in preconditionFailure("a position is picked as the op runs") }
  ) -> Formula {
    func unrolled(_ formula: Formula) -> Formula {
      formula.unrolled(at: fixed, extents: extents, picks: picks)
    }
    func place(_ index: Index) -> Index { index.placed(at: fixed, picks) }
    switch self {
    case .element(let slot, let row, let column):
      return .element(slot, row: place(row), column: place(column))
    case .when(let a, let comparison, let b, let formula):
      return place(a).compares(comparison, place(b)) ? unrolled(formula) : .number(0)
    case .choose(let index, let choices):
      guard case .at(let position) = place(index) else { preconditionFailure("a letter is free") }
      return choices.indices.contains(position) ? unrolled(choices[position]) : .number(.nan)
    case .join(let letter, let lengths, let blocks):
      guard let position = fixed[letter] else { preconditionFailure("a letter is free") }
      let (block, start) = Self.block(at: position, lengths)
      return blocks[block].unrolled(
        at: fixed.merging([letter: position - start]) { $1 }, extents: extents, picks: picks)
    case .count:
      return counted(extents)
    case .reduce(let reduction, _, _):
      return reduction.joined(terms(at: fixed, extents: extents, picks: picks))
    case .number, .binary, .unary, .list:
      return mapChildren(unrolled)
    }
  }

  /// Which block a position is in, and where that block starts.
  private static func block(at position: Int, _ lengths: [Int]) -> (block: Int, start: Int) {
    var start = 0
    for (block, length) in lengths.enumerated() {
      if position < start + length { return (block, start) }
      start += length
    }
    preconditionFailure("a letter runs over its blocks")
  }

  /// How many numbers the formula reads once its sums are written out.
  func size(_ extents: [Letter: Int]) -> Int {
    let inside = children.map { $0.size(extents) }
    switch self {
    case .number, .count, .element: return 1
    case .binary, .unary, .when, .list: return inside.reduce(0, +)
    case .choose, .join: return inside.max() ?? 0
    case .reduce(_, let letter, _): return (inside.first ?? 0) * extents[letter, default: 1]
    }
  }

  /// The terms of the sum this formula is, each unrolled; the formula itself where it is no sum.
  func terms(
    at fixed: [Letter: Int], extents: [Letter: Int], picks: Picks
  ) -> [Formula] {
    guard case .reduce(_, let letter, let term) = self else {
      return [unrolled(at: fixed, extents: extents, picks: picks)]
    }
    let terms = (0..<max(1, extents[letter, default: 1])).compactMap { position -> Formula? in
      let fixed = fixed.merging([letter: position]) { $1 }
      // What is left out of a sum is not written as a 0 in it.
      if case .when(let a, let comparison, let b, _) = term,
        !a.placed(at: fixed, picks).compares(comparison, b.placed(at: fixed, picks))
      {
        return nil
      }
      return term.unrolled(at: fixed, extents: extents, picks: picks)
    }
    return terms.isEmpty ? [.number(0)] : terms
  }

  /// The formula with how many positions there are put in, and without conditions on a letter that
  /// has but one.
  func counted(_ extents: [Letter: Int]) -> Formula {
    if case .when(.letter(let letter), .equal, let other, let formula) = self,
      extents[letter, default: 1] == 1, other == .only || other == .at(0)
    {
      return formula.counted(extents)
    }
    if case .count(let letters) = self {
      return .number(Double(letters.reduce(1) { $0 * extents[$1, default: 1] }))
    }
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
    case .list(let reduction, let terms): reduction(terms.map(\.value))
    case .element, .reduce, .count, .when, .choose, .join:
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

extension Index {
  /// The index with letters fixed and picks made.
  fileprivate func placed(at fixed: [Letter: Int], _ picks: Formula.Picks) -> Index {
    switch self {
    case .letter(let letter): fixed[letter].map(Index.at) ?? self
    case .shifted(let letter, let shift): fixed[letter].map { .at($0 + shift) } ?? self
    case .picked(let input): .at(picks(input) ?? Formula.nowhere)
    case .at, .token: self
    case .only: .at(0)
    }
  }

  fileprivate func compares(_ comparison: Comparison, _ other: Index) -> Bool {
    guard case .at(let a) = self, case .at(let b) = other else {
      preconditionFailure("a letter is free")
    }
    return a != Formula.nowhere && b != Formula.nowhere && comparison(a, b)
  }
}

extension Reduction {
  /// Terms as one formula: a chain of additions, or a list for what is one step to a reader.
  fileprivate func joined(_ terms: [Formula]) -> Formula {
    switch self {
    case .sum: return terms.dropFirst().reduce(terms[0], +)
    case .firstLargest: return .list(self, terms)
    case .largest:
      // The largest of the largest of every row is the largest of all.
      let all = terms.flatMap { term in
        if case .list(.largest, let inside) = term { inside } else { [term] }
      }
      return all.count == 1 ? all[0] : .list(self, all)
    }
  }
}
