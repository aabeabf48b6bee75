import Foundation
import TestSupport
import Testing

@testable import Autograd

@Suite("An elementary function")
struct ElementaryFunctionTests {
  /// In units of the last place of the C library's result, which errs by 0.51 and 2.2 of them.
  private func distance(_ ours: Double, _ theirs: Double) -> Double {
    abs(ours - theirs) / theirs.ulp
  }

  private func forEachNumber(upTo limit: Double, _ body: (Double) -> Void) {
    var random = Seeded(4)
    for _ in 0..<20_000 {
      let x = Double.random(in: -limit...limit, using: &random)
      body(x)
      body(x / 1024)
    }
  }

  @Test("e to the power of x agrees with the C library's to two units in the last place")
  func exponential() {
    var worst = 0.0
    forEachNumber(upTo: 700) { worst = max(worst, distance(Function.exp($0), Foundation.exp($0))) }
    forEachNumber(upTo: 1) { worst = max(worst, distance(Function.exp($0), Foundation.exp($0))) }
    #expect(worst <= 2)
  }

  @Test("the hyperbolic tangent agrees with the C library's to five units in the last place")
  func hyperbolicTangent() {
    var worst = 0.0
    forEachNumber(upTo: 25) { worst = max(worst, distance(Function.tanh($0), Foundation.tanh($0))) }
    forEachNumber(upTo: 1e-3) {
      worst = max(worst, distance(Function.tanh($0), Foundation.tanh($0)))
    }
    #expect(worst <= 5)
  }

  @Test(
    "e to the power of a number beyond a number's reach is what the C library says",
    arguments: [
      0, -0.0, 708, 709, 709.78, 709.79, 1000, .infinity, -708, -709, -720, -745, -745.2, -1000,
      -.infinity, .leastNonzeroMagnitude,
    ])
  func limits(_ x: Double) {
    let theirs = Foundation.exp(x)
    #expect(Function.exp(x) == theirs || abs(Function.exp(x) - theirs) <= 2 * theirs.ulp)
  }

  @Test("the hyperbolic tangent of the largest and the smallest numbers is exact")
  func limitsOfTangent() {
    #expect(Function.tanh(1000) == 1 && Function.tanh(-.infinity) == -1)
    #expect(Function.tanh(.leastNonzeroMagnitude) == .leastNonzeroMagnitude)
    #expect(Function.tanh(-1e-300) == -1e-300)
    #expect(Function.tanh(-0.0).sign == .minus && Function.tanh(0) == 0)
    #expect(Function.tanh(.nan).isNaN && Function.exp(.nan).isNaN)
  }

  @Test("gives the same bits alone and beside others")
  func width() {
    forEachNumber(upTo: 720) { x in
      let beside = SIMD8<Double>(x, 0.5, -3, 700, 1e-9, -x, 2 * x, 710)
      #expect(exponential(beside)[0] == Function.exp(x))
      #expect(Autograd.hyperbolicTangent(beside)[0] == Function.tanh(x))
    }
  }

  private func exponential(_ x: SIMD8<Double>) -> SIMD8<Double> { Autograd.exponential(x) }
}
