import Screen
import Testing

@testable import Player

@Suite("The overview of a lesson's pages")
struct OverviewTests {
  private func student(size: Size = .usual) throws -> Student {
    var student = try Student(at: "bias", size: size)
    student.press("o")
    return student
  }

  private var bias: Int { FirstChapter.pageIDs.firstIndex(of: "bias") ?? 0 }

  /// A line of the list: whether the page is chosen and read, its number and its title.
  private func line(_ index: Int, isChosen: Bool, isRead: Bool) -> String {
    let title = FirstChapter.read.lesson?.pages[index].title ?? ""
    let number = index < 9 ? " \(index + 1)" : "\(index + 1)"
    return "│ \(isChosen ? "▶" : " ") \(isRead ? "●" : "○") \(number) \(title)"
  }

  @Test(
    "lists every page, those read and the open one marked",
    arguments: [Size.usual, Size(width: 140, height: 45)])
  func list(size: Size) throws {
    let student = try student(size: size)
    let pages = FirstChapter.pageIDs.count
    #expect(pages > 5)
    for index in 0..<pages {
      // Every page up to this one was opened on the way here, and none behind.
      let line = line(index, isChosen: index == bias, isRead: index <= bias)
      let row = try #require(student.frame.rows.first { $0.contains(line) }, "\(line)")
      #expect(row.contains("here │") == (index == bias))
    }
    #expect(student.footer.contains("⏎ open"))
  }

  @Test("is scrolled where there are more pages than rows")
  func scrolling() throws {
    let pages = (1...40).map { "## Page number \($0) <!-- #p\($0) -->\n\nText." }
    let (lesson, files) = try SmallLesson.reading("Text.", more: pages.joined(separator: "\n\n"))
    var student = Student(reading: lesson, files: files, size: State.smallest)
    student.press("o")
    #expect(!student.screen.contains("Page number 40"))
    for _ in 0..<50 { student.press("down") }
    #expect(student.screen.contains("41 Page number 40"))
    #expect(student.screen.contains("41/41"))
    student.press("2 3")
    #expect(student.state.overview == 22)
    student.press("enter")
    #expect(student.pageIndex == 22)
  }

  @Test("opens a page by arrows, by its number, or by a click")
  func opening() throws {
    var student = try student()
    student.press("down enter")
    #expect(student.pageIndex == bias + 1)
    #expect(student.state.overview == nil)
    student.press("o up up enter")
    #expect(student.pageIndex == bias - 1)
    student.press("o 2 enter")
    #expect(student.pageIndex == 1)
    #expect(student.effects.contains { if case .save = $0 { true } else { false } })
    student.press("o")
    let third = line(2, isChosen: false, isRead: true)
    let row = try #require(student.frame.rows.firstIndex { $0.contains(third) })
    let start = try #require(student.frame.rows[row].range(of: third)).lowerBound
    let column =
      student.frame.rows[row].distance(from: student.frame.rows[row].startIndex, to: start) + 3
    student.click(x: column, y: row)
    #expect(student.state.overview == 2)
    #expect(student.pageIndex == 1)
    student.click(x: column, y: row)
    #expect(student.pageIndex == 2)
  }

  @Test("is closed by Escape, by o and by a click beside it, and nothing has moved")
  func closing() throws {
    let before = try Student(at: "bias")
    for key in ["esc", "o"] {
      var student = try student()
      student.press("down \(key)")
      #expect(student.frame == before.frame)
    }
    var student = try student()
    student.press("3 esc")
    #expect(student.frame == before.frame)
    student.press("o")
    student.click(x: 0, y: 0)
    #expect(student.frame == before.frame)
  }

  @Test("stays open over keys that belong to the page, and says which page there is not")
  func keys() throws {
    var student = try student()
    let position = try student.stage().position
    student.press("e n J N 1 9")
    #expect(student.state.overview != nil)
    #expect(try student.stage().position == position)
    student.press("0")
    #expect(student.footer.contains("there is no page 0"))
    student.press("?")
    #expect(student.state.isHelpOpen)
    student.press("esc esc")
    #expect(student.state.overview == nil)
  }

  @Test("is none for a model by itself")
  func model() throws {
    var student = try Student(model: "given x = 1\ny = x + 1")
    student.press("o")
    #expect(student.state.overview == nil)
    #expect(student.footer.contains("this model is all there is"))
  }
}

@Suite("The colours")
struct ColourKeyTests {
  @Test("go from dark to light to none and round again, as effects")
  func cycle() {
    var student = Student()
    var seen: [Theme] = []
    for _ in 0..<3 {
      student.press("c")
      guard case .theme(let theme)? = student.effects.first else { continue }
      seen.append(theme)
      #expect(student.state.theme == theme)
    }
    #expect(seen.map(\.depth) == [.many, .none, .many])
    #expect(seen.map(\.background) == [.light, .light, .dark])
    #expect(student.footer.contains("colours for a dark background"))
  }

  @Test("are as many as the terminal has")
  func depth() {
    var student = Student()
    student.state.colours = Colours(depth: .eight)
    student.state.theme = Theme(depth: .eight)
    student.press("c c c")
    #expect(student.state.theme == Theme(depth: .eight))
  }

  @Test("say why there are none to change")
  func none() {
    var student = Student()
    student.state.colours = Colours(depth: .none, whyNone: "NO_COLOR is set")
    student.state.theme = Theme(depth: .none)
    student.press("c")
    #expect(student.effects == [])
    #expect(student.footer.contains("no colours to change: NO_COLOR is set"))
  }
}
