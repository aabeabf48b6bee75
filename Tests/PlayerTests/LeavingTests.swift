import Screen
import Testing

@testable import Player

@Suite("Leaving")
struct LeavingTests {
  @Test("by q keeps the place")
  func quit() throws {
    var student = try Student(at: "weigh")
    student.press("2*space q")
    let place = SavedPlace(
      lesson: "perceptron", page: "weigh", position: ScenePosition(presentation: 0, ticks: 2))
    #expect(student.effects == [.save(place), .quit])
    #expect(student.state.places["perceptron"] == place)
  }

  @Test("by Ctrl-C takes two in a row")
  func interrupt() throws {
    var student = try Student(at: "weigh")
    student.press("^c")
    #expect(!student.effects.contains(.quit))
    #expect(student.footer.contains("Ctrl-C again leaves"))
    student.press("space ^c")
    #expect(!student.effects.contains(.quit))
    student.press("^c")
    #expect(student.effects.last == .quit)
  }

  @Test("by Ctrl-C works while a number is typed, and the number stays")
  func interruptPrompt() throws {
    var student = try Student(at: "weigh")
    student.press("g w ^c")
    #expect(student.state.prompt?.text == "w")
    #expect(!student.effects.contains(.quit))
    student.press("^c")
    #expect(student.effects.last == .quit)
  }

  @Test("for the shell by Ctrl-Z changes nothing")
  func suspend() throws {
    var student = try Student(at: "weigh")
    student.press("tab space")
    let before = student.frame
    student.press("^z")
    #expect(student.effects == [.suspend])
    #expect(student.frame == before)
  }

  @Test("and coming back opens the same step of the same page")
  func comingBack() throws {
    for (page, steps) in [("weigh", 3), ("and-learned", 7), ("xor", 2), ("three-neurons", 1)] {
      var student = try Student(at: page)
      student.passPauses()
      if page == "three-neurons" { student.press("home") }
      student.press("\(steps)*space q")
      let place = try #require(student.state.places["perceptron"])
      let lesson = try #require(FirstChapter.read.lesson)
      var next = Student()
      _ = next.state.update(.lessonRead(lesson, files: FirstChapter.files, at: place))
      #expect(next.pageID == page)
      #expect(try next.stage().position == student.stage().position)
      #expect(next.frame == student.frame)
    }
  }

  @Test("and coming back to a lesson that has changed opens as near as can be")
  func changedLesson() throws {
    let lesson = try #require(FirstChapter.read.lesson)
    let places = [
      SavedPlace(
        lesson: "perceptron", page: "gone", position: ScenePosition(presentation: 3, ticks: 2)),
      SavedPlace(
        lesson: "perceptron", page: "weigh", position: ScenePosition(presentation: 99, ticks: 999)),
      SavedPlace(
        lesson: "perceptron", page: "and-learned",
        position: ScenePosition(presentation: -5, ticks: -1)),
    ]
    for (place, page) in zip(places, ["weigh", "weigh", "and-learned"]) {
      var student = Student()
      _ = student.state.update(.lessonRead(lesson, files: FirstChapter.files, at: place))
      #expect(student.pageID == page)
      let stage = try student.stage()
      #expect(stage.position <= stage.scene.end)
    }
  }
}

@Suite("A screen that is too small")
struct TooSmallTests {
  @Test("says what is needed and what there is", arguments: [(59, 17), (60, 17), (59, 18)])
  func message(width: Int, height: Int) throws {
    var student = try Student(at: "weigh")
    student.resize(to: Size(width: width, height: height))
    #expect(student.screen.contains("60×18"))
    #expect(student.screen.contains("\(width)×\(height)"))
    #expect(!student.screen.contains("umbrella"))
  }

  @Test("is one cell more and the lesson is there")
  func smallest() throws {
    let student = try Student(at: "weigh", size: State.smallest)
    #expect(student.screen.contains("umbrella"))
  }

  @Test("takes q, Ctrl-C and Ctrl-Z and no other key")
  func keys() throws {
    var student = try Student(at: "weigh")
    student.press("space")
    let before = student.frame
    student.resize(to: Size(width: 59, height: 17))
    let message = student.frame
    student.press("space bs tab enter e 1 enter N ? esc esc esc x Z home end down")
    #expect(student.effects.isEmpty)
    #expect(student.frame == message)
    student.press("^z")
    #expect(student.effects == [.suspend])
    student.resize(to: .usual)
    #expect(student.frame == before)
    student.resize(to: Size(width: 59, height: 17))
    var interrupted = student
    interrupted.press("^c ^c")
    #expect(interrupted.effects.last == .quit)
    student.press("q")
    #expect(student.effects.last == .quit)
  }
}
