import Screen
import Testing

@testable import Player

@Suite("A quiz")
struct QuizTests {
  private func quiz(
    _ purpose: QuizState.Purpose = .quiz, names: Set<QuestionName>? = nil, count: Int? = nil,
    seed: UInt64 = 1
  ) throws -> Student {
    var student = Student()
    let lesson = try #require(FirstChapter.read.lesson)
    let chapter = Chapter(lesson, files: FirstChapter.files)
    let plan = QuizPlan(purpose, [chapter], names: names, count: count, seed: seed)
    student.note(student.state.update(.quizRead(plan)))
    return student
  }

  @Test("asks every question of the chapter once, in an order that its seed gives")
  func order() throws {
    let orders = try [UInt64(1), 1, 2].map { seed -> [String] in
      var student = try quiz(seed: seed), asked: [String] = []
      while let id = student.state.lesson?.openQuestion {
        asked.append(id)
        student.press("N")
      }
      #expect(student.state.quiz?.isOver == true)
      return asked
    }
    #expect(orders[0] == orders[1] && orders[0] != orders[2])
    #expect(orders.allSatisfy { $0.sorted() == ChapterQuestion.all.map(\.id).sorted() })
  }

  @Test("tells at its end what was right, how, and which mistakes were made")
  func result() throws {
    let names = ["fire-at-threshold", "no-bias", "ten-times", "bias-z"]
    var student = try quiz(names: Set(names.map { QuestionName(lesson: "perceptron", id: $0) }))
    var mistake: String?
    while let id = student.state.lesson?.openQuestion {
      switch id {
      case "fire-at-threshold": try student.answer(student.rightLine())
      case "no-bias":
        student.press("H")
        try student.answer(student.rightLine())
      case "ten-times":
        try student.answer(student.wrongLine())
        mistake = student.kept.first?.mistake
        try student.answer(student.rightLine())
      default: student.press("S")
      }
      student.press("space")
    }
    #expect(student.screen.contains("3 of 4 questions right, 1 of them at once"))
    for word in ["right at once", "with a hint", "second try", "skipped"] {
      #expect(student.screen.contains(word))
    }
    let wanted = try #require(mistake).replacing("-", with: " ")
    for _ in 0..<4 where !student.screen.contains(wanted) { student.press("down") }
    #expect(student.screen.contains("mistakes: \(wanted)"))
    #expect(student.screen.contains("How sure is it?"))
    student.press("enter")
    #expect(student.pageID == "how-sure" && student.state.quiz == nil)
  }

  @Test("leads back to a question, is ended by Escape, and leaves no place of its own")
  func wayBack() throws {
    var student = try quiz(seed: 3)
    let first = student.frame
    student.press("N P")
    #expect(student.frame == first)
    student.press("P")
    #expect(student.footer.contains("this is the first question"))
    student.press("esc")
    #expect(student.screen.contains("not answered"))
    #expect(student.state.places.isEmpty)
    student.press("esc")
    #expect(student.isOnMap)
  }

  @Test("as a review asks what is due, and takes a right answer for easy where the student says so")
  func review() throws {
    let name = QuestionName(lesson: "perceptron", id: "fire-at-threshold")
    var student = try quiz(.review(next: nil), names: [name])
    #expect(student.state.quiz?.count == 1)
    #expect(student.screen.contains("Review"))
    try student.answer(student.rightLine())
    let first = try #require(student.kept.first)
    #expect(student.footer.contains("e it was easy"))
    student.press("e")
    let second = try #require(student.kept.first)
    #expect(second.isEasy && !first.isEasy && second.number == first.number)
    student.press("e")
    #expect(student.kept.isEmpty)
  }

  @Test("of nothing says so, and when there is something")
  func nothing() throws {
    let student = try quiz(.review(next: "tomorrow"), names: [])
    #expect(student.screen.contains("Nothing is due. The next review: tomorrow."))
    #expect(try quiz(.review(next: nil), names: []).screen.contains("nothing was answered yet"))
  }

  @Test("is told of on the map, where something is due")
  func map() {
    var student = Student(size: .wide)
    #expect(!student.screen.contains("to review"))
    _ = student.state.update(.dueCounted(["perceptron": 3]))
    #expect(student.screen.contains("3 to review"))
  }

  @Test("stays whole whatever is pressed, in every size")
  func anyKeys() throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      var student = try quiz(seed: seed)
      let keys = KeyTable.bindings.flatMap(\.keys) + "xyz£0.5/−".map(Key.character)
      var state = seed
      for number in 0..<800 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let key = keys[Int(state >> 33) % keys.count]
        student.press(key)
        guard number % 25 == 0 else { continue }
        let sizes = [Size.usual, .wide, State.smallest, Size(width: 140, height: 45)]
        student.resize(to: sizes[number / 25 % sizes.count])
        try #require(student.frame.size == student.state.size)
        if student.isOnMap, student.state.quiz == nil { student = try quiz(seed: seed) }
      }
    }
  }
}
