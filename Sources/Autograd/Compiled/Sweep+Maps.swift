import CProcessor
import Foundation

/// Arithmetic on two numbers, written once for vectors of any width.
protocol Map {
  func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V
}

extension Sweep {
  /// Does a map to `count` numbers one behind the other, as often as the outer loop says.
  @inline(__always)
  func run<M: Map>(_ map: M, _ memory: Numbers, _ outer: UnsafeMutableBufferPointer<Loop>) {
    var d = memory + Int(d), a = memory + Int(a), b = memory + Int(b)
    guard self.outer >= 0 else { return run(map, d, a, b) }
    let loop = outer[Int(self.outer)]
    for _ in 0..<Int(loop.count) {
      run(map, d, a, b)
      d += Int(loop.d)
      a += Int(loop.a)
      b += Int(loop.b)
    }
  }

  /// Wide vectors, then narrower ones for what is left over.
  @inline(__always)
  private func run<M: Map>(_ map: M, _ d: Numbers, _ a: Numbers, _ b: Numbers) {
    var k = 0
    // Where a processor has few registers, wide vectors do not fit into them.
    if processor_width() > 2 { run(map, d, a, b, &k, SIMD8<Double>.self) }
    run(map, d, a, b, &k, SIMD4<Double>.self)
    run(map, d, a, b, &k, SIMD2<Double>.self)
    guard k < count else { return }
    let one = map(SIMD2(repeating: a[k]), SIMD2(repeating: b[spreadsB ? 0 : k]))[0]
    d[k] = adds ? d[k] + one : one
  }

  @inline(__always)
  private func run<M: Map, V: Vector>(
    _ map: M, _ d: Numbers, _ a: Numbers, _ b: Numbers, _ k: inout Int, _: V.Type
  ) {
    let count = Int(count)
    while k &+ V.scalarCount <= count {
      let result = map((a + k).load(V.self), second(b, k, V.self))
      (d + k).store(adds ? (d + k).load(V.self) + result : result)
      k &+= V.scalarCount
    }
  }

  @inline(__always) private func second<V: Vector>(_ b: Numbers, _ k: Int, _: V.Type) -> V {
    spreadsB ? V(repeating: b[0]) : (b + k).load(V.self)
  }
}

struct Copying: Map {
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V { a }
}
struct Adding: Map {
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V { a + b }
}
struct Subtracting: Map {
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V { a - b }
}
struct Multiplying: Map {
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V { a * b }
}
struct Dividing: Map {
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V { a / b }
}
struct TakingLarger: Map {
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V { a.larger(b) }
}
struct TakingSmaller: Map {
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V { a.smaller(b) }
}
struct AddingScaled: Map {
  let c: SIMD4<Double>
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V { a + c[0] * b }
}
struct Affine: Map {
  let c: SIMD4<Double>
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V { c[0] + c[1] * a }
}
struct Quadratic: Map {
  let c: SIMD4<Double>
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V {
    c[0] + a * (c[1] + c[2] * a)
  }
}
struct TimesQuadratic: Map {
  let c: SIMD4<Double>
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V {
    b * (c[0] + a * (c[1] + c[2] * a))
  }
}
struct Ratio: Map {
  let c: SIMD4<Double>
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V {
    c[0] / (c[1] + c[2] * a)
  }
}
struct Logistic: Map {
  let c: SIMD4<Double>
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V {
    c[0] / (c[1] + c[2] * exponential(c[3] * a))
  }
}
struct Exponential: Map {
  let c: SIMD4<Double>
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V {
    exponential(c[0] * a)
  }
}
struct HyperbolicTangent: Map {
  let c: SIMD4<Double>
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V {
    hyperbolicTangent(c[0] * a)
  }
}
struct SquareRoot: Map {
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V { a.squareRoot() }
}
struct Absolute: Map {
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V {
    V(bits: a.bits & V.Bits(repeating: .max))
  }
}
struct Stepping: Map {
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V { a.step }
}
struct AtLeast: Map {
  let c: SIMD4<Double>
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V {
    a.larger(V(repeating: c[0]))
  }
}
struct AtMost: Map {
  let c: SIMD4<Double>
  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V {
    a.smaller(V(repeating: c[0]))
  }
}
/// What has no instruction for several numbers: one at a time.
struct Singly: Map {
  let operation: Operation
  enum Operation { case function(Function), binary(Operator), power(Double) }

  @inline(__always) func callAsFunction<V: Vector>(_ a: V, _ b: V) -> V {
    var result = a
    for n in a.indices { result[n] = one(a[n], b[n]) }
    return result
  }

  @inline(never) private func one(_ a: Double, _ b: Double) -> Double {
    switch operation {
    case .function(let function): function(a)
    case .binary(let op): op(a, b)
    case .power(let exponent): Operator.power(a, exponent)
    }
  }
}
