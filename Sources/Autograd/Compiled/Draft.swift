/// A sweep while it can still be joined with its neighbours.
///
/// In a rule's template its places are counted from the rule's operands and target; once it is known
/// what the rule is used on, they are places in memory.
struct Draft {
  var code: Sweep.Code
  var adds = false
  var d: Spot
  var a = Spot(.memory)
  var b = Spot(.memory)
  /// All loops, outermost first; the last one of a map goes from one number to the next.
  var loops: [Loop] = []
  /// Whether one share is a sum itself: shares of one target are then not one sum, to the last bit.
  var hasOwnSum = false
  /// Whether a map reads one number b for all of its count.
  var spreadsB = false
  /// How often the whole is done, to one target: each turn adds its own sum.
  var turns = Loop(count: 1)
  var constants = SIMD4<Double>.zero
  /// For a copy whose source or target tokens say, and for a rule left to the interpreter.
  var payload = Payload.none

  /// A place, counted from a base.
  struct Spot: Hashable {
    var base: Base
    var offset = 0

    init(_ base: Base, _ offset: Int = 0) {
      self.base = base
      self.offset = offset
    }
  }

  enum Base: Hashable {
    case memory
    case target
    /// One of a rule's operands: the inputs, then the output, then the gradient from above.
    case operand(Int)
    /// Room between the sweeps of one rule.
    case scratch(Int)
    /// A copy of what does not change during a run, made at its beginning.
    case pack(Int)
  }

  struct Loop: Hashable {
    var count: Int
    var d = 0
    var a = 0
    var b = 0
  }

  enum Payload {
    case none
    case picked(PickedDraft)
    case rule(Int)
  }

  /// The loops of a copy whose source or target tokens say.
  struct PickedDraft {
    var lane = Loop(count: 1), outer = Loop(count: 1), inner = Loop(count: 1)
    var picks: [Pick]
  }

  struct Pick: Hashable {
    var token: Spot
    var tokenStride: Int
    var stride: Int
    var count: Int
  }

  /// Whether it works on numbers one behind the other, with nothing to say of strides.
  var isMap: Bool {
    switch code {
    case .contract, .contractPairs, .largest, .gather, .pick, .place, .interpret: false
    default: true
    }
  }

  var readsB: Bool {
    switch code {
    case .add, .subtract, .multiply, .divide, .larger, .smaller, .weigh, .raise, .addScaled,
      .timesQuadratic, .contract, .contractPairs:
      true
    default: false
    }
  }

  /// How many numbers the innermost loop of a map goes over.
  var count: Int { loops[loops.count - 1].count }
}

// MARK: - Joining

extension [Draft] {
  /// The same work in fewer sweeps: neighbours that do the same at places evenly apart are one.
  ///
  /// - Parameter keepsOrder: whether every sum keeps the order in which it is displayed. Otherwise
  ///   sums of sums become one sum.
  func joined(keepsOrder: Bool) -> [Draft] {
    var drafts = map(\.canonical)
    while true {
      let next = drafts.joinedOnce(keepsOrder)
      if next.count == drafts.count { return next }
      drafts = next
    }
  }

  private func joinedOnce(_ keepsOrder: Bool) -> [Draft] {
    var result: [Draft] = [], place = 0
    while place < count {
      let end = endOfRun(from: place, keepsOrder)
      result.append(
        end - place > 1
          ? self[place].repeated(end - place, next: self[place + 1], keepsOrder) : self[place])
      place = end
    }
    return result
  }

  /// Where the drafts end that are evenly apart, beginning at `start`.
  private func endOfRun(from start: Int, _ keepsOrder: Bool) -> Int {
    guard start + 1 < count, self[start].joins(self[start + 1], keepsOrder) else {
      return start + 1
    }
    let first = self[start], second = self[start + 1]
    let step = second.distance(from: first)
    var end = start + 2
    while end < count, self[end].isLike(second), self[end].distance(from: self[end - 1]) == step {
      end += 1
    }
    return end
  }
}

extension Draft {
  /// How far the three places are apart.
  fileprivate func distance(from other: Draft) -> SIMD4<Int> {
    SIMD4(
      d.offset - other.d.offset, a.offset - other.a.offset,
      readsB ? b.offset - other.b.offset : 0, 0)
  }

