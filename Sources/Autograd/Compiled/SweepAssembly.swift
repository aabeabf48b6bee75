/// Makes sweeps of drafts whose places are known.
struct SweepAssembly {
  private(set) var tables = SweepTables()
  private var constants = Distinct<SIMD4<Double>>(), loops = Distinct<Sweep.Loops>()
  private var outerLoops = Distinct<Sweep.Loop>()
  /// Where room lies for copies that sweeps need for themselves.
  var scratch: ScratchSpace
  /// Copies of what lasts, made at the beginning of a run.
  var packs: Packs
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
    tables.constants = constants.elements
    tables.loops = loops.elements
    tables.outer = outerLoops.elements
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
      append(draft, count: 1, extra: rule)
    default: append(map: draft)
    }
  }

  private mutating func append(map draft: Draft) {
    append(draft, count: draft.count, extra: constants.place(of: draft.constants))
    guard draft.loops.count > 1 else { return }
    let outer = outerLoops.place(of: draft.loops[0].small)
    tables.sweeps[tables.sweeps.count - 1].outer = Int32(outer)
  }

  /// Appends a sweep whose loops go into the table.
  mutating func append(_ draft: Draft, count: Int, _ table: Sweep.Loops) {
    append(draft, count: count, extra: loops.place(of: table))
  }

  private mutating func append(_ draft: Draft, count: Int, extra: Int) {
    tables.sweeps.append(
      Sweep(
        code: draft.code, adds: draft.adds,
        goesOn: draft.code.isContraction && draft.adds && !draft.hasOwnSum,
        spreadsB: draft.spreadsB, count: Int32(count),
        d: Int32(draft.d.offset), a: Int32(draft.a.offset), b: Int32(draft.b.offset),
        extra: Int32(extra)))
  }

  // MARK: Loops

  mutating func gather(_ draft: Draft) {
    var loops = draft.loops
    if let last = loops.last, last.d == 1, last.a == 1, loops.count < 3 {
      var copy = draft
      copy.code = .copy
      return append(map: copy)
    }
    if loops.count > 3 { return unroll(loops.removeFirst(), of: draft, loops) { $0.gather($1) } }
    while loops.count < 3 { loops.insert(Draft.Loop(count: 1), at: 0) }
    let table = Sweep.Loops(m: loops[0].small, r: loops[1].small, n: loops[2].small)
    append(draft, count: loops[2].count, table)
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
    append(draft, count: free[1].count, table)
  }

  /// Writes a loop out that the sweep has no room for.
  mutating func unroll(
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
    append(draft, count: 1, extra: tables.moves.count - 1)
  }
}

extension Draft.Loop {
  var small: Sweep.Loop {
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
