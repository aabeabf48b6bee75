import CProcessor

/// Several numbers that are worked on at once.
///
/// Generic code over `SIMD` compares and reads bits one number at a time; bound here to the types
/// there are, the few things all else is made of become single instructions.
protocol Vector: SIMD where Scalar == Double {
  associatedtype Bits: SIMD where Bits.Scalar == Int64

  init(bits: Bits)
  var bits: Bits { get }
  /// Whether every number lies between −limit and limit; not so where one is NaN.
  func isWithin(_ limit: Double) -> Bool
  /// The numbers, those replaced where a is less than b.
  func replaced(by other: Self, where a: Self, isBelow b: Self) -> Self
  /// The numbers, those replaced where a is NaN.
  func replaced(by other: Self, whereNaN a: Self) -> Self
}

extension SIMD2: Vector where Scalar == Double {
  typealias Bits = SIMD2<Int64>
  @inline(__always) init(bits: Bits) { self = unsafeBitCast(bits, to: Self.self) }
  @inline(__always) var bits: Bits { unsafeBitCast(self, to: Bits.self) }
  @inline(__always) func isWithin(_ limit: Double) -> Bool {
    all((self .<= limit) .& (self .>= -limit))
  }
  @inline(__always) func replaced(by other: Self, where a: Self, isBelow b: Self) -> Self {
    replacing(with: other, where: a .< b)
  }
  @inline(__always) func replaced(by other: Self, whereNaN a: Self) -> Self {
    replacing(with: other, where: a .!= a)
  }
}

extension SIMD4: Vector where Scalar == Double {
  typealias Bits = SIMD4<Int64>
  @inline(__always) init(bits: Bits) { self = unsafeBitCast(bits, to: Self.self) }
  @inline(__always) var bits: Bits { unsafeBitCast(self, to: Bits.self) }
  @inline(__always) func isWithin(_ limit: Double) -> Bool {
    all((self .<= limit) .& (self .>= -limit))
  }
  @inline(__always) func replaced(by other: Self, where a: Self, isBelow b: Self) -> Self {
    replacing(with: other, where: a .< b)
  }
  @inline(__always) func replaced(by other: Self, whereNaN a: Self) -> Self {
    replacing(with: other, where: a .!= a)
  }
}

extension SIMD8: Vector where Scalar == Double {
  typealias Bits = SIMD8<Int64>
  @inline(__always) init(bits: Bits) { self = unsafeBitCast(bits, to: Self.self) }
  @inline(__always) var bits: Bits { unsafeBitCast(self, to: Bits.self) }
  @inline(__always) func isWithin(_ limit: Double) -> Bool {
    all((self .<= limit) .& (self .>= -limit))
  }
  @inline(__always) func replaced(by other: Self, where a: Self, isBelow b: Self) -> Self {
    replacing(with: other, where: a .< b)
  }
  @inline(__always) func replaced(by other: Self, whereNaN a: Self) -> Self {
    replacing(with: other, where: a .!= a)
  }
}

extension Vector {
  /// The numbers, those above the limit replaced by it.
  @inline(__always) func limited(to limit: Double) -> Self {
    let limits = Self(repeating: limit)
    return replaced(by: limits, where: limits, isBelow: self)
  }
  /// The larger of each two; NaN where one is.
  @inline(__always) func larger(_ other: Self) -> Self {
    replaced(by: other, where: self, isBelow: other).replaced(by: other, whereNaN: other)
  }
  /// The smaller of each two; NaN where one is.
  @inline(__always) func smaller(_ other: Self) -> Self {
    replaced(by: other, where: other, isBelow: self).replaced(by: other, whereNaN: other)
  }
  /// 1 above 0, else 0; NaN stays.
  @inline(__always) var step: Self {
    Self.zero.replaced(by: Self(repeating: 1), where: .zero, isBelow: self)
      .replaced(by: self, whereNaN: self)
  }
}

/// Where numbers lie, one behind the other.
typealias Numbers = UnsafeMutablePointer<Double>

extension Numbers {
  @inline(__always) func load<V: Vector>(_: V.Type) -> V {
    UnsafeRawPointer(self).loadUnaligned(as: V.self)
  }
  @inline(__always) func store<V: Vector>(_ numbers: V) {
    UnsafeMutableRawPointer(self).storeBytes(of: numbers, as: V.self)
  }
}

/// c + a·b; rounded once where the build is for a processor that can.
@inline(__always) func sum<V: Vector>(_ c: V, product a: V, _ b: V) -> V {
  processor_fuses() ? c.addingProduct(a, b) : c + a * b
}

@inline(__always) func sum(_ c: Double, product a: Double, _ b: Double) -> Double {
  processor_fuses() ? c.addingProduct(a, b) : c + a * b
}
