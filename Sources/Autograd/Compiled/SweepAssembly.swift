/// The sweeps of a flat program, and the tables they point into.
struct SweepTables: Sendable {
  var sweeps: [Sweep] = []
  var constants: [SIMD4<Double>] = []
  var loops: [Sweep.Loops] = []
  var outer: [Sweep.Loop] = []
  var moves: [Sweep.PickedMove] = []
  var rules: [InterpretedRule] = []
}

extension SweepTables {
  /// Puts another program's tables behind these; returns where its sweeps begin.
  mutating func append(_ other: SweepTables) -> Int {
    let start = sweeps.count
    sweeps += other.sweeps.map { sweep in
      var sweep = sweep
      switch sweep.code {
      case .contract, .contractPairs, .largest, .gather: sweep.extra += Int32(loops.count)
      case .pick, .place: sweep.extra += Int32(moves.count)
      case .interpret: sweep.extra += Int32(rules.count)
      default: sweep.extra += Int32(constants.count)
      }
      if sweep.outer >= 0 { sweep.outer += Int32(outer.count) }
      return sweep
    }
    constants += other.constants
    loops += other.loops
    outer += other.outer
    moves += other.moves
    rules += other.rules
    return start
  }
}

/// Makes sweeps of drafts whose places are known.
struct SweepAssembly {
  private(set) var tables = SweepTables()
  /// Where room lies for copies that sweeps need for themselves.
  var scratch: ScratchSpace
  /// Copies of what lasts, made at the beginning of a run.
  var packs: Packs
  private var knownConstants: [SIMD4<Double>: Int32] = [:]
  private var knownLoops: [Sweep.Loops: Int32] = [:]
  private var knownOuter: [Sweep.Loop: Int32] = [:]
  /// Which places hold what lasts during a run.
  var lasting: [Range<Int>] = []

  init(scratch: ScratchSpace, packs: Packs) {
    self.scratch = scratch
    self.packs = packs
  }

  /// Copies of what lasts, then everything else, all at their final places.
  mutating func finish(movedBy move: (Int) -> Int) -> (tables: SweepTables, packing: Int) {
    let sweeps = tables.sweeps
    tables.sweeps = []
    for pack in packs.drafts { gather(pack) }
    let packing = tables.sweeps.count
    tables.sweeps += sweeps
    for n in tables.sweeps.indices { tables.sweeps[n].move(move) }
    for n in tables.moves.indices { tables.moves[n].move(move) }
    for n in tables.rules.indices { tables.rules[n].move(move) }
    return (tables, packing)
  }

  mutating func add(_ rule: InterpretedRule) -> Int {
    tables.rules.append(rule)
    return tables.rules.count - 1
  }

  mutating func append(_ draft: Draft) {
    switch draft.code {
    case .contract: contract(draft)
    case .gather: gather(draft)
    case .largest: largest(draft)
    case .pick, .place: move(draft)
    case .interpret:
      guard case .rule(let rule) = draft.payload else { return }
      append(draft, count: 1, extra: Int32(rule))
    default: append(map: draft)
    }
  }

  private mutating func append(map draft: Draft) {
    append(draft, count: draft.count, extra: place(of: draft.constants))
    guard draft.loops.count > 1 else { return }
    let outer = place(of: draft.loops[0].small)
    tables.sweeps[tables.sweeps.count - 1].outer = outer
  }

  private mutating func append(_ draft: Draft, count: Int, extra: Int32) {
    tables.sweeps.append(
      Sweep(
        code: draft.code, adds: draft.adds,
        goesOn: draft.code.isContraction && draft.adds && !draft.hasOwnSum,
        spreadsB: draft.spreadsB, count: Int32(count),
        d: Int32(draft.d.offset), a: Int32(draft.a.offset), b: Int32(draft.b.offset), extra: extra))
  }

  private mutating func place(of constants: SIMD4<Double>) -> Int32 {
    if let known = knownConstants[constants] { return known }
    tables.constants.append(constants)
    knownConstants[constants] = Int32(tables.constants.count - 1)
    return Int32(tables.constants.count - 1)
  }

  private mutating func place(of loops: Sweep.Loops) -> Int32 {
    if let known = knownLoops[loops] { return known }
    tables.loops.append(loops)
    knownLoops[loops] = Int32(tables.loops.count - 1)
    return Int32(tables.loops.count - 1)
  }

  private mutating func place(of outer: Sweep.Loop) -> Int32 {
    if let known = knownOuter[outer] { return known }
    tables.outer.append(outer)
    knownOuter[outer] = Int32(tables.outer.count - 1)
    return Int32(tables.outer.count - 1)
  }

