import CProcessor

/// Sums of products, by far the most of the arithmetic: `d[m, n] (+)= Σ a[m, r2, r]·b[r2, r, n]`.
///
/// The results of one tile stay in registers while the sum runs: several rows m by several vectors
/// along n. Every sum begins at −0, to which adding changes nothing, and runs in ascending order; so
/// it gives what the same sum written out gives, to the last bit, where products are rounded.
extension Sweep {
  @inline(never) func contract(_ loops: UnsafePointer<Loops>, _ memory: Numbers) {
    if count == 1 {
      var contraction = Contraction<SIMD2<Double>, SIMD2<Double>>(self, loops, memory)
      contraction.run { $0.singly() }
    } else if processor_width() == 8 {
      var contraction = Contraction<SIMD8<Double>, SIMD4<Double>>(self, loops, memory)
      contraction.run { $0.inTiles() }
    } else if processor_width() == 4 {
      var contraction = Contraction<SIMD4<Double>, SIMD2<Double>>(self, loops, memory)
      contraction.run { $0.inTiles() }
    } else {
      var contraction = Contraction<SIMD2<Double>, SIMD2<Double>>(self, loops, memory)
      contraction.run { $0.inTiles() }
    }
  }
}

extension Sweep {
  /// The same where both operands move along n: `d[m, n] (+)= Σ a[m, r2, r, n]·b[m, r2, r, n]`.
  @inline(never) func contractPairs(_ loops: UnsafePointer<Loops>, _ memory: Numbers) {
    if processor_width() > 2 {
      contractPairs(loops, memory, SIMD8<Double>.self)
    } else {
      contractPairs(loops, memory, SIMD4<Double>.self)
    }
  }

  @inline(__always) private func contractPairs<V: Vector>(
    _ loops: UnsafePointer<Loops>, _ memory: Numbers, _: V.Type
  ) {
    let l = loops.pointee, rows = Int(l.m.count)
    for row in 0..<Int(l.batch.count) * rows {
      let (batch, row) = (row / rows, row % rows), n = Int(count)
      let d = memory + (Int(d) &+ batch &* Int(l.batch.d) &+ row &* Int(l.m.d))
      let a = memory + (Int(a) &+ batch &* Int(l.batch.a) &+ row &* Int(l.m.a))
      let b = memory + (Int(b) &+ batch &* Int(l.batch.b) &+ row &* Int(l.m.b))
      var k = 0
      while k &+ V.scalarCount <= n {
        var c = goesOn ? (d + k).load(V.self) : V(repeating: -0.0)
        for u in 0..<Int(l.r2.count) {
          for v in 0..<Int(l.r.count) {
            let x = a + (k &+ u &* Int(l.r2.a) &+ v &* Int(l.r.a))
            let y = b + (k &+ u &* Int(l.r2.b) &+ v &* Int(l.r.b))
            c = sum(c, product: x.load(V.self), y.load(V.self))
          }
        }
        (d + k).store(adds && !goesOn ? (d + k).load(V.self) + c : c)
        k &+= V.scalarCount
      }
      while k < n {
        var c = SIMD2(repeating: goesOn ? d[k] : -0.0)
        for u in 0..<Int(l.r2.count) {
          for v in 0..<Int(l.r.count) {
            let x = a[k &+ u &* Int(l.r2.a) &+ v &* Int(l.r.a)]
            let y = b[k &+ u &* Int(l.r2.b) &+ v &* Int(l.r.b)]
            c = sum(c, product: SIMD2(repeating: x), SIMD2(repeating: y))
          }
        }
        d[k] = adds && !goesOn ? d[k] + c[0] : c[0]
        k &+= 1
      }
    }
  }
}

private struct Contraction<V: Vector, Half: Vector> {
  var d0: Numbers, a0: Numbers, b0: Numbers
  let batch: Sweep.Loop
  let n: Int, m: Int, r2: Int, r: Int
  let dM: Int, aM: Int, aR2: Int, aR: Int, bR2: Int, bR: Int
  let adds: Bool, goesOn: Bool

  @inline(__always)
  init(_ sweep: Sweep, _ loops: UnsafePointer<Sweep.Loops>, _ memory: Numbers) {
    let l = loops.pointee
    d0 = memory + Int(sweep.d)
    a0 = memory + Int(sweep.a)
    b0 = memory + Int(sweep.b)
    batch = l.batch
    (n, m, r2, r) = (Int(sweep.count), Int(l.m.count), Int(l.r2.count), Int(l.r.count))
    (dM, aM, aR2, aR) = (Int(l.m.d), Int(l.m.a), Int(l.r2.a), Int(l.r.a))
    (bR2, bR) = (Int(l.r2.b), Int(l.r.b))
    adds = sweep.adds
    goesOn = sweep.goesOn
  }

