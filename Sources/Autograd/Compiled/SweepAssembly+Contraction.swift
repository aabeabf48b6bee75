extension SweepAssembly {
  /// Finds the loop that vectors run along, and the one whose rows are worked on together.
  mutating func contract(_ draft: Draft) {
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
    append(draft, count: along.count, table)
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
