import Autograd
import Foundation
import Screen
import Testing

@testable import Player

@Suite("Asking a number")
struct WhyTests {
  @Test("shows the equation, its symbols, its numbers and the result")
  func sum() throws {
    var student = try Student(at: "bias")
    student.press("space")
    student.go(to: "z")
    student.press("enter")
    for line in [
      "z = w · x + b", "the weighted sum and the bias",
      "= w[1]·x[1] + w[2]·x[2] + w[3]·x[3] + b", "= 3·1 + 2·0 + (−1)·1 + (−2)",
    ] {
      #expect(student.screen.contains(line), "\(line)")
    }
    #expect(try student.inspector().last == "= 0")
  }

  @Test("shows the arithmetic between where there is room")
  func rounds() throws {
    var student = try Student(at: "bias", size: Size(width: 140, height: 45))
    student.press("space")
    student.go(to: "z")
    student.press("enter")
    let lines = try student.inspector()
    #expect(lines.first?.hasPrefix("z = w · x + b") == true)
    #expect(
      lines.dropFirst() == [
        "= w[1]·x[1] + w[2]·x[2] + w[3]·x[3] + b", "= 3·1 + 2·0 + (−1)·1 + (−2)",
        "= 3 + 0 + (−1) + (−2)", "= 3 + (−1) + (−2)", "= 2 + (−2)", "= 0",
      ])
  }

  @Test("says of a number that is not computed yet what it will be made of, and not what it is")
  func notYet() throws {
    var student = try Student(at: "weigh")
    student.go(to: "s")
    student.press("enter")
    #expect(student.screen.contains("s = w[1]·x[1] + w[2]·x[2] + w[3]·x[3]"))
    #expect(student.screen.contains("not computed yet"))
    #expect(!student.screen.contains("3·1 + 2·0"))
  }

  @Test("says what an update adds to a weight, from what it was")
  func update() throws {
    // After one epoch of AND the only update, at (1, 1) with e = 1, has made w[1] 0 + 1·1 = 1.
    var student = try Student(at: "and-learned", size: .wide)
    student.press("4*space")
    student.go(to: "w[1]")
    student.press("enter")
    #expect(student.screen.contains("w[1] + e·x[1]"))
    #expect(student.screen.contains("0 + 1·1"))
    #expect(try student.inspector().last == "= 1")
  }

  @Test("goes deeper to the given numbers and comes all the way back to the course map")
  func depth() throws {
    var student = try Student(at: "fire")
    student.press("end tab")
    student.go(to: "o")
    let stage = student.frame
    student.press("enter")
    #expect(student.screen.contains("─ o ─"))
    let asked = student.frame
    student.press("enter")
    #expect(student.screen.contains("─ o › s ─"))
    // The operands of s in the order they are read: w[1], x[1], w[2], …
    student.press("right enter")
    #expect(student.screen.contains("─ o › s › x[1] ─"))
    #expect(student.screen.contains("x[1] = 1"))
    student.press("enter")
    #expect(student.footer.contains("this is where it begins"))
    #expect(student.screen.contains("─ o › s › x[1] ─"))
    student.press("esc")
    #expect(student.screen.contains("─ o › s ─"))
    student.press("esc")
    #expect(student.frame == asked)
    student.press("esc")
    #expect(student.frame == stage)
    #expect(student.state.lesson?.focus == .stage)
    student.press("esc")
    #expect(student.state.lesson?.focus == .text)
    #expect(!student.isOnMap)
    student.press("esc")
    #expect(student.isOnMap)
    #expect(student.screen.contains("enter continues at page 2"))
    student.press("esc")
    #expect(student.isOnMap)
    #expect(student.effects.isEmpty)
    student.press("enter")
    #expect(student.pageID == "fire")
  }

  @Test("chooses among the operands, round and round")
  func operands() throws {
    // s has six operands: three weights and three inputs.
    var student = try Student(at: "weigh")
    student.press("end")
    student.go(to: "s")
    student.press("enter")
    let first = student.frame
    var seen: Set<Frame> = [first]
    for _ in 0..<5 {
      student.press("right")
      seen.insert(student.frame)
    }
    #expect(seen.count == 6)
    student.press("right")
    #expect(student.frame == first)
    student.press("left left right")
    student.press("enter")
    #expect(student.screen.contains("─ s › x[3] ─"))
  }

  @Test("shows the result of every number of every page", arguments: FirstChapter.pageIDs)
  func everyNumber(page: String) throws {
    var student = try Student(at: page)
    student.press("end tab")
    for place in try student.places() {
      var asking = student
      asking.state.lesson?.page.stage?.cursor = place.entry
      asking.press("enter")
      let context = try asking.stage().context(.unicode, cursor: nil)
      let value = try #require(context.reading(place.entry))
      let lines = try asking.inspector(), graph = context.graph, node = place.entry.quantity.node
      // The result of an update is the weight's.
      let weight = graph.updates.first { $0.result == node }?.weight
      let name = graph[weight ?? node].name
      #expect(lines.first?.contains(name) == true, "\(name): \(lines)")
      #expect(lines.contains { $0.contains(value.short) }, "\(name): \(lines)")
    }
  }
}

extension Student {
  /// The lines of the lowest pane, without the blanks around them.
  func inspector() throws -> [String] {
    let stage = try stage()
    let title = try #require(stage.inspected.last.map { stage.name(of: $0.entry) })
    let rows = frame.rows
    let start = try #require(rows.lastIndex { $0.contains("\(title) ─") })
    let left = try #require(rows[start].range(of: " \(title) ─") ?? rows[start].range(of: title))
    let column = rows[start].distance(from: rows[start].startIndex, to: left.lowerBound)
    let isWide = state.size.width >= 100
    return rows[(start + 1)..<(rows.count - (isWide ? 3 : 2))].map { row in
      String(isWide ? row.dropFirst(max(0, column - 2)) : row[...])
        .trimmingCharacters(in: .whitespaces.union(["│"]))
    }.filter { !$0.isEmpty }
  }
}
