import CProcessor

/// Several numbers that are worked on at once.
///
/// Generic code over `SIMD` compares and reads bits one number at a time; bound here to the types
/// there are, that becomes single instructions.
protocol Vector: SIMD where Scalar == Double {
  associatedtype Bits: SIMD where Bits.Scalar == Int64

  init(bits: Bits)
  var bits: Bits { get }
  /// Whether every number lies between −limit and limit; not so where one is NaN.
  func isWithin(_ limit: Double) -> Bool
  /// The numbers, those above the limit replaced by it.
  func limited(to limit: Double) -> Self
  /// The larger of each two; NaN where one is.
  func larger(_ other: Self) -> Self
  /// The smaller of each two; NaN where one is.
  func smaller(_ other: Self) -> Self
  /// 1 above 0, else 0; NaN stays.
  var step: Self { get }
}

extension SIMD2: Vector where Scalar == Double {
  typealias Bits = SIMD2<Int64>
  @inline(__always) init(bits: Bits) { self = unsafeBitCast(bits, to: Self.self) }
  @inline(__always) var bits: Bits { unsafeBitCast(self, to: Bits.self) }
  @inline(__always) func isWithin(_ limit: Double) -> Bool {
    all((self .<= limit) .& (self .>= -limit))
  }
  @inline(__always) func limited(to limit: Double) -> Self {
    replacing(with: limit, where: self .> limit)
  }
  @inline(__always) func larger(_ other: Self) -> Self {
    replacing(with: other, where: (self .< other) .| (other .!= other))
  }
  @inline(__always) func smaller(_ other: Self) -> Self {
    replacing(with: other, where: (self .> other) .| (other .!= other))
  }
  @inline(__always) var step: Self {
    replacing(with: 1, where: self .> 0).replacing(with: 0, where: self .<= 0)
  }
}

extension SIMD4: Vector where Scalar == Double {
  typealias Bits = SIMD4<Int64>
  @inline(__always) init(bits: Bits) { self = unsafeBitCast(bits, to: Self.self) }
  @inline(__always) var bits: Bits { unsafeBitCast(self, to: Bits.self) }
  @inline(__always) func isWithin(_ limit: Double) -> Bool {
    all((self .<= limit) .& (self .>= -limit))
  }
  @inline(__always) func limited(to limit: Double) -> Self {
    replacing(with: limit, where: self .> limit)
  }
  @inline(__always) func larger(_ other: Self) -> Self {
    replacing(with: other, where: (self .< other) .| (other .!= other))
  }
  @inline(__always) func smaller(_ other: Self) -> Self {
    replacing(with: other, where: (self .> other) .| (other .!= other))
  }
  @inline(__always) var step: Self {
    replacing(with: 1, where: self .> 0).replacing(with: 0, where: self .<= 0)
  }
}

extension SIMD8: Vector where Scalar == Double {
  typealias Bits = SIMD8<Int64>
  @inline(__always) init(bits: Bits) { self = unsafeBitCast(bits, to: Self.self) }
  @inline(__always) var bits: Bits { unsafeBitCast(self, to: Bits.self) }
  @inline(__always) func isWithin(_ limit: Double) -> Bool {
    all((self .<= limit) .& (self .>= -limit))
  }
  @inline(__always) func limited(to limit: Double) -> Self {
    replacing(with: limit, where: self .> limit)
  }
  @inline(__always) func larger(_ other: Self) -> Self {
    replacing(with: other, where: (self .< other) .| (other .!= other))
  }
  @inline(__always) func smaller(_ other: Self) -> Self {
    replacing(with: other, where: (self .> other) .| (other .!= other))
  }
  @inline(__always) var step: Self {
    replacing(with: 1, where: self .> 0).replacing(with: 0, where: self .<= 0)
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
