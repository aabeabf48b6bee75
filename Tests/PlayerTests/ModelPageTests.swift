import Autograd
import Courseware
import Diagnostics
import Foundation
import Screen
import Testing

@testable import Equations
@testable import Player

@Suite("A model's file alone")
struct ModelPageTests {
  private static let neuron = """
    # A neuron answers.
    # It is wrong.
    #
    # Step on.

    given x = 1              # what it sees
    weight w = 0.5 # a "weight"
    z = w x                  # the sum
    loss = (z - 1)^2
    """

  /// A recurrent network as unrolling a loop gives it, 300 equations long.
  private static let long =
    "given x = 0.5\ngiven h0 = 0\nweight w = 0.9\n"
    + (1...300).map { "h\($0) = tanh(w h\($0 - 1) + x)   # at time \($0)\n" }.joined()
    + "loss = h300^2\n"

  @Test("opens on a page with the file's name, its comments and what was said of its lines")
  func page() throws {
    let student = try Student(model: Self.neuron, size: .wide)
    #expect(student.frame.rows[0].contains("Model › model.eqn"))
    let text = student.frame.plainText
    for expected in [
      "A neuron answers. It is wrong.", "Step on.", "given x   what it sees",
      "weight w   a \"weight\"", "z = w x   the sum",
    ] {
      #expect(text.contains(expected), "\(expected)")
    }
    #expect(!text.contains("page 1/"))
  }

  @Test("is stepped forward and backward, and exactly back")
  func steps() throws {
    var student = try Student(model: Self.neuron)
    let first = student.frame
    student.press("space")
    #expect(try student.reading("z") == 0.5)
    #expect(try student.reading("grad(w)") == nil)
    student.press("end")
    // loss = (0.5 − 1)², ∂loss/∂w = 2 (0.5 − 1) x = −1
    #expect(try student.reading("loss") == 0.25 && student.reading("grad(w)") == -1)
    student.press("space")
    #expect(student.footer.contains("last step"))
    student.press("home")
    #expect(student.frame == first)
  }

  @Test("lets its numbers be changed, and says what the file's own are")
  func edits() throws {
    var student = try Student(model: Self.neuron)
    student.press("end e 1 enter")
    #expect(try student.reading("loss") == 0)
    #expect(try student.ghost("loss") == 0.25)
    student.press("x")
    #expect(try student.reading("loss") == 0.25)
  }

