/// A rule as sweeps, not yet anywhere: places are counted from the rule's operands and target.
///
/// One serves all nodes that use the rule on operands of the same shapes.
struct Template {
  var drafts: [Draft] = []
  /// How many numbers each room between the sweeps holds.
  var scratch: [Int] = []
  /// Copies, made once a run, of what does not change during it.
  var packs: [Draft] = []
}

/// Makes sweeps of a rule's formula. It looks at nothing else: no op is known by name.
///
/// The letters of the target, and the lane of the example, are axes that all sweeps run along. A
/// formula is written to its target directly where it is one loop; else its parts are worked out
/// first, into scratch, as often as the parts' own letters ask for. What has no loop, such as a
/// position that is compared with one still to be summed over, is left to the interpreter.
struct SweepLowering {
  /// How many examples lie side by side.
  let lanes: Int
  /// The inputs, the output, the gradient from above.
  let operands: [Operand]
  let extents: [Letter: Int]
  /// Numbers there are without computing.
  var cells: Cells
  var template = Template()
  /// What was worked out into scratch, by what it is: a softmax finds its largest element once.
  var known: [String: View] = [:]

  struct Operand: Hashable {
    let shape: Shape
    /// Whether every example has its own.
    let isLaned: Bool
    /// Whether it stays the same during a run: a weight, a number.
    let lasts: Bool
  }

  enum Direction: Hashable { case letter(Letter), lane }

  /// A direction that the numbers of a formula lie along.
  struct Axis {
    let direction: Direction
    var count: Int
    /// How far one position moves the target; 0 where the results of all are added up.
    var stride: Int
  }

  struct Target {
    var spot: Draft.Spot
    var picks: [Draft.Pick] = []
  }

  /// Where the numbers of a formula are, and how far each direction moves the place.
  struct View {
    var spot: Draft.Spot
    var strides: [Direction: Int] = [:]
    var picks: [Draft.Pick] = []
    var lasts = false
  }

  /// Thrown where a formula has no loops.
  struct HasNoLoops: Error {}

  /// - Parameters:
  ///   - asLoops: whether to write what could be one map as a contraction, which can be joined with
  ///     the same one for other time steps.
  static func template(
    _ rule: Formula, to target: Operand, adds: Bool, asLoops: Bool, lanes: Int,
    operands: [Operand], extents: [Letter: Int], cells: inout Cells
  ) -> Template? {
    var lowering = SweepLowering(lanes: lanes, operands: operands, extents: extents, cells: cells)
    let rowStride = target.shape.columnCount * (target.isLaned ? lanes : 1)
    let axes = [
      Axis(direction: .letter(.i), count: target.shape.rowCount, stride: rowStride),
      Axis(
        direction: .letter(.j), count: target.shape.columnCount,
        stride: target.isLaned ? lanes : 1),
      Axis(direction: .lane, count: lanes, stride: target.isLaned ? 1 : 0),
    ].filter { $0.direction != .lane || lowering.hasLanes(target) }
    do {
      try lowering.write(
        rule, over: axes, to: Target(spot: Draft.Spot(.target)), adds: adds,
        asLoops: asLoops)
    } catch {
      return nil
    }
    cells = lowering.cells
    return lowering.template
  }

  private func hasLanes(_ target: Operand) -> Bool {
    lanes > 1 && (target.isLaned || operands.contains(where: \.isLaned))
  }

  // MARK: Formulas

  mutating func write(
    _ rule: Formula, over axes: [Axis], to target: Target, adds: Bool, asLoops: Bool = false
  ) throws(HasNoLoops) {
    switch rule {
    case .number(let x):
      try write(x, over: axes, to: target, adds: adds)
    case .element(let slot, let row, let column):
      try copy(view(slot, row, column), over: axes, to: target, adds: adds, asLoops: asLoops)
    case .join(let letter, let lengths, let blocks):
      try writeJoin(letter, lengths, blocks, over: axes, to: target, adds: adds)
    case .choose(.at(let position), let choices) where choices.indices.contains(position):
      try write(choices[position], over: axes, to: target, adds: adds, asLoops: asLoops)
    case .choose(.letter(let letter), let choices):
      try writeChoices(letter, choices, over: axes, to: target, adds: adds)
    case .when(let a, .equal, let b, let formula):
      try write(formula, where: a, is: b, over: axes, to: target, adds: adds, asLoops: asLoops)
    case .reduce(.sum, let letter, let term):
      try writeSum(letter, term, over: axes, to: target, adds: adds)
    case .reduce(.largest, let letter, let term):
      try writeLargest(letter, term, of: rule, over: axes, to: target, adds: adds)
    case .binary, .unary:
      try writeArithmetic(rule, over: axes, to: target, adds: adds, asLoops: asLoops)
    case .count, .choose, .when, .reduce, .list:
      throw HasNoLoops()
    }
  }

  private mutating func write(
    _ number: Double, over axes: [Axis], to target: Target, adds: Bool
  ) throws(HasNoLoops) {
    if adds, number == 0 { return }
    let free = axes.filter { $0.stride != 0 || $0.count == 1 }
    guard free.count == axes.count || number == 0 else { throw HasNoLoops() }
    try copy(View(spot: cells[number], lasts: true), over: free, to: target, adds: adds)
  }

