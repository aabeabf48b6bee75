extension Sweep {
  func zero(_ memory: Numbers) {
    if !adds { (memory + Int(d)).update(repeating: 0, count: Int(count)) }
  }

  /// `d[m, r, n] = a[m, r, n]`, with any strides.
  @inline(never) func gather(_ loops: UnsafePointer<Loops>, _ memory: Numbers) {
    let l = loops.pointee, n = Int(count), dN = Int(l.n.d), aN = Int(l.n.a)
    for u in 0..<Int(l.m.count) {
      for v in 0..<Int(l.r.count) {
        var d = memory + (Int(d) &+ u &* Int(l.m.d) &+ v &* Int(l.r.d))
        var a = memory + (Int(a) &+ u &* Int(l.m.a) &+ v &* Int(l.r.a))
        guard n < 16 || dN != 1 || aN != 1 else {
          d.update(from: a, count: n)
          continue
        }
        // Rows are short: what a loop costs before its first turn counts.
        var k = 0
        while k < n {
          d.pointee = a.pointee
          d += dN
          a += aN
          k &+= 1
        }
      }
    }
  }

  /// `d[m, n] = ` the largest of `a[m, r, n]` over r, the first of two that are equal.
  @inline(never) func largest(_ loops: UnsafePointer<Loops>, _ memory: Numbers) {
    let l = loops.pointee
    for row in 0..<Int(l.m.count) {
      let d = memory + (Int(d) &+ row &* Int(l.m.d)), a = memory + (Int(a) &+ row &* Int(l.m.a))
      for k in 0..<Int(count) {
        let terms = a + k &* Int(l.n.a)
        var largest = terms[0]
        for r in 1..<max(1, Int(l.r.count)) {
          largest = Operator.larger(largest, terms[r &* Int(l.r.a)])
        }
        d[k &* Int(l.n.d)] = largest
      }
    }
  }

  /// Reads where tokens say; NaN where a token says no position.
  @inline(never) func pick(_ move: UnsafePointer<PickedMove>, _ memory: Numbers) {
    forEachLane(move, memory) { move, d, a, place in
      forEachNumber(move) { dAt, aAt in
        d[dAt] = place.map { a[aAt &+ $0] } ?? .nan
      }
    }
  }

  /// Adds where tokens say; nothing where a token says no position.
  @inline(never) func place(_ move: UnsafePointer<PickedMove>, _ memory: Numbers) {
    forEachLane(move, memory) { move, d, a, place in
      guard let place else { return }
      forEachNumber(move) { dAt, aAt in d[dAt &+ place] += a[aAt] }
    }
  }

  @inline(__always) private func forEachLane(
    _ move: UnsafePointer<PickedMove>, _ memory: Numbers,
    _ body: (PickedMove, _ d: Numbers, _ a: Numbers, _ place: Int?) -> Void
  ) {
    let move = move.pointee
    for lane in 0..<Int(move.lane.count) {
      body(
        move, memory + (Int(d) &+ lane &* Int(move.lane.d)),
        memory + (Int(a) &+ lane &* Int(move.lane.a)), move.place(in: memory, lane))
    }
  }

  @inline(__always) private func forEachNumber(_ move: PickedMove, _ body: (Int, Int) -> Void) {
    for u in 0..<Int(move.outer.count) {
      for v in 0..<Int(move.inner.count) {
        body(
          u &* Int(move.outer.d) &+ v &* Int(move.inner.d),
          u &* Int(move.outer.a) &+ v &* Int(move.inner.a))
      }
    }
  }
}

extension Sweep.PickedMove {
  /// How far the tokens move the place; nil where one says no position.
  @inline(__always) fileprivate func place(in memory: Numbers, _ lane: Int) -> Int? {
    guard let one = first.place(in: memory, lane) else { return nil }
    guard let second else { return one }
    return second.place(in: memory, lane).map { one + $0 }
  }
}

extension Sweep.PickedMove.Pick {
  @inline(__always) fileprivate func place(in memory: Numbers, _ lane: Int) -> Int? {
    let number = memory[Int(token) &+ lane &* Int(tokenStride)]
    guard let position = Int(exactly: number), position >= 0, position < Int(count) else {
      return nil
    }
    return position &* Int(stride)
  }
}
