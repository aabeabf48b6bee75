// e to the power of x, and the hyperbolic tangent, for several numbers at once.
//
// Both are used wherever a number is computed, on the screen's way as on the fast one: so the two
// agree to the last bit. Errors: `exp` within 1, `tanh` within 2.6 units in the last place (the
// C library's: 0.51 and 2.2), tested against arithmetic of higher precision.

/// e to the power of x: ∞ above 709.78, 0 below −745.13; NaN stays.
@inline(__always) func exponential<V: Vector>(_ x: V) -> V {
  guard x.isWithin(708) else { return exponentialOfAny(x) }
  let (q, s) = exponentialParts(x)
  return sum(s, product: q, s)
}

/// The hyperbolic tangent, by way of e²ˣ − 1, which near 0 keeps its digits.
@inline(__always) func hyperbolicTangent<V: Vector>(_ x: V) -> V {
  let bits = x.bits, sign = V.Bits(repeating: .min)
  let size = V(bits: bits & ~sign)
  // Beyond 22 the result is 1 to the last bit.
  let (q, s) = exponentialParts((2 * size).limited(to: 44))
  let e = sum(s - 1, product: q, s)
  return V(bits: (e / (e + 2)).bits | bits & sign)
}

/// `exp(x) = s + q·s`, for |x| ≤ 708: `s` a power of two, `q = exp(r) − 1`, r the rest, at most
/// ln 2 / 2, by its Taylor series up to r¹³ / 13!.
@inline(__always) private func exponentialParts<V: Vector>(_ x: V, shift: Int64 = 0) -> (q: V, s: V)
{
  // Adding 1.5·2⁵² leaves a whole number, to be found in the lowest bits.
  let whole = V(repeating: 0x1.8p52)
  let t = sum(whole, product: x, V(repeating: 1.4426950408889634))
  let n = t - whole
  // ln 2 in two pieces, the first with so few bits that n times it is exact.
  var r = sum(x, product: n, V(repeating: -0x1.62e42fee00000p-1))
  r = sum(r, product: n, V(repeating: -0x1.a39ef35793c76p-33))
  var e = V(repeating: 1 / 6_227_020_800.0)
  e = sum(V(repeating: 1 / 479_001_600.0), product: e, r)
  e = sum(V(repeating: 1 / 39_916_800.0), product: e, r)
  e = sum(V(repeating: 1 / 3_628_800.0), product: e, r)
  e = sum(V(repeating: 1 / 362_880.0), product: e, r)
  e = sum(V(repeating: 1 / 40_320.0), product: e, r)
  e = sum(V(repeating: 1 / 5_040.0), product: e, r)
  e = sum(V(repeating: 1 / 720.0), product: e, r)
  e = sum(V(repeating: 1 / 120.0), product: e, r)
  e = sum(V(repeating: 1 / 24.0), product: e, r)
  e = sum(V(repeating: 1 / 6.0), product: e, r)
  e = sum(V(repeating: 0.5), product: e, r)
  let exponent = t.bits &+ V.Bits(repeating: 1023 + shift)
  return (sum(r, product: e, r * r), V(bits: exponent &<< V.Bits(repeating: 52)))
}

/// The same where some x is large, small or no number: rare, so one at a time.
@inline(never) private func exponentialOfAny<V: Vector>(_ x: V) -> V {
  var result = x
  for n in x.indices { result[n] = exponentialOfAny(x[n]) }
  return result
}

private func exponentialOfAny(_ x: Double) -> Double {
  if x.isNaN { return x }
  if x > 709.782712893384 { return .infinity }
  if x < -745.1332191019412 { return 0 }
  // The power of two may leave the range of numbers though the result does not.
  let shift: Int64 = x > 708 ? -64 : x < -708 ? 64 : 0
  let (q, s) = exponentialParts(SIMD2(x, x), shift: shift)
  let scale: Double = shift < 0 ? 0x1p64 : shift > 0 ? 0x1p-64 : 1
  return sum(s, product: q, s)[0] * scale
}
