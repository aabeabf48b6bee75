import Testing

@testable import Player

@Suite("A page that opens in the middle")
struct OpeningTests {
  @Test("has everything before its question computed, and not the answer")
  func before() throws {
    let student = try Student(at: "fire")
    #expect(try student.reading("s") == 2)
    #expect(try student.reading("o") == nil)
  }

  @Test("looks the same however the student came to it", arguments: FirstChapter.pageIDs)
  func sameState(page: String) throws {
    let student = try Student(at: page)
    var other = try Student(at: FirstChapter.pageIDs[0])
    while other.pageID != page { other.press("N") }
    var restored = Student()
    let place = SavedPlace(lesson: "perceptron", page: page)
    let lesson = try #require(FirstChapter.read.lesson)
    _ = restored.state.update(.lessonRead(lesson, files: FirstChapter.files, at: place))
    #expect(student.frame == other.frame)
    #expect(student.frame == restored.frame)
  }

  @Test("is left by a step back to the page before, as it was left")
  func back() throws {
    var student = try Student(at: "weigh")
    student.press("end")
    let end = student.frame
    // Past the question.
    student.press("space space")
    #expect(student.pageID == "fire")
    student.press("bs")
    #expect(student.frame == end)
    // A step on and back leads to where the page opened, not further.
    student.press("space space space bs")
    #expect(student.pageID == "fire")
    student.press("bs")
    #expect(student.frame == end)
  }

  @Test("can be gone back to its first step with Home")
  func home() throws {
    var student = try Student(at: "fire")
    student.press("home")
    #expect(try student.reading("s") == nil)
    #expect(student.pageID == "fire")
  }

  @Test("has the cursor on what it is about, and e changes that")
  func focus() throws {
    var student = try Student(at: "function")
    student.press("e")
    #expect(student.footer.contains("x[2] ="))
    #expect(student.state.lesson?.focus == .stage)
  }

  @Test("does not change another number for the one the cursor is on")
  func computed() throws {
    var student = try Student(at: "function")
    student.go(to: "o")
    student.press("e")
    #expect(student.state.prompt == nil)
    #expect(student.footer.contains("o is computed"))
  }
}

@Suite("A weight that was updated")
struct OldWeightTests {
  @Test("is explained by the update, and its operand by what it was before")
  func before() throws {
    // The first update of OR, at (0, 1): w[2] goes from 0 to 0 + 1·1 = 1.
    var student = try Student(at: "or-learned")
    student.press("2*space")
    student.go(to: "w[2]")
    student.press("enter")
    #expect(student.screen.contains("w[2] ← w[2] + e·x[2]"))
    student.press("enter")
    #expect(student.screen.contains("w[2] = 0 before this update"))
    student.press("enter")
    #expect(student.footer.contains("this is where it begins"))
  }
}
