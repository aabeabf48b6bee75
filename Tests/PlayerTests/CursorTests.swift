import Autograd
import Screen
import Testing
import Views

@testable import Player

@Suite("The cursor")
struct CursorTests {
  @Test(
    "reaches every number of the stage from every other",
    arguments: FirstChapter.pageIDs, [Size.usual, .wide])
  func reach(page: String, size: Size) throws {
    for end in [false, true] {
      var student = try Student(at: page, size: size)
      student.press(end ? "tab end" : "tab home")
      guard try !student.stage().scene.views.isEmpty else { return }
      let entries = Set(try student.places().map(\.entry))
      #expect(entries.count > 1)
      let moves = Dictionary(
        uniqueKeysWithValues: entries.map { ($0, student.neighbours(of: $0)) })
      for start in entries {
        let stage = try student.stage()
        let missed = entries.subtracting(reachable(from: start, by: moves))
        let names = missed.map { stage.name(of: $0) }
        #expect(names.isEmpty, "from \(stage.name(of: start))")
      }
    }
  }

  @Test(
    "is seen on every number it can go to", arguments: FirstChapter.pageIDs, [Size.usual, .wide])
  func isSeen(page: String, size: Size) throws {
    var student = try Student(at: page, size: size)
    student.press("tab")
    for place in try student.places() {
      student.state.lesson?.page.stage?.cursor = place.entry
      let name = try student.stage().name(of: place.entry)
      let isFocused = student.frame.styleText.contains(Style.focus.letter)
      #expect(isFocused, "the cursor on \(name) cannot be seen")
    }
  }

  @Test(
    "stands on the number it is said to stand on",
    arguments: FirstChapter.pageIDs, [Size.usual, .wide])
  func numbersStandThere(page: String, size: Size) throws {
    var student = try Student(at: page, size: size)
    student.press("end tab")
    let stage = try student.stage(), frame = student.frame
    let context = stage.context(.unicode, cursor: nil)
    for place in try student.places() {
      let shown = frame.text(in: place.rect).filter { !"( )".contains($0) }
      // In an equation that was worked out before its update a weight is what it was then.
      let numbers = [context.text(place.entry), StageNumber.text(stage.trace[place.entry])]
      #expect(numbers.contains(shown), "\(stage.name(of: place.entry)) at \(place.rect)")
    }
  }

  @Test("follows what a step computes until it is moved, and again after the next step")
  func follows() throws {
    var student = try Student(at: "bias")
    student.press("home space")
    #expect(try student.stage().shownCursor == student.entry("z"))
    student.press("tab left")
    let moved = try student.stage().shownCursor
    #expect(try moved != student.entry("z"))
    student.press("space")
    #expect(try student.stage().shownCursor == student.entry("o"))
  }

  @Test("goes to a number by its name, and says which names there are")
  func byName() throws {
    var student = try Student(at: "weigh")
    student.go(to: "w[3]")
    #expect(try student.stage().shownCursor == student.entry("w[3]"))
    #expect(student.state.prompt == nil)
    student.go(to: "v[1]")
    #expect(student.state.prompt != nil)
    for known in ["there is no `v[1]` here", "x, w, s"] {
      #expect(student.footer.contains(known))
    }
    student.press("esc")
    #expect(student.state.prompt == nil)
    #expect(try student.stage().shownCursor == student.entry("w[3]"))
  }

  @Test("moves in the text as the text's keys do")
  func textKeys() throws {
    var student = try Student(at: "three-neurons", size: Size(width: 80, height: 20))
    let top = student.frame
    student.press("down")
    #expect(student.frame != top)
    student.press("up")
    #expect(student.frame == top)
    // Beyond the last line there is nothing to scroll to.
    student.press("100*down")
    let bottom = student.frame
    student.press("down")
    #expect(student.frame == bottom)
  }

  private func reachable(from start: Entry, by moves: [Entry: Set<Entry>]) -> Set<Entry> {
    var seen: Set<Entry> = [start], waiting = [start]
    while let entry = waiting.popLast() {
      for next in moves[entry, default: []] where seen.insert(next).inserted {
        waiting.append(next)
      }
    }
    return seen
  }
}

extension Student {
  /// Where the numbers are that the cursor can go to.
  func places() throws -> [Place] { try #require(LessonPicture(state)).places }

  /// Where one arrow leads from a number.
  func neighbours(of entry: Entry) -> Set<Entry> {
    Set(
      [Key.left, .right, .up, .down].compactMap { key in
        var moved = self
        moved.state.lesson?.page.stage?.cursor = entry
        moved.press(key)
        return moved.state.lesson?.page.stage?.cursor
      })
  }
}

extension Frame {
  /// The characters of one row's stretch.
  func text(in rect: Rect) -> String {
    String((rect.x..<rect.maxX).map { self[$0, rect.y].character })
  }
}
