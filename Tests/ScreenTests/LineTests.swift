import Screen
import Testing

@Suite("A line")
struct LineTests {
  private func drawn(_ width: Int, _ height: Int, _ draw: (inout Frame) -> Void) -> String {
    var frame = Frame(size: Size(width: width, height: height))
    draw(&frame)
    return frame.plainText
  }

  @Test("around a rectangle is a box with a title")
  func box() {
    let picture = drawn(10, 3) { $0.box($0.bounds, title: "loss") }
    #expect(picture == "┌─ loss ─┐\n│        │\n└────────┘\n")
  }

  @Test("shortens a title that does not fit, or leaves it out")
  func title() {
    #expect(drawn(10, 2) { $0.box($0.bounds, title: "forward") } == "┌─ for… ─┐\n└────────┘\n")
    #expect(drawn(6, 2) { $0.box($0.bounds, title: "forward") } == "┌────┐\n└────┘\n")
  }

  @Test("from edge to edge of a box joins both")
  func tees() {
    let picture = drawn(7, 5) { frame in
      frame.box(frame.bounds)
      frame.horizontalLine(x: 0, y: 2, width: 7)
      frame.verticalLine(x: 3, y: 0, height: 5)
    }
    #expect(picture == "┌──┬──┐\n│  │  │\n├──┼──┤\n│  │  │\n└──┴──┘\n")
  }

  @Test("that ends on another makes a tee, not a crossing")
  func ends() {
    let picture = drawn(5, 3) { frame in
      frame.verticalLine(x: 2, y: 0, height: 3)
      frame.horizontalLine(x: 2, y: 1, width: 3)
    }
    #expect(picture == "  │\n  ├──\n  │\n")
  }

  @Test("shared by two boxes is joined")
  func shared() {
    let picture = drawn(5, 3) { frame in
      frame.box(Rect(x: 0, y: 0, width: 3, height: 3))
      frame.box(Rect(x: 2, y: 0, width: 3, height: 3))
    }
    #expect(picture == "┌─┬─┐\n│ │ │\n└─┴─┘\n")
  }

  @Test("inside a box leaves the box alone")
  func inside() {
    let picture = drawn(5, 3) { frame in
      frame.box(frame.bounds)
      frame.horizontalLine(x: 1, y: 1, width: 3)
    }
    #expect(picture == "┌───┐\n│───│\n└───┘\n")
  }

  @Test("replaces text it is drawn over")
  func overText() {
    let picture = drawn(3, 1) { frame in
      frame.put("abc", x: 0, y: 0)
      frame.horizontalLine(x: 1, y: 0, width: 2)
    }
    #expect(picture == "a──\n")
  }

  @Test("around one row or column is a line")
  func thin() {
    #expect(drawn(3, 1) { $0.box($0.bounds) } == "───\n")
    #expect(drawn(1, 3) { $0.box($0.bounds) } == "│\n│\n│\n")
    #expect(drawn(3, 3) { $0.box(Rect(x: 1, y: 1, width: 0, height: 2)) } == "\n\n\n")
  }

  @Test("of a box outside the frame is not drawn")
  func clipped() {
    #expect(drawn(3, 3) { $0.box(Rect(x: 1, y: 1, width: 9, height: 9)) } == "\n ┌─\n │\n")
    #expect(drawn(2, 2) { $0.box(Rect(x: -1, y: -1, width: 2, height: 2)) } == "┘\n\n")
  }
}
