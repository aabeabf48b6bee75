import Autograd
import Screen
import Testing
import Views

@testable import Player

@Suite("The mouse")
struct MouseTests {
  /// At a page whose numbers are computed: x = (1, 0, 1), w = (3, 2, −1).
  private func student(size: Size = .usual) throws -> Student {
    var student = try Student(at: "bias", size: size)
    student.press("end")
    return student
  }

  private func place(_ name: String, _ student: Student) throws -> Place {
    let picture = try #require(LessonPicture(student.state)), entry = try student.entry(name)
    return try #require(picture.places.first { $0.entry == entry })
  }

  @Test("puts the cursor on the number it points at; a second click asks why")
  func number() throws {
    var student = try student()
    let place = try place("z", student)
    student.click(x: place.rect.maxX - 1, y: place.rect.y)
    #expect(student.state.lesson?.focus == .stage)
    #expect(try student.stage().cursor == place.entry)
    #expect(try student.stage().inspected.isEmpty)
    student.click(x: place.rect.x, y: place.rect.y)
    #expect(student.state.lesson?.focus == .inspector)
    #expect(try student.stage().inspected.map(\.entry) == [place.entry])
  }

  @Test("goes deeper where it points at an operand")
  func operand() throws {
    var student = try student(size: Size(width: 140, height: 45))
    student.go(to: "z")
    student.press("enter")
    let picture = try #require(LessonPicture(student.state))
    let weight = try student.entry("w[3]")
    let index = try #require(
      try student.stage().operands(of: student.entry("z")).firstIndex(of: weight))
    let operand = try #require(picture.operands.last { $0.index == index })
    student.click(x: operand.rect.x, y: operand.rect.y)
    #expect(try student.stage().inspected.last?.entry == weight)
    #expect(student.screen.contains("z › w[3]"))
  }

  @Test("scrolls the text under the wheel, as far as there is any, and nothing else")
  func wheel() throws {
    var student = try Student(at: "bias", size: State.smallest)
    let before = student.frame
    let y = try #require(student.frame.rows.firstIndex { $0.contains("── text") })
    student.scroll(x: 10, y: y + 1, by: 1)
    #expect(student.frame != before)
    for _ in 0..<50 { student.scroll(x: 10, y: y + 1, by: 1) }
    let end = student.frame
    student.scroll(x: 10, y: y + 1, by: 1)
    #expect(student.frame == end)
    for _ in 0..<60 { student.scroll(x: 10, y: y + 1, by: -1) }
    #expect(student.frame == before)
    // The stage has no lines to scroll, and the steps are not the wheel's.
    let stage = try student.stage().position
    student.scroll(x: 10, y: student.state.size.height - 6, by: 1)
    #expect(try student.stage().position == stage)
    #expect(student.frame == before)
  }

  @Test("presses the keys of the footer")
  func footer() throws {
    var student = try Student(at: "bias")
    let row = student.state.size.height - 1
    func column(_ text: String) throws -> Int {
      let range = try #require(student.footer.range(of: text))
      return student.footer.distance(from: student.footer.startIndex, to: range.lowerBound)
    }
    let before = try student.stage().position
    student.click(x: try column("step"), y: row)
    #expect(try student.stage().position > before)
    student.click(x: try column("help"), y: row)
    #expect(student.state.isHelpOpen)
    // Any click closes it.
    student.click(x: 0, y: 0)
    #expect(!student.state.isHelpOpen)
    #expect(try student.click(x: column("quit"), y: row).contains(.quit))
  }

  @Test("chooses a chapter on the map, and opens the one that is chosen")
  func map() throws {
    var student = Student()
    let row = try #require(student.frame.rows.firstIndex { $0.contains("▶") })
    #expect(student.click(x: 6, y: row) == [.readLesson("perceptron")])
    #expect(student.click(x: 6, y: 20) == [])
  }

  @Test("outside of everything does no harm", arguments: [State.smallest, .usual, .wide])
  func outside(size: Size) throws {
    for var student in [Student(size: size), try student(size: size)] {
      for x in [-1, 0, 223, 224, 5000, Int.max] {
        for y in [-1, 0, 1, 500, Int.max] {
          student.click(x: x, y: y)
          student.scroll(x: x, y: y, by: 1)
          #expect(student.frame.size == size)
        }
      }
    }
  }

  @Test("is left to the terminal and taken back by m")
  func switching() throws {
    var student = try student()
    student.press("m")
    #expect(student.effects == [.mouse(false)])
    #expect(!student.state.isMouseOn)
    #expect(student.footer.contains("selects text"))
    student.press("m")
    #expect(student.effects == [.mouse(true)])
    #expect(student.footer.contains("points at numbers"))
  }

  @Test("does not disturb what is being typed")
  func prompt() throws {
    var student = try student()
    student.go(to: "x[1]")
    student.press("e 5")
    let before = student.frame
    student.click(x: 20, y: 12)
    student.scroll(x: 2, y: 3, by: 1)
    #expect(student.frame == before)
  }
}

@Suite("The terminal's own cursor")
struct FocusCursorTests {
  @Test("stands on the number that the keys go to")
  func stage() throws {
    var student = try Student(at: "bias")
    #expect(student.frame.cursor == nil)
    student.press("end tab")
    for key in ["left", "up", "right"] {
      student.press(key)
      let cursor = try #require(student.frame.cursor)
      #expect(student.frame[cursor.x, cursor.y].style == .focus)
    }
    student.go(to: "z")
    student.press("enter right")
    let operand = try #require(student.frame.cursor)
    #expect(student.frame[operand.x, operand.y].style == .focus)
    student.press("?")
    #expect(student.frame.cursor == nil)
  }

  @Test("stands behind what is typed, and on the chosen chapter")
  func elsewhere() throws {
    var student = try Student(at: "bias")
    student.press("g w")
    #expect(student.frame.cursor == Point(x: " go to w".count, y: 23))
    let map = Student()
    let cursor = try #require(map.frame.cursor)
    #expect(map.frame.text(row: cursor.y).contains("▶"))
  }
}

extension Student {
  @discardableResult
  mutating func click(x: Int, y: Int) -> [Effect] {
    state.update(.clicked(Point(x: x, y: y)))
  }

  fileprivate mutating func scroll(x: Int, y: Int, by notches: Int) {
    _ = state.update(.scrolled(Point(x: x, y: y), by: notches))
  }
}