  @inline(__always) mutating func run(_ body: (borrowing Self) -> Void) {
    var turn = batch.count
    while true {
      body(self)
      turn &-= 1
      if turn <= 0 { return }
      d0 += Int(batch.d)
      a0 += Int(batch.a)
      b0 += Int(batch.b)
    }
  }

  @inline(__always) func inTiles() {
    var row = 0
    while row &+ 4 <= m {
      fourRows(d0 + row &* dM, a0 + row &* aM)
      row &+= 4
    }
    while row < m {
      oneRow(d0 + row &* dM, a0 + row &* aM)
      row &+= 1
    }
  }

  /// One result a row; four rows' sums run side by side, for each alone waits on its last addition.
  @inline(__always) func singly() {
    var row = 0
    while row &+ 4 <= m {
      let d = d0 + row &* dM
      var total = SIMD4(start(d), start(d + dM), start(d + 2 &* dM), start(d + 3 &* dM))
      forEachTerm(a0 + row &* aM, b0) { a, b in
        let rows = SIMD4(a[0], a[aM], a[2 &* aM], a[3 &* aM])
        total = Autograd.sum(total, product: rows, SIMD4(repeating: b[0]))
      }
      for q in 0..<4 { put(total[q], d + q &* dM) }
      row &+= 4
    }
    while row < m {
      let d = d0 + row &* dM
      var total = start(d)
      forEachTerm(a0 + row &* aM, b0) { a, b in total = Autograd.sum(total, product: a[0], b[0]) }
      put(total, d)
      row &+= 1
    }
  }

  @inline(__always) private func put(_ sum: Double, _ d: Numbers) {
    d[0] = adds && !goesOn ? d[0] + sum : sum
  }

  @inline(__always) private func put<W: Vector>(_ c: W, _ d: Numbers) {
    d.store(adds && !goesOn ? d.load(W.self) + c : c)
  }

  /// What a sum begins with. Rows of one sum that goes on have targets of their own.
  @inline(__always) private func start(_ d: Numbers) -> Double { goesOn ? d[0] : -0.0 }

  @inline(__always) private func start<W: Vector>(_ d: Numbers, _: W.Type) -> W {
    goesOn ? d.load(W.self) : W(repeating: -0.0)
  }

  /// Calls `body` with each term's places, in ascending order.
  @inline(__always)
  private func forEachTerm(
    _ a1: Numbers, _ b1: Numbers, _ body: (Numbers, Numbers) -> Void
  ) {
    var u = 0
    repeat {
      var a = a1 + u &* aR2, b = b1 + u &* bR2, v = r
      repeat {
        body(a, b)
        a += aR
        b += bR
        v &-= 1
      } while v > 0
      u &+= 1
    } while u < r2
  }

  /// The same; in builds whose sums are not exact in any case, every other term is added up apart,
  /// so that no addition waits for the one before. −0 is what nothing adds up to.
  @inline(__always)
  private func forEachTerm(
    _ a1: Numbers, _ b1: Numbers, _ body: (Numbers, Numbers) -> Void,
    odd: (Numbers, Numbers) -> Void
  ) {
    guard processor_fuses() else { return forEachTerm(a1, b1, body) }
    var u = 0
    repeat {
      var a = a1 + u &* aR2, b = b1 + u &* bR2, v = r
      while v > 1 {
        body(a, b)
        odd(a + aR, b + bR)
        a += 2 &* aR
        b += 2 &* bR
        v &-= 2
      }
      if v > 0 { body(a, b) }
      u &+= 1
    } while u < r2
  }

  @inline(__always) private func fourRows(_ d: Numbers, _ a: Numbers) {
    let w = V.scalarCount
    var k = 0
    while k &+ 2 &* w <= n {
      let e = d + k
      var c00 = start(e, V.self), c01 = start(e + w, V.self)
      var c10 = start(e + dM, V.self), c11 = start(e + dM + w, V.self)
      var c20 = start(e + 2 &* dM, V.self), c21 = start(e + 2 &* dM + w, V.self)
      var c30 = start(e + 3 &* dM, V.self), c31 = start(e + 3 &* dM + w, V.self)
      forEachTerm(a, b0 + k) { a, b in
        let b0 = b.load(V.self), b1 = (b + w).load(V.self)
        let x0 = V(repeating: a[0]), x1 = V(repeating: a[aM])
        c00 = sum(c00, product: x0, b0)
        c01 = sum(c01, product: x0, b1)
        c10 = sum(c10, product: x1, b0)
        c11 = sum(c11, product: x1, b1)
        let x2 = V(repeating: a[2 &* aM]), x3 = V(repeating: a[3 &* aM])
        c20 = sum(c20, product: x2, b0)
        c21 = sum(c21, product: x2, b1)
        c30 = sum(c30, product: x3, b0)
        c31 = sum(c31, product: x3, b1)
      }
      put(c00, e)
      put(c01, e + w)
      put(c10, e + dM)
      put(c11, e + dM + w)
      put(c20, e + 2 &* dM)
      put(c21, e + 2 &* dM + w)
      put(c30, e + 3 &* dM)
      put(c31, e + 3 &* dM + w)
      k &+= 2 &* w
    }
    while k &+ w <= n {
      fourRows(d + k, a, b0 + k, V.self)
      k &+= w
    }
    while k &+ Half.scalarCount <= n {
      fourRows(d + k, a, b0 + k, Half.self)
      k &+= Half.scalarCount
    }
    if k < n { for q in 0..<4 { rest(from: k, d + q &* dM, a + q &* aM) } }
  }