  @Test("is no part of the course: nothing is kept, and there is nowhere to go")
  func apart() throws {
    var student = try Student(model: Self.neuron)
    for key in ["space", "esc", "esc", "N", "P", "}", "{", "end", "space", "q"] {
      student.press(key)
      #expect(student.state.lesson?.chapter.isModel == true)
      for effect in student.effects { #expect(effect == .quit) }
    }
  }

  @Test("shows the views that can show the model, one at a time")
  func views() throws {
    var student = try Student(model: Self.neuron)
    let views = try student.stage().scene.views.map { type(of: $0).name }
    #expect(
      Set(views).isSuperset(of: ["equations", "graph", "network", "matrix", "ledger", "table"]))
    // There is no time, no word, no plane of two inputs.
    #expect(Set(views).isDisjoint(with: ["unrolled", "cell", "tokens", "heatmap", "boundary"]))
    var shown: [String] = []
    for _ in 0...views.count {
      shown.append(try #require(student.shownView))
      student.press("\\")
    }
    #expect(shown == views + views.prefix(1))
    let long = Set(try Student(model: Self.long).stage().scene.views.map { type(of: $0).name })
    #expect(long.isSuperset(of: ["equations", "graph", "ledger", "table"]))
    #expect(long.isDisjoint(with: ["network", "matrix"]))
  }

  @Test("of three hundred equations scrolls with the step", arguments: [Size.usual, .wide])
  func scrolls(size: Size) throws {
    var student = try Student(model: Self.long, size: size)
    #expect(student.frame.plainText.contains("weight"))
    for time in 1...150 {
      student.press("space")
      #expect(try student.reading("h\(time)") != nil)
      let row = student.frame.rows.first { $0.contains("▶ h\(time) = tanh") }
      #expect(row != nil, "h\(time) is not in sight")
    }
    student.press("end")
    #expect(student.frame.rows.contains { $0.contains("◀ h1 = tanh") })
  }

  @Test("of three hundred equations scrolls with the cursor")
  func cursor() throws {
    var student = try Student(model: Self.long)
    student.go(to: "h250")
    #expect(student.frame.plainText.contains("h250 = tanh"))
    student.press("3*down")
    #expect(try student.stage().cursor == student.entry("h253"))
    #expect(student.frame.plainText.contains("h253 = tanh"))
    student.go(to: "h999")
    #expect(student.footer.contains("there is no `h999` here"))
  }

  @Test("begins the cursor's way at the line at work where a part of it is not in sight")
  func nearest() throws {
    var student = try Student(
      model: "given x = 3\nweight w = 2\nweight b = 1\nz = w x + b\nloss = z^2")
    // The product w x is done, which has no place of its own among the equations.
    student.press("space tab right")
    #expect(try student.stage().cursor == student.entry("z"))
  }

  @Test("shares one weight among all time steps, and the newest shares are told")
  func ledger() throws {
    var student = try Student(model: Self.long, size: Size(width: 140, height: 45))
    student.press("end")
    student.go(to: "grad(w)")
    student.press("enter")
    #expect(student.frame.plainText.contains("300 shares; number 298 to 300:"))
    let total = try #require(try student.reading("grad(w)"))
    #expect(student.frame.plainText.contains("total \(total.short)"))
    student.press("right enter esc")
  }

  @Test("shows the words of tokens, and takes a word or a number for another")
  func tokens() throws {
    var student = try Student(
      model: """
        vocab abc = letters "abc"
        given k : abc = "b"
        given n : token(2) = 1
        weight E : [abc, 1] = [[10], [20], [30]]
        loss = embed(E, k)[1] + n
        """)
    #expect(student.screen.contains("k = 1 “b”"))
    student.turn(to: "table")
    #expect(student.screen.contains("k      1 “b”"))
    // Nothing is computed: three gradients of E, the loss and its own. A token has none.
    #expect(student.screen.components(separatedBy: "·").count - 1 == 3 + 2)
    student.turn(to: "equations")
    student.edit("k", to: "c")
    student.press("end")
    #expect(try student.reading("loss") == 31)
    #expect(student.screen.contains("k = 2 (1) “c”"))
    for wrong in ["3", "0.5", "-1", "d", ""] {
      student.edit("k", to: wrong)
      #expect(student.footer.contains("a token from 0 to 2 is needed here, or its word"))
      student.press("esc")
    }
    student.press("+")
    #expect(student.footer.contains("a token from 0 to 2 is needed here"))
    student.press("- -")
    #expect(try student.reading("k") == 0)
    student.edit("n", to: "2")
    #expect(student.footer.contains("a token from 0 to 1 is needed here"))
  }

  @Test("says where the stable form takes the place of what was written")
  func stable() throws {
    var student = try Student(
      model: """
        given z : [2] = [1000, -1000]
        p = softmax(z)
        loss = cross_entropy(p, 1)
        """, size: .wide)
    student.press("3*space")
    #expect(student.screen.contains("(stable form"))
    student.press("end")
    #expect(try student.reading("loss") == 2000)
    #expect(try student.reading("grad(z[2])") == -1)
    #expect(try student.reading("grad(p[2])") == -.infinity)
    student.go(to: "grad(p[2])")
    student.press("enter")
    #expect(student.screen.contains("shown only: the stable form passes it by"))
  }

  @Test("of a chapter is stepped forward and backward", arguments: try ChapterModel.all())
  func chapter(model: ChapterModel) throws {
    var student = try Student(model: model.text)
    let first = student.screen
    student.press("2*space")
    #expect(student.screen.contains("→ forward"))
    student.press("2*bs")
    #expect(student.screen == first)
    student.press("end")
    let last = student.screen
    #expect(last.contains("← backward") || last.contains("↳ update") || last.contains("→ forward"))
    student.press("2*bs 2*space")
    #expect(student.screen == last)
    for _ in 0..<4 { student.press("\\ down enter esc") }
  }

  @Test("draws at any size, whatever it is", arguments: [neuron, long, "", "# nothing\n", "a = 1"])
  func anySize(model: String) throws {
    var student = try Student(model: model)
    for (width, height) in [(1, 1), (60, 18), (80, 24), (99, 60), (100, 30), (250, 80)] {
      _ = student.state.update(.resized(Size(width: width, height: height)))
      student.press("space tab down enter \\ end")
      #expect(student.frame.size.width == width)
    }
  }
}

extension Student {
  /// The view that is shown, where there are others.
  var shownView: String? {
    frame.plainText.firstMatch(of: /── ([a-z]+)   \\ shows/).map { String($0.output.1) }
  }

  /// Goes through the views until one is shown.
  mutating func turn(to view: String) {
    for _ in 0..<20 where shownView != view { press("\\") }
    #expect(shownView == view)
  }
}
