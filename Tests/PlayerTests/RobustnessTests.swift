import Foundation
import Screen
import TestSupport
import Testing

@testable import Player

@Suite("Whatever is pressed")
struct RobustnessTests {
  private static let keys: [Key] =
    KeyTable.bindings.flatMap(\.keys)
    + "0123456789.,−-+/[]wxbzs()éß漢\u{301}".map(Key.character)
    + [.delete, .insert, .function(5), .control("a"), .alt("x"), .unknown("[99~")]

  private static func size(_ random: inout Seeded) -> Size {
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      Size(width: .random(in: 1...140, using: &random), height: .random(in: 1...45, using: &random))
    case 1:
      Size(
        width: .random(in: 58...62, using: &random), height: .random(in: 16...20, using: &random))
    default:
      Size(
        width: .random(in: 60...140, using: &random), height: .random(in: 18...45, using: &random))
    }
  }

  /// How many keys a page gets: as many as it has seconds for, or by hand, for all pages together,
  /// `UNROLL_KEYS=1000000 swift test --filter RobustnessTests`.
  private static let byHand = ProcessInfo.processInfo.environment["UNROLL_KEYS"].flatMap { Int($0) }

  @Test(
    "and however the screen changes, a frame of the size of the screen is drawn",
    arguments: FirstChapter.pageIDs)
  func keysAndSizes(page: String) throws {
    var student = try Student(at: page)
    try tire(&student, seed: page, milliseconds: 1700)
  }

  @Test("a model of the course stays whole in all its views", arguments: try ChapterModel.all())
  func models(model: ChapterModel) throws {
    var student = try Student(model: model.text)
    try tire(
      &student, seed: model.testDescription, milliseconds: 30_000 / ChapterModel.all().count)
  }

  /// Presses keys at random, some of them in windows of other sizes.
  private func tire(_ student: inout Student, seed: String, milliseconds: Int) throws {
    let pages = try FirstChapter.pageIDs.count + ChapterModel.all().count
    let count = Self.byHand.map { $0 / pages } ?? 1400
    let end =
      ContinuousClock.now + (Self.byHand == nil ? .milliseconds(milliseconds) : .seconds(86400))
    var random = Seeded(UInt64(seed.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) }))
    var pressed: [String] = []
    for _ in 0..<count where ContinuousClock.now < end {
      switch Int.random(in: 0..<40, using: &random) {
      case 0: student.resize(to: Self.size(&random))
      case 1: _ = student.state.update(.pasted("0.5\u{1B}[31m\n\u{0}漢字"))
      case 2:
        _ = student.state.update(.beat(Beat(count: .random(in: 1...9, using: &random), busy: 3)))
      default:
        let key = Self.keys.randomElement(using: &random) ?? .space
        pressed.append(key.name)
        student.press(key)
        // Leaving is not acted on here, so the run goes on.
        if student.isOnMap { student.press(.enter) }
      }
      // A frame takes far longer than a key: every so often is often enough over all pages.
      guard Int.random(in: 0..<20, using: &random) == 0 else { continue }
      let frame = student.frame
      try #require(frame.size == student.state.size, "after \(pressed.suffix(200))")
      if let cursor = frame.cursor {
        #expect(frame.bounds.contains(cursor), "after \(pressed.suffix(200))")
      }
    }
    #expect(!pressed.isEmpty)
  }

  @Test("a lesson, the map and the help are drawn at every size, in Unicode and in ASCII")
  func sizes() throws {
    let widths = [1, 2, 10, 20, 40, 59, 60, 61, 79, 80, 99, 100, 132, 140]
    let heights = [1, 2, 3, 5, 10, 17, 18, 19, 23, 24, 29, 30, 45]
    for glyphs in [GlyphSet.unicode, .ascii] {
      var asking = try Student(at: "bias", glyphs: glyphs), help = asking
      asking.press("tab enter")
      help.press("?")
      for student in [Student(glyphs: glyphs), asking, help] {
        for width in widths {
          for height in heights {
            var student = student
            let size = Size(width: width, height: height)
            student.resize(to: size)
            let frame = student.frame
            try #require(frame.size == size)
            #expect(frame.plainText.contains { $0 != " " && $0 != "\n" })
            if glyphs.isASCII { #expect(frame.plainText.allSatisfy { $0.isASCII }) }
          }
        }
      }
    }
  }

  @Test("sizes of nothing and less draw nothing")
  func noSize() throws {
    var student = try Student(at: "bias")
    for (width, height) in [(0, 0), (0, 24), (80, 0), (-1, -1)] {
      student.resize(to: Size(width: width, height: height))
      student.press("space tab enter")
      #expect(student.frame.size.width == max(0, width))
      #expect(student.frame.size.height == max(0, height))
    }
    student.resize(to: .usual)
    #expect(student.screen.contains("The bias"))
  }

  @Test("growing after shrinking leaves the same picture")
  func shrinkAndGrow() throws {
    var student = try Student(at: "or-by-hand", size: .wide)
    student.press("tab right enter")
    let before = student.frame
    for width in stride(from: 100, through: 1, by: -7) {
      student.resize(to: Size(width: width, height: max(1, width / 3)))
      _ = student.frame
    }
    student.resize(to: .wide)
    #expect(student.frame == before)
  }
}