  // MARK: Loops

  private mutating func gather(_ draft: Draft) {
    var loops = draft.loops
    if let last = loops.last, last.d == 1, last.a == 1, loops.count < 3 {
      var copy = draft
      copy.code = .copy
      return append(map: copy)
    }
    if loops.count > 3 { return unroll(loops.removeFirst(), of: draft, loops) { $0.gather($1) } }
    while loops.count < 3 { loops.insert(Draft.Loop(count: 1), at: 0) }
    let table = Sweep.Loops(m: loops[0].small, r: loops[1].small, n: loops[2].small)
    append(draft, count: loops[2].count, extra: place(of: table))
  }

  private mutating func largest(_ draft: Draft) {
    var free = draft.loops.filter { $0.d != 0 }
    let sums = draft.loops.filter { $0.d == 0 }
    if free.count > 2 {
      return unroll(free.removeFirst(), of: draft, free + sums) { $0.largest($1) }
    }
    while free.count < 2 { free.insert(Draft.Loop(count: 1), at: 0) }
    let terms = sums.first ?? Draft.Loop(count: 1)
    let table = Sweep.Loops(m: free[0].small, r: terms.small, n: free[1].small)
    append(draft, count: free[1].count, extra: place(of: table))
  }

  /// Writes a loop out that the sweep has no room for.
  private mutating func unroll(
    _ loop: Draft.Loop, of draft: Draft, _ inner: [Draft.Loop],
    _ append: (inout Self, Draft) -> Void
  ) {
    for turn in 0..<loop.count {
      var one = draft
      one.d.offset += turn * loop.d
      one.a.offset += turn * loop.a
      one.b.offset += turn * loop.b
      one.adds = draft.adds || (loop.d == 0 && turn > 0)
      one.loops = inner
      append(&self, one)
    }
  }

  private mutating func move(_ draft: Draft) {
    guard case .picked(let picked) = draft.payload, let first = picked.picks.first else { return }
    tables.moves.append(
      Sweep.PickedMove(
        lane: picked.lane.small, outer: picked.outer.small, inner: picked.inner.small,
        first: first.small, second: picked.picks.count > 1 ? picked.picks[1].small : nil))
    append(draft, count: 1, extra: Int32(tables.moves.count - 1))
  }

  // MARK: Contractions

  /// Finds the loop that vectors run along, and the one whose rows are worked on together.
  private mutating func contract(_ draft: Draft) {
    var draft = draft
    var free = draft.loops.filter { $0.d != 0 }, sums = draft.loops.filter { $0.d == 0 }
    var along = Draft.Loop(count: 1, d: 1, a: 0, b: 1)
    var isPairs = false
    if let last = free.last, last.d == 1 {
      isPairs = last.a != 0 && last.b != 0
      if !isPairs || (last.a == 1 && last.b == 1) {
        along = free.removeLast()
        if along.b == 0 {
          draft.swapOperands(&free, &sums)
          (along.a, along.b) = (along.b, along.a)
        }
      } else {
        isPairs = false
      }
    }
    var rows = Draft.Loop(count: 1)
    if let n = free.lastIndex(where: { isPairs || $0.b == 0 }) { rows = free.remove(at: n) }
    if rows.count == 1, !isPairs, draft.turns.b == 0 {
      // The turns' sums run side by side; one after the other they are added.
      rows = draft.turns
      draft.turns = Draft.Loop(count: 1)
    }
    var batch = draft.turns.count > 1 ? draft.turns : free.popLast() ?? Draft.Loop(count: 1)
    if let outer = free.first ?? (sums.count > 2 ? sums[0] : nil) {
      let isFree = !free.isEmpty
      let inner =
        free.dropFirst() + (draft.turns.count > 1 ? [] : [batch]) + [rows, along]
        + sums.dropFirst(isFree ? 0 : 1)
      return unroll(outer, of: draft, inner.filter { $0.count > 1 }) { $0.contract($1) }
    }
    while sums.count < 2 { sums.insert(Draft.Loop(count: 1), at: 0) }
    if !isPairs {
      straightenB(&draft, &along, &batch, &sums)
      if batch.count == 1 { straightenA(&draft, rows: &rows, &sums) }
    } else {
      draft.code = .contractPairs
    }
    let table = Sweep.Loops(
      batch: batch.small, m: rows.small, r2: sums[0].small, r: sums[1].small, n: along.small)
    append(draft, count: along.count, extra: place(of: table))
  }

