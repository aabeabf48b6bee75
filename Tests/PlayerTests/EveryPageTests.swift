import Courseware
import Screen
import Testing

@testable import Player

@Suite("The first chapter")
struct EveryPageTests {
  @Test("reads and links without a complaint")
  func isClean() throws {
    #expect(FirstChapter.catalogue.diagnostics.isEmpty)
    #expect(FirstChapter.read.diagnostics.isEmpty)
    let lesson = try #require(FirstChapter.read.lesson)
    let chapter = Chapter(lesson, files: FirstChapter.files)
    #expect(lesson.pages.indices.allSatisfy { chapter.page($0).diagnostics.isEmpty })
    #expect(PlayedLesson(lesson, files: FirstChapter.files).problems.map(\.line) == [])
    // Progress is kept by these names: they may be joined by others and never change.
    let ids = ["weigh", "fire", "function", "bias", "or-learned", "and-learned", "xor"]
    #expect(Set(FirstChapter.pageIDs).isSuperset(of: ids))
  }

  @Test(
    "steps from where a page opens to its end and back through the same pictures",
    arguments: FirstChapter.pageIDs, [Size.usual, .wide])
  func thereAndBack(page: String, size: Size) throws {
    var student = try Student(at: page, size: size)
    student.passPauses()
    try expectSamePicturesBack(&student)
  }

  @Test(
    "steps from the first step of a page to the last and back through the same pictures",
    arguments: FirstChapter.pageIDs, [Size.usual, .wide])
  func wholePage(page: String, size: Size) throws {
    var student = try Student(at: page, size: size)
    student.passPauses()
    student.press("home")
    let count = try expectSamePicturesBack(&student)
    #expect(count > 0)
    // Back at the very start there is nothing before it on this page.
    let index = student.pageIndex
    student.press("bs")
    #expect(student.pageIndex == index.map { max(0, $0 - 1) })
  }

  @Test("hides again what stood behind a pause when the student steps back")
  func pauses() throws {
    for page in FirstChapter.pageIDs {
      var student = try Student(at: page)
      try expectSamePicturesBack(&student)
    }
  }

  @Test("plays in one go from the map to its last page and says that it is over")
  func wholeChapter() {
    var student = Student()
    student.press("enter")
    var visited = [student.pageID]
    for _ in 0..<1000 where student.state.message == nil {
      student.press(.space)
      if student.pageID != visited.last { visited.append(student.pageID) }
    }
    #expect(visited == FirstChapter.pageIDs)
    #expect(student.footer.contains("last page"))
    // Staying there does no harm, and the way on is said again.
    student.press(.space)
    #expect(student.pageID == FirstChapter.pageIDs.last)
    #expect(student.footer.contains("esc shows the course"))
  }

  @Test("turns pages both ways and stops at both ends")
  func pages() throws {
    var student = Student()
    student.press("enter")
    let last = FirstChapter.pageIDs.count - 1
    for index in 0..<last {
      #expect(student.pageIndex == index)
      #expect(student.screen.contains("\(index + 1)/\(last + 1)"))
      student.press("N")
    }
    student.press("N")
    #expect(student.pageIndex == last)
    #expect(student.footer.contains("last page"))
    for index in (0..<last).reversed() {
      student.press("P")
      #expect(student.pageIndex == index)
    }
    student.press("P")
    #expect(student.pageIndex == 0)
    #expect(student.footer.contains("first page"))
    student.press("bs")
    #expect(student.pageIndex == 0)
  }

  @Test("keeps a page as it was left")
  func pagesAreKept() throws {
    var student = try Student(at: "weigh")
    student.press("2*space")
    let before = student.frame
    student.press("N P")
    #expect(student.frame == before)
  }

  /// Steps to the end of the page and back, comparing every picture on the way.
  ///
  /// - Returns: how many steps there are.
  @discardableResult
  private func expectSamePicturesBack(_ student: inout Student) throws -> Int {
    let page = student.pageID
    var pictures = [student.frame]
    while student.step() { pictures.append(student.frame) }
    // A step that changes nothing would be a key without an answer.
    #expect(zip(pictures, pictures.dropFirst()).allSatisfy { $0 != $1 }, "on page \(page ?? "")")
    for (n, picture) in pictures.enumerated().dropLast().reversed() {
      student.press(.backspace)
      let isSame = student.frame == picture
      #expect(isSame, "step \(n) of page \(page ?? "") looks different on the way back")
      if !isSame { break }
    }
    return pictures.count - 1
  }
}
