import Foundation
import TestSupport
import Testing

@testable import Autograd

@Suite("A number")
struct NumeralTests {
  @Test(
    "is written as a person would",
    arguments: [
      (0.0, "0"), (-0.0, "0"), (0.5, "0.5"), (-1.25, "−1.25"), (1.0 / 3, "0.3333"),
      (12345.678, "12346"), (100, "100"), (1e-7, "1e−7"), (1.5e9, "1.5e9"),
      (0.00012346, "0.0001235"),
      (.infinity, "∞"), (-.infinity, "−∞"), (.nan, "NaN"),
    ])
  func short(x: Double, text: String) { #expect(x.short == text) }

  /// What C prints, the zeros at the end left away: it rounds the exact number.
  @Test("is written with the digits that printf gives it", arguments: 0..<20)
  func printed(seed: Int) {
    var random = Seeded(UInt64(seed))
    for n in 0..<1000 {
      let digits = Int.random(in: 1...12, using: &random)
      var x = pow(10, Double.random(in: -5...6.9, using: &random))
      // Few digits, where halves of the last one are found: 0.125, 2.5.
      if n % 2 == 0 { x = (x * 4096).rounded() / 4096 + 0.0625 }
      if n % 3 == 0 { x = Double("\(Int.random(in: 1...9999, using: &random))e-4") ?? x }
      let exponent = Int(String(format: "%.*e", digits - 1, x).split(separator: "e")[1]) ?? 0
      var expected = String(format: "%.*f", max(0, digits - 1 - exponent), x)
      if expected.contains(".") {
        while expected.hasSuffix("0") { expected.removeLast() }
        if expected.hasSuffix(".") { expected.removeLast() }
      }
      guard exponent < 7 else { continue }
      #expect(x.text(digits: digits) == expected, "\(x) to \(digits) digits")
      #expect((-x).text(digits: digits) == "−" + expected)
    }
  }

  @Test("comes back whole from seventeen digits")
  func roundTrip() {
    var random = Seeded(3)
    for _ in 0..<2000 {
      let x = Double(bitPattern: random.next())
      guard x.isFinite else { continue }
      #expect(Double(numeral: x.text(digits: 17)) == x)
    }
  }

  @Test("is written whole with as few digits as tell it from all others")
  func whole() {
    #expect(12345.678.whole == "12345.678" && (1.0 / 3).whole == "0.3333333333333333")
    #expect((-0.5).whole == "−0.5" && 1e-7.whole == "1e−7" && 12_345_678.whole == "1.2345678e7")
    #expect(Double.nan.whole == "NaN" && (-Double.infinity).whole == "−∞")
  }

  @Test("is said to be equal only where it is written whole")
  func equality() {
    #expect(0.25.equated == "= 0.25")
    #expect((1.0 / 3).equated == "≈ 0.3333")
  }
}

@Suite("An operation")
struct ExactnessTests {
  @Test("is exact where the computer did not have to round")
  func exact() {
    #expect(Operator.plus.isExact(0.5, 0.25))
    #expect(!Operator.plus.isExact(1e16, 1))
    #expect(!Operator.plus.isExact(0.1, 0.2))
    #expect(Operator.times.isExact(3, -2))
    #expect(!Operator.times.isExact(0.1, 0.1))
    #expect(Operator.over.isExact(1, 4))
    #expect(!Operator.over.isExact(1, 3))
    #expect(Operator.power.isExact(-3, 2))
    #expect(Function.sqrt.isExact(9) && !Function.sqrt.isExact(2))
    #expect(Function.exp.isExact(0) && !Function.exp.isExact(1))
    #expect(!Function.tanh.isExact(20), "tanh(20) rounds to 1")
  }

  @Test("is not exact where what was rounded off is too small to be seen")
  func underflow() {
    #expect(!Operator.times.isExact(1e-200, 1e-200), "0, but not of a 0")
    #expect(!Operator.times.isExact(1.1e-160, 1.3e-160))
    #expect(!Operator.over.isExact(1e-200, 1e200) && !Operator.over.isExact(1.1e-305, 3))
    #expect(!Operator.power.isExact(1e-200, 2))
    #expect(Operator.times.isExact(0, 1e-200) && Operator.times.isExact(1e-200, 0))
    #expect(Operator.over.isExact(0, 3) && Operator.times.isExact(0x1p-900, 0.5))
  }
}

@Suite("A timeline")
struct TimelineTests {
  /// z = w · x, o = step(z).
  private func neuron() throws -> (Graph, NodeID, NodeID) {
    var graph = Graph()
    let w = graph.weight("w", Matrix(vector: [2, -3])),
      x = graph.given("x", Matrix(vector: [1, 1]))
    let z = try graph.apply(.dot, w, x, named: "z")
    let o = try graph.apply(.step, z, named: "o")
    return (graph, z, o)
  }

  @Test("goes through a sum term by term, then the total")
  func terms() throws {
    let (graph, z, o) = try neuron()
    let timeline = Timeline(Program(graph)), trace = timeline.program.run()
    #expect(timeline.ticks.map(\.part) == [.term(0), .term(1), .total, .whole])
    let known = (0...4).map { timeline.reading(Entry(.value(z)), in: trace, after: $0) }
    #expect(known == [nil, nil, nil, -1, -1])
    #expect(timeline.reading(Entry(.value(o)), in: trace, after: 4) == 0)
    #expect(trace.derivation(ofTerm: 1, of: z)?.line == "w[2]·x[2] = (−3)·1 = −3")
  }

  @Test("shows a gradient grow share by share")
  func shares() throws {
    var graph = Graph()
    let a = graph.given("a", Matrix(3))
    let b = try graph.apply(.add, a, a, named: "b")
    let timeline = Timeline(Program(graph, root: b)), trace = timeline.program.run()
    let entry = Entry(.gradient(a))
    #expect((0...3).map { timeline.reading(entry, in: trace, after: $0) } == [nil, nil, 1, 2])
    #expect(trace.ledger(of: a).map { $0.total[0, 0] } == [1, 2])
    #expect(timeline.ticksNeeded(for: entry) == 3)
  }
}