  /// Vectors are read from one place: what does not lie so is copied first.
  private mutating func straightenB(
    _ draft: inout Draft, _ along: inout Draft.Loop, _ batch: inout Draft.Loop,
    _ sums: inout [Draft.Loop]
  ) {
    guard along.b != 1, along.count > 1 else { return }
    var loops = ([batch] + sums).filter { $0.b != 0 && $0.count > 1 } + [along]
    var stride = 1
    for n in loops.indices.reversed() {
      loops[n] = Draft.Loop(count: loops[n].count, d: stride, a: loops[n].b)
      stride *= loops[n].count
    }
    draft.b.offset = copied(draft.b.offset, loops, stride)
    stride = along.count
    for n in sums.indices.reversed() where sums[n].b != 0 && sums[n].count > 1 {
      sums[n].b = stride
      stride *= sums[n].count
    }
    if batch.b != 0, batch.count > 1 { batch.b = stride }
    along.b = 1
  }

  /// Rows of what lasts lie one number behind the other, so that reading runs straight.
  private mutating func straightenA(
    _ draft: inout Draft, rows: inout Draft.Loop, _ sums: inout [Draft.Loop]
  ) {
    guard rows.count > 1, rows.a == 1, sums[1].a > 1, sums[0].count == 1,
      lasts(draft.a.offset)
    else { return }
    let length = sums[1].count
    draft.a.offset = copied(
      draft.a.offset,
      [
        Draft.Loop(count: rows.count, d: length, a: 1),
        Draft.Loop(count: length, d: 1, a: sums[1].a),
      ], rows.count * length)
    rows.a = length
    sums[1].a = 1
  }

  private func lasts(_ place: Int) -> Bool { lasting.contains { $0.contains(place) } }

  /// A copy with other strides: made once a run of what lasts, each time of what does not.
  private mutating func copied(_ place: Int, _ loops: [Draft.Loop], _ count: Int) -> Int {
    var copy = Draft(
      code: .gather, d: Draft.Spot(.memory), a: Draft.Spot(.memory, place), loops: loops)
    if lasts(place) { return packs.place(of: copy) }
    copy.d.offset = scratch.room(for: count)
    gather(copy)
    return copy.d.offset
  }
}

extension Draft {
  fileprivate mutating func swapOperands(_ free: inout [Loop], _ sums: inout [Loop]) {
    swap(&a, &b)
    (turns.a, turns.b) = (turns.b, turns.a)
    for n in free.indices { (free[n].a, free[n].b) = (free[n].b, free[n].a) }
    for n in sums.indices { (sums[n].a, sums[n].b) = (sums[n].b, sums[n].a) }
  }
}

extension Draft.Loop {
  fileprivate var small: Sweep.Loop {
    Sweep.Loop(count: Int32(count), d: Int32(d), a: Int32(a), b: Int32(b))
  }
}

extension Draft.Pick {
  fileprivate var small: Sweep.PickedMove.Pick {
    Sweep.PickedMove.Pick(
      token: Int32(token.offset), tokenStride: Int32(tokenStride), stride: Int32(stride),
      count: Int32(count))
  }
}

extension Sweep.Code {
  var isContraction: Bool { self == .contract || self == .contractPairs }
}

extension Sweep {
  /// Whether it can add its result to what is there, or leave what is there as it is.
  var isSum: Bool { code.isContraction || code == .zero }

  fileprivate mutating func move(_ move: (Int) -> Int) {
    d = Int32(move(Int(d)))
    a = Int32(move(Int(a)))
    b = Int32(move(Int(b)))
  }
}

extension Sweep.PickedMove {
  fileprivate mutating func move(_ move: (Int) -> Int) {
    first.token = Int32(move(Int(first.token)))
    if let token = second?.token { second?.token = Int32(move(Int(token))) }
  }
}

/// Room that the sweeps of one level use, and those of the next level use again.
struct ScratchSpace {
  let start: Int
  private(set) var size = 0
  private var next = 0

  init(start: Int) { self.start = start }

  mutating func room(for count: Int) -> Int {
    defer {
      next += count.roundedUp
      size = max(size, next)
    }
    return start + next
  }

  mutating func reset() { next = 0 }
}

/// Copies of what lasts during a run, each once.
struct Packs {
  let start: Int
  private(set) var size = 0
  private(set) var drafts: [Draft] = []
  private var places: [[Int]: Int] = [:]

  init(start: Int) { self.start = start }

  mutating func place(of copy: Draft) -> Int {
    let key = [copy.a.offset] + copy.loops.flatMap { [$0.count, $0.d, $0.a] }
    if let known = places[key] { return known }
    var copy = copy
    copy.d.offset = start + size
    places[key] = copy.d.offset
    size += copy.loops.reduce(1) { $0 * $1.count }.roundedUp
    drafts.append(copy)
    return copy.d.offset
  }
}
