extension SweepLowering {
  mutating func writeSum(
    _ letter: Letter, _ term: Formula, over axes: [Axis], to target: Target, adds: Bool
  ) throws(HasNoLoops) {
    let count = extents[letter, default: 1]
    guard count > 1 else {
      return try write(term.fixing(letter, at: .at(0)), over: axes, to: target, adds: adds)
    }
    if case .choose(.letter(letter), let choices) = term {
      return try writeSum(of: choices, letter, over: axes, to: target, adds: adds)
    }
    guard target.picks.isEmpty else {
      let sum = try view(of: .reduce(.sum, over: letter, term), over: axes)
      return try copy(sum, over: axes, to: target, adds: adds)
    }
    let whole = try axes.summing(letter, count)
    let (a, b) = try factors(term, over: whole)
    contract(a, b, over: whole, to: target, adds: adds)
  }

  /// The two factors of a product of elements; any other formula, and 1.
  private mutating func factors(
    _ term: Formula, over axes: [Axis]
  ) throws(HasNoLoops) -> (View, View) {
    guard case .binary(.times, let a, let b) = term, a.isElement, b.isElement else {
      return (try here(term, over: axes), View(spot: cells[1]))
    }
    return (try here(a, over: axes), try here(b, over: axes))
  }

  /// Where the numbers of a formula lie, those that tokens point at fetched.
  private mutating func here(_ rule: Formula, over axes: [Axis]) throws(HasNoLoops) -> View {
    let view = try self.view(of: rule, over: axes)
    return view.picks.isEmpty ? view : try gathered(view, over: axes)
  }

  /// The first, and to that each of the others.
  private mutating func writeSum(
    of choices: [Formula], _ letter: Letter, over axes: [Axis], to target: Target, adds: Bool
  ) throws(HasNoLoops) {
    guard !adds, !axes.addsUp, target.picks.isEmpty else {
      let sum = try view(
        of: .reduce(.sum, over: letter, .choose(.letter(letter), choices)), over: axes)
      return try copy(sum, over: axes, to: target, adds: adds)
    }
    for (position, choice) in choices.enumerated() {
      try write(
        choice.fixing(letter, at: .at(position)), over: axes, to: target, adds: position > 0,
        asLoops: true)
    }
  }

  mutating func writeLargest(
    _ letter: Letter, _ term: Formula, of rule: Formula, over axes: [Axis], to target: Target,
    adds: Bool
  ) throws(HasNoLoops) {
    let count = extents[letter, default: 1]
    guard count > 1 else {
      return try write(term.fixing(letter, at: .at(0)), over: axes, to: target, adds: adds)
    }
    guard !adds, !axes.addsUp, target.picks.isEmpty else {
      let largest = try view(of: rule, over: axes)
      return try copy(largest, over: axes, to: target, adds: adds)
    }
    let whole = try axes.summing(letter, count)
    let a = try here(term, over: whole)
    template.drafts.append(
      Draft(
        code: .largest, d: target.spot, a: a.spot,
        loops: whole.map { axis in
          Draft.Loop(count: axis.count, d: axis.stride, a: a.strides[axis.direction, default: 0])
        }))
  }

  /// A product of two elements wherever they lie; nil where it is something else.
  mutating func writeProduct(
    _ rule: Formula, over axes: [Axis], to target: Target, adds: Bool
  ) throws(HasNoLoops) -> Bool {
    guard case .binary(.times, let one, let other) = rule, one.isElement, other.isElement else {
      return false
    }
    let (a, b) = try factors(rule, over: axes)
    contract(a, b, over: axes, to: target, adds: adds)
    return true
  }
}

extension [SweepLowering.Axis] {
  /// The axes, and a letter that is summed over; it hides one of its name around it.
  fileprivate func summing(_ letter: Letter, _ count: Int) throws(SweepLowering.HasNoLoops) -> Self
  {
    guard allSatisfy({ $0.direction != .letter(letter) || $0.count == 1 }) else {
      throw SweepLowering.HasNoLoops()
    }
    return without(letter)
      + [SweepLowering.Axis(direction: .letter(letter), count: count, stride: 0)]
  }
}

extension Formula {
  var isElement: Bool { if case .element = self { true } else { false } }
}