  /// The kinds of place: those of one kind keep their distances when all are moved in the end.
  private var regions: SIMD4<Int> {
    SIMD4(
      d.offset / Region.size, a.offset / Region.size, readsB ? b.offset / Region.size : 0, 0)
  }

  /// Whether both do the same elsewhere.
  fileprivate func isLike(_ other: Draft) -> Bool {
    code == other.code && adds == other.adds && constants == other.constants
      && loops == other.loops && regions == other.regions && hasOwnSum == other.hasOwnSum
      && turns == other.turns && spreadsB == other.spreadsB
  }

  fileprivate func joins(_ next: Draft, _ keepsOrder: Bool) -> Bool {
    guard code == next.code, constants == next.constants, loops == next.loops,
      regions == next.regions, turns == next.turns, spreadsB == next.spreadsB
    else { return false }
    switch code {
    case .pick, .place, .interpret, .zero: return false
    case .contract where next.d == d:
      // Shares of one gradient: one sum, where it runs in the same order.
      guard next.adds else { return false }
      return keepsOrder
        ? hasOwnSum == next.hasOwnSum && (!hasOwnSum || takesTurns) : sumLength < 8
    default:
      return adds == next.adds && next.d != d && (!isMap || loops.count == 1 || touches(next))
        && !writes(next.a) && !(readsB && writes(next.b))
    }
  }

  /// Whether a map goes on where this one ends.
  private func touches(_ next: Draft) -> Bool {
    guard loops.count == 1 else { return false }
    let step = next.distance(from: self)
    return step[0] == count && step[1] == count && (!readsB || step[2] == (spreadsB ? 0 : count))
  }

  /// Whether a place is among those written.
  private func writes(_ spot: Spot) -> Bool {
    var range = d.offset...d.offset
    for loop in loops {
      let reach = (loop.count - 1) * (isMap && loop == loops.last ? 1 : loop.d)
      range =
        min(
          range.lowerBound, range.lowerBound + reach)...max(
          range.upperBound, range.upperBound + reach)
    }
    return range.contains(spot.offset)
  }

  /// Whether its sums can follow one another in one sweep.
  private var takesTurns: Bool { adds && turns.count == 1 }

  /// How many terms its own sum has. A long sum gains nothing from being joined to the next one, and
  /// goes through more memory at once.
  private var sumLength: Int { loops.filter { $0.d == 0 }.reduce(1) { $0 * $1.count } }

  fileprivate func repeated(_ times: Int, next: Draft, _ keepsOrder: Bool) -> Draft {
    var result = self
    if isMap, touches(next) {
      result.loops[0].count *= times
    } else if hasOwnSum, next.d == d, keepsOrder {
      let step = next.distance(from: self)
      result.turns = Loop(count: times, a: step[1], b: step[2])
    } else {
      let step = next.distance(from: self)
      result.loops.insert(Loop(count: times, d: step[0], a: step[1], b: step[2]), at: 0)
    }
    return result.canonical
  }

  /// The loops of the result by falling stride, then those summed over; loops that touch are one.
  fileprivate var canonical: Draft {
    guard !isMap, case .none = payload else { return self }
    var result = self
    for n in loops.indices where loops[n].d < 0 { result.turn(n) }
    let free = result.loops.filter { $0.count > 1 && $0.d != 0 }.sorted { $0.d > $1.d }
    let sums = loops.filter { $0.count > 1 && $0.d == 0 }
    result.loops = free.fused + sums.fused
    return result
  }
}

extension Draft {
  /// Runs a loop of the result the other way round.
  private mutating func turn(_ n: Int) {
    let loop = loops[n], last = loop.count - 1
    d.offset += last * loop.d
    a.offset += last * loop.a
    b.offset += last * loop.b
    loops[n] = Loop(count: loop.count, d: -loop.d, a: -loop.a, b: -loop.b)
  }
}

extension [Draft.Loop] {
  fileprivate var fused: [Draft.Loop] {
    reduce(into: []) { result, next in
      if let last = result.last, last.d == next.count * next.d, last.a == next.count * next.a,
        last.b == next.count * next.b
      {
        result[result.count - 1] = Draft.Loop(
          count: last.count * next.count, d: next.d, a: next.a, b: next.b)
      } else {
        result.append(next)
      }
    }
  }
}
