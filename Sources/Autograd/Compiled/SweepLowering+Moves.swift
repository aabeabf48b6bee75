extension SweepLowering {
  /// Writes numbers there are to the target, or adds them to it.
  mutating func copy(
    _ view: View, over axes: [Axis], to target: Target, adds: Bool, asLoops: Bool = false
  ) throws(HasNoLoops) {
    guard view.picks.isEmpty else {
      return try copyPicked(view, over: axes, to: target, adds: adds)
    }
    guard target.picks.isEmpty else { return try place(view, over: axes, to: target) }
    if adds || asLoops || axes.addsUp {
      contract(view, View(spot: cells[1]), over: axes, to: target, adds: adds)
    } else {
      template.drafts.append(gather(view, over: axes, to: target.spot))
    }
  }

  func isContiguous(_ view: View, _ axes: [Axis]) -> Bool {
    axes.contiguous.allSatisfy { $0.count == 1 || view.strides[$0.direction] == $0.stride }
  }

  func gather(_ view: View, over axes: [Axis], to spot: Draft.Spot) -> Draft {
    Draft(
      code: .gather, d: spot, a: view.spot,
      loops: axes.map { axis in
        Draft.Loop(count: axis.count, d: axis.stride, a: view.strides[axis.direction, default: 0])
      })
  }

  mutating func contract(
    _ a: View, _ b: View, over axes: [Axis], to target: Target, adds: Bool
  ) {
    template.drafts.append(
      Draft(
        code: .contract, adds: adds, d: target.spot, a: a.spot, b: b.spot,
        loops: axes.map { axis in
          Draft.Loop(
            count: axis.count, d: axis.stride, a: a.strides[axis.direction, default: 0],
            b: b.strides[axis.direction, default: 0])
        }, hasOwnSum: axes.addsUp))
  }

  // MARK: Where tokens say

  private mutating func copyPicked(
    _ view: View, over axes: [Axis], to target: Target, adds: Bool
  ) throws(HasNoLoops) {
    guard !adds, !axes.addsUp, target.picks.isEmpty else {
      let here = try gathered(view, over: axes)
      return try copy(here, over: axes, to: target, adds: adds)
    }
    try move(.pick, view, over: axes, to: target, picks: view.picks)
  }

  /// Adds numbers at the place that tokens say.
  private mutating func place(
    _ view: View, over axes: [Axis], to target: Target
  ) throws(HasNoLoops) {
    try move(.place, view, over: axes, to: target, picks: target.picks)
  }

  private mutating func move(
    _ code: Sweep.Code, _ view: View, over axes: [Axis], to target: Target, picks: [Draft.Pick]
  ) throws(HasNoLoops) {
    let loops = axes.filter { $0.count > 1 || $0.direction == .lane }.map { axis in
      (
        axis.direction,
        Draft.Loop(count: axis.count, d: axis.stride, a: view.strides[axis.direction, default: 0])
      )
    }
    let others = loops.filter { $0.0 != .lane }.map(\.1)
    guard others.count <= 2, picks.count <= 2 else { throw HasNoLoops() }
    var picked = Draft.PickedDraft(picks: picks)
    if let lane = loops.first(where: { $0.0 == .lane }) { picked.lane = lane.1 }
    if let last = others.last { picked.inner = last }
    if others.count == 2 { picked.outer = others[0] }
    template.drafts.append(
      Draft(
        code: code, adds: code == .place, d: target.spot, a: view.spot, payload: .picked(picked)))
  }

  /// A copy whose numbers lie one behind the other along these axes.
  mutating func gathered(_ view: View, over axes: [Axis]) throws(HasNoLoops) -> View {
    let axes = axes.contiguous
    var spot: Draft.Spot
    if view.picks.isEmpty, view.lasts {
      template.packs.append(gather(view, over: axes, to: Draft.Spot(.memory)))
      spot = Draft.Spot(.pack(template.packs.count - 1))
    } else {
      spot = room(for: axes.product)
      if view.picks.isEmpty {
        template.drafts.append(gather(view, over: axes, to: spot))
      } else {
        try move(.pick, view, over: axes, to: Target(spot: spot), picks: view.picks)
      }
    }
    return View(spot: spot, strides: axes.strides, lasts: view.lasts)
  }

  // MARK: Operands of sweeps

  /// Where the numbers of a formula lie one behind the other, along all these axes.
  mutating func operand(_ rule: Formula, over axes: [Axis]) throws(HasNoLoops) -> Draft.Spot {
    let view = try self.view(of: rule, over: axes)
    if view.picks.isEmpty, isContiguous(view, axes) { return view.spot }
    return try gathered(view, over: axes).spot
  }

  /// Where the numbers of a formula lie; worked out along the axes it moves with, where it is no
  /// element.
  mutating func view(of rule: Formula, over axes: [Axis]) throws(HasNoLoops) -> View {
    if case .element(let slot, let row, let column) = rule { return try view(slot, row, column) }
    if case .number(let x) = rule { return View(spot: cells[x], lasts: true) }
    let free = rule.freeLetters, isLaned = isLaned(rule)
    let own = axes.filter { axis in
      switch axis.direction {
      case .letter(let letter): free.contains(letter)
      case .lane: isLaned
      }
    }.contiguous
    let key = key(of: rule, along: own)
    if let known = known[key] {
      // The same numbers, under the letters they have here.
      return View(spot: known.spot, strides: own.strides)
    }
    let view = View(spot: room(for: own.product), strides: own.strides)
    try write(rule, over: own, to: Target(spot: view.spot), adds: false)
    known[key] = view
    return view
  }

  /// What a formula is, whatever its letters are called.
  private func key(of rule: Formula, along axes: [Axis]) -> String {
    var names: [Letter: String] = [:]
    for (n, axis) in axes.enumerated() {
      if case .letter(let letter) = axis.direction { names[letter] = "\(n)" }
    }
    return "\(axes.map(\.count)) \(rule.spelled(names, extents))"
  }
}

