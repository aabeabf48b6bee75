import Courseware
import Testing

@testable import Player

@Suite("Close enough")
struct ToleranceTests {
  @Test(
    "within 0.1 includes both ends, and nothing beyond",
    arguments: [
      (0.2, true), (0.4, true), (0.3, true), (0.19, false), (0.41, false), (0.4000001, false),
      (-0.3, false), (.infinity, false), (.nan, false),
    ] as [(Double, Bool)])
  func within(typed: Double, isClose: Bool) {
    // 0.1 + 0.2 is not 0.3 but a little more.
    for right in [0.3, 0.1 + 0.2] {
      #expect(Question.Tolerance.within(0.1).accepts(typed, for: right) == isClose)
    }
  }

  @Test("within 0 forgives what binary fractions are off by, and no more")
  func exact() {
    let exact = Question.Tolerance.within(0)
    #expect(exact.accepts(0.3, for: 0.1 + 0.2))
    #expect(exact.accepts(7, for: 7))
    #expect(!exact.accepts(0.3000001, for: 0.3))
    #expect(!exact.accepts(1e-20, for: 0))
  }

  @Test(
    "to two digits is right to half of the second decimal, or rounds to the same two",
    arguments: [
      // 0.8349 is 0.83: half a unit around it, and all that rounds to 0.83.
      (0.8349, 0.83, true), (0.8349, 0.84, false), (0.8349, 0.82, false), (0.8349, 0.8301, true),
      (0.8349, 0.8351, true), (0.8349, 0.8251, true), (0.8349, 0.8249, false),
      // 0.125 rounds either way.
      (0.125, 0.12, true), (0.125, 0.13, true), (0.125, 0.11, false), (0.125, 0.14, false),
      (-0.125, -0.12, true), (-0.125, -0.13, true), (-0.125, 0.13, false),
      (0.5, 0.5, true), (0.5, 1, false), (0.004, 0, true), (0.006, 0, false), (1e300, 1e300, true),
      (1e307, 2e307, false),
    ] as [(Double, Double, Bool)])
  func digits(right: Double, typed: Double, isClose: Bool) {
    #expect(Question.Tolerance.digits(2).accepts(typed, for: right) == isClose)
  }

  @Test(
    "the right number is told so that it would be accepted",
    arguments: [
      (0.5, Question.Tolerance.digits(2), "0.50"), (2, .digits(1), "2.0"),
      (-0.8349, .digits(2), "−0.83"), (3, .digits(0), "3"), (1.0 / 3, .within(0.01), "0.3333"),
      (12345.678, .within(0.001), "12345.678"), (4, .within(0), "4"),
      (-8.7e-7, .digits(6), "−0.000001"),
      (-1e-9, .digits(3), "0.000"), (1e300, .digits(2), "1e300"), (123.456, .digits(1), "123.5"),
      (0, .digits(1), "0.0"),
    ])
  func told(right: Double, tolerance: Question.Tolerance, text: String) throws {
    #expect(tolerance.text(right) == text)
    #expect(tolerance.accepts(try NumberText(text).value, for: right))
  }
}
