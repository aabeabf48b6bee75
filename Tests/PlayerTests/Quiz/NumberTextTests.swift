import Autograd
import TestSupport
import Testing

@testable import Player

@Suite("A typed number")
struct NumberTextTests {
  @Test(
    "is read however people write it",
    arguments: [
      ("0.5", 0.5), (".5", 0.5), ("1/2", 0.5), ("5e-1", 0.5), ("0,5", 0.5), ("\u{2212}0.5", -0.5),
      ("+0.5", 0.5), (" 0.5 ", 0.5), ("5.", 5), ("-1/2", -0.5), ("1,5e3", 1500), ("½", 0.5),
      ("5E−1", 0.5), ("1½", 1.5), ("−¾", -0.75), ("1 / 4", 0.25), ("1.5/−3", -0.5), ("- 2", -2),
      ("\u{A0}7\t", 7), ("–3", -3), ("0", 0), ("-0", 0), ("00.50", 0.5), ("0,125", 0.125),
      ("1,25", 1.25), ("1,2345", 1.2345), ("1234,567", 1234.567), ("5e0", 5), ("1e−007", 1e-7),
      ("1⁄8", 0.125), ("１２．５", 12.5), ("٣", 3), ("1.234", 1.234), ("0e99999999999", 0),
    ])
  func read(text: String, value: Double) throws {
    #expect(try NumberText(text).value == value)
  }

  @Test(
    "is refused with a word where it is none, or could be two",
    arguments: [
      ("", NumberText.Unreadable.empty), (" \n", .empty), ("abc", .notANumber), ("-", .notANumber),
      (".", .notANumber), ("+-1", .notANumber), ("1e", .notANumber), ("e5", .notANumber),
      ("0x10", .notANumber), ("nan", .notANumber), ("inf", .notANumber), ("∞", .notANumber),
      ("1/", .notANumber), ("/2", .notANumber), ("1/2/3", .notANumber), ("5²", .notANumber),
      ("2 apples", .notANumber), ("1.2.3", .severalPoints), ("1,234,567", .severalPoints),
      ("1.234,5", .severalPoints), ("1,234.5", .severalPoints),
      ("1,234", .ambiguousComma(decimal: "1.234", whole: "1234")),
      ("−12,500", .ambiguousComma(decimal: "12.500", whole: "12500")),
      ("1 234", .spaceInside), ("1'234", .spaceInside), ("1_000", .spaceInside),
      ("1 1/2", .spaceInside), ("50%", .percent), ("1/0", .divisionByZero),
      ("0/0", .divisionByZero),
      ("1/0.0", .divisionByZero), ("1e999", .outOfRange), ("1e-999", .outOfRange),
      ("1e308/1e-308", .outOfRange), ("9e99999999999999999999", .outOfRange),
    ])
  func refused(text: String, reason: NumberText.Unreadable) {
    #expect(throws: reason) { try NumberText(text) }
    #expect(!reason.reason.isEmpty)
  }

  @Test(
    "has as many decimals as are typed",
    arguments: [
      ("0.50", 2), ("0,5", 1), ("5", 0), ("5.", 0), ("5e-1", 1), ("1.25e-2", 4), ("1.5e3", 0),
      ("1/3", nil), ("½", nil),
    ] as [(String, Int?)])
  func decimals(text: String, count: Int?) throws {
    #expect(try NumberText(text).decimals == count)
  }

  @Test("printed by the program in any spelling reads back")
  func readsBack() throws {
    var random = Seeded(6)
    for _ in 0..<100_000 {
      let digits = Int.random(in: 1...17, using: &random)
      let size = Double.random(in: -12...12, using: &random)
      let value = Double.random(in: -1...1, using: &random) * exp10(size)
      let printed = value.text(digits: digits)
      let expected = try #require(Double(printed.replacing("−", with: "-")))
      let spelling = try #require(Self.spellings(of: printed).randomElement(using: &random))
      do throws(NumberText.Unreadable) {
        let read = try NumberText(spelling).value
        if read != expected { Issue.record("\(spelling) is read as \(read)") }
      } catch {
        // 1,234 is refused, and no other.
        let isAmbiguous = spelling.wholeMatch(of: /[ +−-]*[1-9][0-9]{0,2},[0-9]{3} */) != nil
        if !isAmbiguous { Issue.record("\(spelling) is refused: \(error)") }
      }
    }
  }

  private static func spellings(of printed: String) -> [String] {
    let short = printed.hasPrefix("0.") ? String(printed.dropFirst()) : printed
    let signed = printed.hasPrefix("−") ? printed : "+" + printed
    return [
      printed, printed.replacing("−", with: "-"), printed.replacing(".", with: ","), short, signed,
      " \(printed) ", printed.replacing("e", with: "E"),
      printed.contains(".") || printed.contains("e") ? printed : printed + ".",
    ]
  }

  private func exp10(_ power: Double) -> Double {
    (0..<Int(abs(power))).reduce(1) { value, _ in power < 0 ? value / 10 : value * 10 }
  }

  @Test("of random characters and bytes is read or refused, and never stops the program")
  func random() {
    var random = Seeded(7)
    let pieces = Array("0123456789.,+-−–eE/½¾ \t'_%²٣５é\u{301}\u{200D}∞NaNinfx\u{0}😀")
    for n in 0..<100_000 {
      let count = Int.random(in: 0...12, using: &random)
      let text =
        n % 4 == 0
        ? String(
          decoding: (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) },
          as: UTF8.self)
        : String((0..<count).compactMap { _ in pieces.randomElement(using: &random) })
      if let number = try? NumberText(text) {
        if !number.value.isFinite || (number.decimals ?? 0) < 0 {
          Issue.record("\(text.debugDescription) is read as \(number)")
        }
        // What is read has a digit in it, or a fraction of one character.
        if !text.contains(where: \.isNumber) {
          Issue.record("\(text.debugDescription) is read as \(number.value)")
        }
      }
    }
  }

  @Test("of a hundred thousand digits takes no time")
  func long() {
    let digits = String(repeating: "1", count: 100_000)
    #expect(throws: NumberText.Unreadable.outOfRange) { try NumberText(digits) }
    #expect((try? NumberText("0." + digits).value) == 1.0 / 9)
  }
}