extension [SweepLowering.Axis] {
  var strides: [SweepLowering.Direction: Int] {
    Dictionary(uniqueKeysWithValues: map { ($0.direction, $0.stride) })
  }
}

extension Formula {
  /// The formula in letters that say where they are bound.
  fileprivate func spelled(_ names: [Letter: String], _ extents: [Letter: Int]) -> String {
    func name(_ index: Index) -> String {
      switch index {
      case .letter(let letter): names[letter, default: "\(letter)"]
      case .shifted(let letter, let shift): "\(names[letter, default: "\(letter)"])+\(shift)"
      case .at, .only, .picked, .token: "\(index)"
      }
    }
    var names = names
    if case .reduce(_, let letter, _) = self {
      names[letter] = "b\(names.count):\(extents[letter, default: 1])"
    }
    let inside = children.map { $0.spelled(names, extents) }.joined(separator: ";")
    switch self {
    case .number(let x): return "\(x.bitPattern)"
    case .element(let slot, let row, let column): return "\(slot)[\(name(row)),\(name(column))]"
    case .binary(let op, _, _): return "\(op)(\(inside))"
    case .unary(let function, _): return "\(function)(\(inside))"
    case .reduce(let reduction, _, _): return "\(reduction)(\(inside))"
    case .list(let reduction, _): return "\(reduction)[\(inside)]"
    case .count(let letters): return "count\(letters)"
    case .when(let a, let comparison, let b, _):
      return "\(name(a))\(comparison)\(name(b))?(\(inside))"
    case .choose(let index, _): return "\(name(index))of(\(inside))"
    case .join(let letter, let lengths, _):
      return "\(names[letter, default: "\(letter)"])in\(lengths)(\(inside))"
    }
  }
}