  @inline(__always) private func oneRow(_ d: Numbers, _ a: Numbers) {
    let w = V.scalarCount
    var k = 0
    while k &+ 8 &* w <= n {
      let e = d + k
      var c0 = start(e, V.self), c1 = start(e + w, V.self)
      var c2 = start(e + 2 &* w, V.self), c3 = start(e + 3 &* w, V.self)
      var c4 = start(e + 4 &* w, V.self), c5 = start(e + 5 &* w, V.self)
      var c6 = start(e + 6 &* w, V.self), c7 = start(e + 7 &* w, V.self)
      forEachTerm(a, b0 + k) { a, b in
        let x = V(repeating: a[0])
        c0 = sum(c0, product: x, b.load(V.self))
        c1 = sum(c1, product: x, (b + w).load(V.self))
        c2 = sum(c2, product: x, (b + 2 &* w).load(V.self))
        c3 = sum(c3, product: x, (b + 3 &* w).load(V.self))
        c4 = sum(c4, product: x, (b + 4 &* w).load(V.self))
        c5 = sum(c5, product: x, (b + 5 &* w).load(V.self))
        c6 = sum(c6, product: x, (b + 6 &* w).load(V.self))
        c7 = sum(c7, product: x, (b + 7 &* w).load(V.self))
      }
      put(c0, e)
      put(c1, e + w)
      put(c2, e + 2 &* w)
      put(c3, e + 3 &* w)
      put(c4, e + 4 &* w)
      put(c5, e + 5 &* w)
      put(c6, e + 6 &* w)
      put(c7, e + 7 &* w)
      k &+= 8 &* w
    }
    while k &+ 2 &* w <= n {
      var c0 = start(d + k, V.self), c1 = start(d + k + w, V.self)
      var e0 = V(repeating: -0.0), e1 = e0
      forEachTerm(a, b0 + k) { a, b in
        let x = V(repeating: a[0])
        c0 = sum(c0, product: x, b.load(V.self))
        c1 = sum(c1, product: x, (b + w).load(V.self))
      } odd: { a, b in
        let x = V(repeating: a[0])
        e0 = sum(e0, product: x, b.load(V.self))
        e1 = sum(e1, product: x, (b + w).load(V.self))
      }
      c0 += e0
      c1 += e1
      put(c0, d + k)
      put(c1, d + k + w)
      k &+= 2 &* w
    }
    while k &+ w <= n {
      oneRow(d + k, a, b0 + k, V.self)
      k &+= w
    }
    while k &+ Half.scalarCount <= n {
      oneRow(d + k, a, b0 + k, Half.self)
      k &+= Half.scalarCount
    }
    if k < n { rest(from: k, d, a) }
  }

  /// One vector of four rows.
  @inline(__always)
  private func fourRows<W: Vector>(_ e: Numbers, _ a: Numbers, _ b: Numbers, _: W.Type) {
    var c0 = start(e, W.self), c1 = start(e + dM, W.self)
    var c2 = start(e + 2 &* dM, W.self), c3 = start(e + 3 &* dM, W.self)
    forEachTerm(a, b) { a, b in
      let x = b.load(W.self)
      c0 = sum(c0, product: W(repeating: a[0]), x)
      c1 = sum(c1, product: W(repeating: a[aM]), x)
      c2 = sum(c2, product: W(repeating: a[2 &* aM]), x)
      c3 = sum(c3, product: W(repeating: a[3 &* aM]), x)
    }
    put(c0, e)
    put(c1, e + dM)
    put(c2, e + 2 &* dM)
    put(c3, e + 3 &* dM)
  }

  /// One vector of one row.
  @inline(__always)
  private func oneRow<W: Vector>(_ e: Numbers, _ a: Numbers, _ b: Numbers, _: W.Type) {
    var c = start(e, W.self), odd = W(repeating: -0.0)
    forEachTerm(a, b) { a, b in
      c = sum(c, product: W(repeating: a[0]), b.load(W.self))
    } odd: { a, b in
      odd = sum(odd, product: W(repeating: a[0]), b.load(W.self))
    }
    c += odd
    put(c, e)
  }

  /// What is left over, one number at a time.
  @inline(never) private func rest(from: Int, _ d: Numbers, _ a: Numbers) {
    for k in from..<n {
      var total = start(d + k)
      forEachTerm(a, b0 + k) { a, b in
        total = Autograd.sum(total, product: a[0], b[0])
      }
      put(total, d + k)
    }
  }
}