  private mutating func writeJoin(
    _ letter: Letter, _ lengths: [Int], _ blocks: [Formula], over axes: [Axis],
    to target: Target, adds: Bool
  ) throws(HasNoLoops) {
    guard let place = axes.firstIndex(where: { $0.direction == .letter(letter) }) else {
      throw HasNoLoops()
    }
    for (block, (start, length)) in zip(blocks, zip(lengths.startsOfBlocks, lengths)) {
      var axes = axes, target = target
      axes[place].count = length
      target.spot.offset += start * axes[place].stride
      try write(block, over: axes, to: target, adds: adds)
    }
  }

  private mutating func writeChoices(
    _ letter: Letter, _ choices: [Formula], over axes: [Axis], to target: Target, adds: Bool
  ) throws(HasNoLoops) {
    guard let axis = axes.first(where: { $0.direction == .letter(letter) }),
      axis.count == choices.count
    else { throw HasNoLoops() }
    for (position, choice) in choices.enumerated() {
      try write(
        choice.fixing(letter, at: .at(position)), over: axes.without(letter),
        to: target.moved(by: position * axis.stride), adds: adds)
    }
  }

  /// Only one position along a letter gets something; the others get 0.
  private mutating func write(
    _ formula: Formula, where a: Index, is b: Index, over axes: [Axis], to target: Target,
    adds: Bool, asLoops: Bool
  ) throws(HasNoLoops) {
    guard case .letter(let letter) = a,
      let axis = axes.first(where: { $0.direction == .letter(letter) })
    else { throw HasNoLoops() }
    if !adds { try write(0, over: axes, to: target, adds: false) }
    var target = target, adds = adds
    switch b {
    case .at(let position):
      guard position >= 0, position < axis.count else { return }
      target = target.moved(by: position * axis.stride)
    case .only:
      break
    case .picked(let input):
      target.picks.append(pick(input, stride: axis.stride, count: axis.count))
      adds = true
    case .letter, .shifted, .token:
      throw HasNoLoops()
    }
    try write(
      formula.fixing(letter, at: b), over: axes.without(letter), to: target, adds: adds,
      asLoops: asLoops)
  }

  // MARK: Operands

  func pick(_ input: Int, stride: Int, count: Int) -> Draft.Pick {
    Draft.Pick(
      token: Draft.Spot(.operand(input)),
      tokenStride: operands[input].isLaned && lanes > 1 ? 1 : 0, stride: stride, count: count)
  }

  func view(_ slot: Slot, _ row: Index, _ column: Index) throws(HasNoLoops) -> View {
    let number = number(of: slot), operand = operands[number]
    let lanes = operand.isLaned ? lanes : 1
    var view = View(spot: Draft.Spot(.operand(number)), lasts: operand.lasts)
    for (index, stride, count) in [
      (row, operand.shape.columnCount * lanes, operand.shape.rowCount),
      (column, lanes, operand.shape.columnCount),
    ] {
      switch index {
      case .letter(let letter): view.strides[.letter(letter), default: 0] += stride
      case .shifted(let letter, let shift):
        view.spot.offset += shift * stride
        view.strides[.letter(letter), default: 0] += stride
      case .at(let position): view.spot.offset += position * stride
      case .only: break
      case .picked(let input): view.picks.append(pick(input, stride: stride, count: count))
      case .token: throw HasNoLoops()
      }
    }
    if lanes > 1 { view.strides[.lane] = 1 }
    return view
  }

  private func number(of slot: Slot) -> Int {
    switch slot {
    case .input(let n): n
    case .output: operands.count - 2
    case .upstream: operands.count - 1
    case .quantity: preconditionFailure("a rule reads its op's operands")
    }
  }

  /// Whether every example has its own number of this.
  func isLaned(_ rule: Formula) -> Bool {
    var result = rule.picks.contains { operands[$0].isLaned }
    rule.forEachElement { slot, _, _ in
      result = result || operands[number(of: slot)].isLaned
    }
    return result && lanes > 1
  }

  mutating func room(for count: Int) -> Draft.Spot {
    template.scratch.append(count)
    return Draft.Spot(.scratch(template.scratch.count - 1))
  }
}

extension SweepLowering.Target {
  func moved(by offset: Int) -> Self {
    var result = self
    result.spot.offset += offset
    return result
  }
}

extension [SweepLowering.Axis] {
  func without(_ letter: Letter) -> Self { filter { $0.direction != .letter(letter) } }

  var product: Int { reduce(1) { $0 * $1.count } }

  /// The same axes of numbers that lie one behind the other, the last axis the fastest.
  var contiguous: Self {
    var stride = 1
    return reversed().map { axis in
      defer { stride *= axis.count }
      return SweepLowering.Axis(direction: axis.direction, count: axis.count, stride: stride)
    }.reversed()
  }

  /// Whether the target's numbers lie so.
  var isContiguous: Bool {
    zip(self, contiguous).allSatisfy { $0.count == 1 || $0.stride == $1.stride }
  }

  /// Whether results along some axis are added up.
  var addsUp: Bool { contains { $0.stride == 0 && $0.count > 1 } }
}

extension Formula {
  /// The formula with a letter fixed at a position.
  func fixing(_ letter: Letter, at position: Index) -> Formula {
    mapIndices { index in
      switch (index, position) {
      case (.letter(letter), _): position
      case (.shifted(letter, let shift), .at(let place)): .at(place + shift)
      case (.shifted(letter, let shift), .only): .at(shift)
      // Nothing that sweeps can say: they do not read beside where a token says.
      case (.shifted(letter, _), _): .token(.placeholder)
      default: index
      }
    }
  }
}
