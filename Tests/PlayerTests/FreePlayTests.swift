import Autograd
import Screen
import TestSupport
import Testing

@testable import Equations
@testable import Player

@Suite("Free play")
struct FreePlayTests {
  private static let model = """
    given x[1...2] = [1, 0.5]
    weight w = 0.5
    h[0] = 0
    for t = 1...2:
        h[t] = tanh(w h[t-1] + x[t])
    loss = (h[2] - 1)^2
    update w = w - 0.5 grad(w)
    """

  private static let keys = [
    "space", "space", "bs", "home", "end", "tab", "enter", "esc", "left", "right", "down", "i", "e",
    "E", "+", "-", "_", "v", "J", "y", "Y", "u", "u", "^r", "x", "g", "w", "h", "1", "0", ",", ";",
    "\\",
  ]

  @Test("never damages the page: x brings back its own numbers", arguments: 1...6)
  func reset(seed: UInt64) throws {
    var generator = Seeded(seed)
    var student = try Student(model: Self.model)
    let own = try student.stage()
    for _ in 0..<120 {
      student.press(Self.keys.randomElement(using: &generator) ?? "space")
      #expect(student.frame.size == .usual)
    }
    student.press("esc")
    let stage = try student.stage()
    let isChanged = !stage.edits.isEmpty || stage.scene.model.source != own.scene.model.source
    student.press("x")
    #expect(try student.stage().edits.isEmpty)
    #expect(try student.stage().scene.model.source == own.scene.model.source)
    var untouched = own
    untouched.go(to: try student.stage().position)
    for node in own.trace.graph.nodes {
      #expect(try student.stage().trace[.value(node.id)] == untouched.trace[.value(node.id)])
    }
    // Going back to the page's own is undone like any other change.
    if isChanged {
      student.press("u")
      let stage = try student.stage()
      #expect(!stage.edits.isEmpty || stage.scene.model.source != own.scene.model.source)
    }
  }
}
