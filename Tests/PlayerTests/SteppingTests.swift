import Screen
import Testing

@testable import Player

@Suite("A step")
struct SteppingTests {
  @Test("works out one product, and after the products their sum")
  func products() throws {
    // x = (1, 0, 1), w = (3, 2, −1): 3·1 + 2·0 + (−1)·1 = 2.
    var student = try Student(at: "weigh")
    let products = ["w[1]·x[1] = 3·1 = 3", "w[2]·x[2] = 2·0 = 0", "w[3]·x[3] = (−1)·1 = −1"]
    for (n, product) in products.enumerated() {
      #expect(!student.screen.contains(product))
      student.press("space")
      #expect(student.screen.contains(product))
      #expect(try student.reading("s") == nil)
      // On the stage the products so far stand behind their weights, the others do not.
      let results = ["= 3 ", "= 0 ", "= −1 "]
      for (k, result) in results.enumerated() {
        let row = try student.row(with: "w[\(k + 1)]", "─")
        #expect(row.contains(result) == (k <= n), "product \(k + 1) after \(n + 1) keys")
      }
    }
    student.press("space")
    #expect(try student.reading("s") == 2)
    #expect(student.screen.contains("step 4/4"))
    student.press("bs")
    #expect(try student.reading("s") == nil)
    #expect(student.screen.contains(products[2]))
  }

  @Test("has five sizes, and each takes the way back it came")
  func sizes() throws {
    // 24 presentations. Operations of one: 2 products, their sum, + b, step, y − o, e · x twice,
    // w + … twice, b + e: 11. Its equations: z, o, e, w, b. Its phases: forward and update.
    // Steps smaller than an example also stop where the next example comes into sight, 23 times.
    let counts: [(StepSize, Int)] = [
      (.operation, 24 * 11 + 23), (.equation, 24 * 5 + 23), (.time, 24 * 2 + 23),
      (.example, 24), (.epoch, 6),
    ]
    for (size, count) in counts {
      var stage = try Student(at: "and-learned").stage()
      stage.size = size
      var way = [stage.position]
      while stage.stepForward() { way.append(stage.position) }
      #expect(way.count - 1 == count, "steps of one \(size)")
      #expect(way.last == stage.scene.end)
      #expect(zip(way, way.dropFirst()).allSatisfy { $0 < $1 })
      for position in way.dropLast().reversed() {
        _ = stage.stepBack()
        #expect(stage.position == position, "one \(size) back")
      }
      let isBeforeTheFirst = stage.stepBack()
      #expect(!isBeforeTheFirst)
    }
  }

  @Test("looks the same on the way back, whatever its size")
  func sizedPictures() throws {
    for smaller in 0...3 {
      var student = try Student(at: "and-learned")
      student.press("\(smaller)*,".replacing("0*,", with: ";"))
      student.press("3*space")
      var pictures: [Frame] = []
      for _ in 0..<6 where student.step() { pictures.append(student.frame) }
      for picture in pictures.dropLast().reversed() {
        student.press("bs")
        #expect(student.frame == picture)
      }
    }
  }

  @Test("becomes larger and smaller between an operation and an epoch")
  func changingSize() throws {
    var student = try Student(at: "and-learned")
    student.press(",")
    // Its equations stand in no loop.
    #expect(
      student.footer.contains("one step is now one equation; one time step would be the same"))
    student.press(",")
    #expect(student.footer.contains("one step is now one operation"))
    student.press(",")
    #expect(student.footer.contains("no smaller steps"))
    student.press("3*;")
    #expect(try student.stage().size == .epoch)
    student.press(";")
    #expect(student.footer.contains("no larger steps"))
    // One epoch of AND makes one update, at (1, 1).
    student.press("space")
    #expect(try student.neuron() == Neuron(1, 1, 1))
  }

  @Test("can be skipped to the first and the last of a page")
  func homeAndEnd() throws {
    var student = try Student(at: "and-learned")
    let first = student.frame
    student.press("end")
    #expect(try student.neuron() == Neuron(2, 1, -2))
    #expect(try student.stage().position == student.stage().scene.end)
    let last = student.frame
    student.press("home")
    #expect(student.frame == first)
    student.press("24*space")
    #expect(student.frame == last)
    student.press("end")
    #expect(student.frame == last)
  }

  @Test("is done by every key the table gives it")
  func sameKeys() throws {
    let start = try Student(at: "weigh")
    var pictures: [Frame] = []
    for key in ["space", "pgdn", "n", "right", "l"] {
      var student = start
      student.press(key)
      pictures.append(student.frame)
      for back in ["bs", "pgup", "p", "left", "h"] {
        var returned = student
        returned.press(back)
        #expect(returned.frame == start.frame, "\(key), then \(back)")
      }
    }
    #expect(Set(pictures).count == 1)
    #expect(pictures.first != start.frame)
  }

  @Test("shows what stands behind a pause when the steps are done")
  func pauses() throws {
    var student = try Student(at: "no-line", size: Size(width: 100, height: 45))
    #expect(student.screen.contains("more after the last step"))
    student.press("end")
    #expect(student.screen.contains("space goes on"))
    #expect(!student.screen.contains("It cannot be done"))
    let position = try student.stage().position
    student.press("space")
    #expect(student.screen.contains("It cannot be done"))
    #expect(!student.screen.contains("space goes on"))
    #expect(try student.stage().position == position)
    #expect(student.pageID == "no-line")
  }

  @Test("past the end opens the next page, and one back returns to the end")
  func acrossPages() throws {
    var student = try Student(at: "weigh")
    student.press("4*space")
    let end = student.frame
    // Past the question.
    student.press("2*space")
    #expect(student.pageID == FirstChapter.pageIDs[1])
    student.press("home bs")
    #expect(student.pageID == "weigh")
    #expect(student.frame == end)
  }
}

extension Student {
  /// The first row of the screen that has all of these.
  func row(with texts: String...) throws -> String {
    try #require(frame.rows.first { row in texts.allSatisfy { row.contains($0) } })
  }
}
