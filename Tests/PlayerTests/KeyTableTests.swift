import Screen
import Testing

@testable import Player

@Suite("The key table")
struct KeyTableTests {
  @Test("gives a key one meaning in each place", arguments: KeyContext.allCases)
  func noDoubles(context: KeyContext) {
    let bindings = KeyTable.bindings.filter { $0.contexts.contains(context) }
    let keys = bindings.flatMap(\.keys)
    let doubled = Dictionary(grouping: keys) { $0 }.filter { $0.value.count > 1 }.keys
    #expect(doubled.isEmpty)
    #expect(!keys.isEmpty)
    for binding in bindings {
      for key in binding.keys {
        #expect(KeyTable.command(for: key, in: context) == binding.command)
      }
    }
  }

  @Test("has a key for every command")
  func complete() {
    let bound = Set(KeyTable.bindings.map(\.command))
    #expect(Command.allCases.filter { !bound.contains($0) } == [])
    #expect(KeyTable.bindings.allSatisfy { !$0.keys.isEmpty && !$0.contexts.isEmpty })
  }

  @Test("is what the footer shows where there is room")
  func footer() throws {
    var student = try Student(at: "fire", size: Size(width: 140, height: 45))
    for (keys, context) in [("", KeyContext.text), ("tab", .stage), ("enter", .inspector)] {
      student.press(keys)
      #expect(student.state.context == context)
      let shown = KeyTable.bindings.filter { $0.short != nil && $0.contexts.contains(context) }
      for binding in shown {
        let item = "\(binding.keys[0].label(.unicode)) \(binding.short ?? "")"
        #expect(student.footer.contains(item), "\(item)")
      }
      #expect(shown.count > 4)
    }
  }

  @Test("leaves help and quit in the footer of the narrowest screen")
  func narrowFooter() throws {
    let student = try Student(at: "fire", size: State.smallest)
    #expect(student.footer.contains("? help"))
    #expect(student.footer.contains("q quit"))
  }

  @Test(
    "is what the help says, no word cut", arguments: [Size.usual, .wide, State.smallest])
  func help(size: Size) throws {
    var student = try Student(at: "fire", size: size)
    student.press("?")
    var said = student.screen
    // A help longer than the screen scrolls.
    for _ in 0..<60 {
      let before = student.frame
      student.press("down")
      if student.frame == before { break }
      said += student.screen
    }
    let lesson: Set<KeyContext> = [.text, .stage, .inspector]
    for binding in KeyTable.bindings where !binding.contexts.isDisjoint(with: lesson) {
      #expect(said.contains(binding.long), "\(binding.keys): \(binding.long)")
      for key in binding.keys { #expect(said.contains(key.label(.unicode))) }
    }
  }

  @Test("shows on the map the keys of the map")
  func mapHelp() {
    var student = Student()
    student.press("?")
    #expect(student.state.isHelpOpen)
    #expect(student.screen.contains("open the chapter"))
    #expect(!student.screen.contains("nudge"))
    student.press("esc")
    #expect(!student.state.isHelpOpen)
    #expect(student.isOnMap)
    student.press("f1")
    #expect(student.state.isHelpOpen)
    student.press("?")
    #expect(!student.state.isHelpOpen)
  }

  @Test("closes the help and nothing else by Escape")
  func helpCloses() throws {
    var student = try Student(at: "fire")
    student.press("tab")
    let before = student.frame
    student.press("? esc")
    #expect(student.frame == before)
  }

  @Test("is named by the line that answers an unknown key", arguments: ["Z", "f7", "del", "^a"])
  func unknown(name: String) throws {
    let key = try #require(Key(name: name))
    for start in [Student(), try Student(at: "fire")] {
      var student = start
      let before = student.frame
      student.press(key)
      #expect(student.footer.contains("\(key.label(.unicode)) does nothing here; ? shows the keys"))
      #expect(student.effects.isEmpty)
      // The line is gone with the next key.
      student.press("^l")
      #expect(student.frame == before)
    }
  }
}
