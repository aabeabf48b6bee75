import Courseware
import Diagnostics
import Foundation
import TestSupport
import Testing

@Suite("No input stops the program")
struct FuzzTests {
  /// Reads and lints, and checks that every place lies in the file.
  private func survive(_ text: String) {
    let (lesson, diagnostics) = Sample.parse(text)
    let course = Course(lessons: [lesson].compactMap { $0 }, found: diagnostics)
    let source = SourceText(name: "lesson.md", text: text)
    for diagnostic in course.lint() {
      let range = diagnostic.range
      #expect(range.lower.line >= 1 && range.lower.line <= source.lines.count)
      #expect(range.upper.line <= source.lines.count)
      #expect(range.lower.column >= 1)
      #expect(range.lower.column <= (source.line(range.lower.line)?.count ?? 0) + 1)
    }
  }

  @Test("not bytes changed at random", arguments: 0..<8 as Range<UInt64>)
  func bytes(_ seed: UInt64) {
    var random = Seeded(seed)
    let signs = Array("\0\t\n\r\"'#&*-:<>=![]{}`|\\~≈é\u{301}\u{2028}\u{FEFF}".utf8) + [0xFF, 0xC3]
    for _ in 0..<150 {
      var bytes = Array(Sample.lesson.utf8)
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let index = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[index] = signs.randomElement(using: &random) ?? 0
        case 1: bytes.insert(signs.randomElement(using: &random) ?? 0, at: index)
        default: bytes.remove(at: index)
        }
      }
      survive(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test("not lines shuffled, repeated, indented and cut", arguments: 0..<8 as Range<UInt64>)
  func lines(_ seed: UInt64) {
    var random = Seeded(seed)
    for _ in 0..<100 {
      var lines = Sample.lesson.split(separator: "\n", omittingEmptySubsequences: false)
      for _ in 0..<Int.random(in: 1...10, using: &random) {
        let a = Int.random(in: lines.indices, using: &random)
        let b = Int.random(in: lines.indices, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: lines.swapAt(a, b)
        case 1: lines.insert(lines[a], at: b)
        case 2: lines[a] = "  " + lines[a]
        case 3: lines[a] = "> " + lines[a]
        default: lines[a] = lines[a].prefix(lines[a].count / 2)
        }
      }
      survive(lines.joined(separator: "\n"))
    }
  }

  @Test("not a lesson cut anywhere")
  func prefixes() {
    for length in stride(from: 0, to: Sample.lesson.count, by: 7) {
      survive(String(Sample.lesson.prefix(length)))
    }
  }

  @Test("not a file of 5 MB", .timeLimit(.minutes(1)))
  func large() {
    _ = Sample.page(String(repeating: "Words, `code` and a\nline. ", count: 200_000))
  }

  /// What would take minutes if its time grew with the square of its length, or would nest without
  /// end.
  @Test(
    "not 300 kB of one thing", .serialized, .timeLimit(.minutes(1)),
    arguments: [
      "> ", "- ", "[", "<b>", "é`= h` ", "![a](b) ", "a, ", "&a ", "a: b\n", "```scene\n",
    ])
  func repeated(_ piece: String) {
    let much = String(repeating: piece, count: 300_000 / piece.utf8.count)
    _ = Sample.page(much)
    _ = Sample.scene("a: [" + much)
  }
}

@Suite("A file that is not good text")
struct TextFileTests {
  @Test("is read with a mark for each bad byte, and the first is reported")
  func invalid() throws {
    try withTemporaryFolder { folder in
      var bytes = Array(Sample.lesson.utf8)
      let place = try #require(Sample.lesson.range(of: "LSTM cell"))
      let offset = Sample.lesson.utf8.distance(
        from: Sample.lesson.startIndex, to: place.lowerBound)
      bytes[offset] = 0xFF
      try write("", to: folder + "/11-lstm/lesson.md")
      try Data(bytes).write(to: URL(fileURLWithPath: folder + "/11-lstm/lesson.md"))
      let course = Course(directory: folder)
      let found = course.lint().filter { $0.rule == "characters" }
      #expect(found.map(\.range) == [SourceRange(at: Position(line: 3, column: 12))])
      #expect(course.lessons.first?.title == "The \u{FFFD}STM cell")
    }
  }

  @Test("has its control characters reported, a tab not being one")
  func controls() {
    let found = Sample.page("a\tb\n\nred \u{1B}[31m\n\nturned \u{202E}").diagnostics
    #expect(
      found.map(\.message) == [
        "this line has the control character U+1B", "this line has the control character U+202E",
      ])
    #expect(found.first?.range.lower == Position(line: 15, column: 5))
  }
}
