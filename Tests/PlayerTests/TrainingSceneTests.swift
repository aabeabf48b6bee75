import Diagnostics
import Screen
import Testing
import Views

@testable import Equations
@testable import Player

@Suite("A scene that trains")
struct TrainingSceneTests {
  private static let model = """
    given x = 0; given y = 0
    weight w ~ normal(1); weight b
    p = w x + b
    loss = (p - y)^2
    """
  private static let table = "x\ty\n1\t3\n2\t4\n-1\t-1\n"

  private func student(
    _ train: String, model: String = model, stop: String = "example", size: Size = .wide
  ) throws -> Student {
    let (lesson, files) = try SmallLesson.reading(
      "Text.",
      scene: """
        model: m.eqn
        data: t.tsv
        play: training
        stop: \(stop)
        view: [equations, table]
        train: { \(train) }
        """, model: model, table: Self.table)
    return Student(reading: lesson, files: files, size: size)
  }

  private func training(_ student: Student) throws -> ViewContext.Training {
    try #require(try student.stage().context(.unicode, cursor: nil).training)
  }

  /// What `unroll train` learns with these settings.
  private func learned(_ settings: TrainingSettings, seed: UInt64? = nil) throws -> [Double] {
    let data = try DataSet(
      model: SourceText(name: "m.eqn", text: Self.model),
      table: SourceText(name: "t.tsv", text: Self.table), seed: seed)
    var trainer = try Trainer(data, settings)
    while trainer.stop == nil { try trainer.advance() }
    return ["w", "b"].compactMap { name in
      data.models[0].declaration(named: name).map { trainer.machine[weight: $0.node].elements[0] }
    }
  }

  private func weights(_ student: Student) throws -> [Double] {
    try ["w", "b"].map { try #require(try student.reading($0)) }
  }

  @Test("has at its end what `unroll train` learns with the same fields")
  func settings() throws {
    var settings = TrainingSettings()
    settings.steps = 30
    settings.optimizer = .adam(rate: 0.05)
    settings.isShuffled = true
    var student = try student("steps: 30, rate: 0.05, optimizer: adam, shuffle: true, seed: 4")
    student.press("end")
    let expected = try learned(settings, seed: 4)
    for (a, b) in zip(try weights(student), expected) { #expect(abs(a - b) < 1e-12) }
    settings.optimizer = .sgd(rate: 0.1)
    settings.batch = .full
    var full = try self.student("steps: 30, batch: full, shuffle: true, seed: 4")
    full.press("end")
    for (a, b) in zip(try weights(full), try learned(settings, seed: 4)) {
      #expect(abs(a - b) < 1e-12)
    }
    #expect(try training(full).losses.last?.update == 30)
  }

  @Test("shows a batch one example at a time, the update behind its last")
  func batch() throws {
    var student = try student("steps: 2, batch: full, rate: 0.1")
    let start = try weights(student)
    #expect(try student.stage().scene.presentations == 6)
    student.press("space space")
    #expect(try weights(student) == start)
    #expect(try training(student).updateCount == 0)
    #expect(student.screen.contains("sum(w)"))
    student.press("space")
    #expect(try weights(student) != start)
    #expect(try training(student).updateCount == 1)
    let stage = try student.stage()
    #expect(stage.scene.ticks(at: 0).upperBound < stage.scene.ticks(at: 2).upperBound)
    student.press("bs bs bs")
    #expect(try weights(student) == start)
  }

  @Test("keeps the bars of its phases where they are, whatever the numbers beside them")
  func timeline() throws {
    for size in [Size.usual, .wide, Size(width: 140, height: 45)] {
      var student = try student("steps: 40, batch: full", stop: "operation", size: size)
      var columns: Set<Int> = []
      for _ in 0..<12 {
        let row = student.frame.rows[size.height - 2]
        let start = try #require(row.firstRange(of: "update "))
        columns.insert(row.distance(from: row.startIndex, to: start.lowerBound))
        student.press("7 space")
      }
      #expect(columns.count == 1)
    }
  }

  @Test("runs on by itself, more updates a beat while they take little, and pauses anywhere")
  func running() throws {
    var student = try student("steps: 5000, rate: 0.01")
    let first = student.frame
    student.press("r")
    #expect(student.state.beat == 16)
    for _ in 0..<6 { student.beat(Beat(busy: 1)) }
    // 2 + 4 + … + 64.
    #expect(try student.stage().position.presentation == 125)
    student.beat(Beat(busy: 40))
    #expect(try student.stage().position.presentation == 157)
    student.press("space")
    #expect(student.state.beat == nil && student.footer.contains("paused"))
    student.press("^l")
    let paused = student.frame, losses = try training(student).losses
    #expect(losses.count > 100 && losses.last?.update == 158)
    // Into one update, and back.
    student.press(", 3*space 3*bs ;")
    student.press("^l")
    #expect(try student.stage().position.presentation == 157)
    #expect(student.frame == paused)
    student.press("home")
    #expect(student.frame == first)
    student.press("r")
    for _ in 0..<20 { student.beat(Beat(busy: 1)) }
    #expect(student.state.beat == nil)
    #expect(student.footer.contains("the training is over"))
    let context = try training(student)
    #expect(context.updateCount == 5000)
    #expect(context.losses.count <= 513 && context.path.count <= 257 && context.updates.count <= 64)
    #expect(context.losses.last?.update == 5000 && context.path.first?.update == 0)
    #expect(student.screen.contains("5000"))
  }

  @Test("learns at another rate from where it was changed, and as before once that is undone")
  func rate() throws {
    var student = try student("steps: 40, rate: 0.1")
    student.press("5*space")
    let before = try weights(student)
    student.press("end")
    let end = try weights(student)
    student.press("home 5*space ]")
    #expect(student.footer.contains("η = 0.2"))
    #expect(try weights(student) == before)
    student.press("end")
    #expect(try weights(student) != end)
    student.press("home 5*space")
    #expect(try weights(student) == before)
    student.press("space")
    #expect(try student.stage().rate == 0.2)
    student.press("u end")
    #expect(try weights(student) == end)
  }

  @Test("stops where its numbers grow beyond all bounds, and is drawn there too")
  func divergence() throws {
    var student = try student("steps: 5000, rate: 0.1")
    student.press("9*] r")
    for _ in 0..<20 where student.state.beat != nil { student.beat(Beat(busy: 1)) }
    #expect(student.footer.contains("is no finite number any more"))
    #expect(try student.stage().position < student.stage().scene.end)
    for keys in ["\\", "\\", "bs", "tab enter", "esc", ",", "space", "end"] {
      student.press(keys)
      #expect(student.frame.size == student.state.size)
    }
    student.press("home x space")
    #expect(try weights(student).allSatisfy(\.isFinite))
  }

  @Test("runs from other seeds too, as far as this one has come")
  func seeds() throws {
    var student = try student("steps: 40, rate: 0.1, seed: 3")
    student.press("20*space")
    student.press("R")
    #expect(student.state.beat == 16)
    for _ in 0..<8 { student.beat(Beat(busy: 1)) }
    #expect(student.state.beat == nil)
    #expect(student.footer.contains("seed 4: loss") && student.footer.contains("after 20 updates"))
    student.press("R")
    for _ in 0..<8 { student.beat(Beat(busy: 1)) }
    let seeds = try training(student).seeds
    #expect(seeds.map(\.seed) == [4, 5])
    // The loss of seed 4 is the loss of a scene with this seed.
    var other = try self.student("steps: 40, rate: 0.1, seed: 4")
    other.press("20*space")
    #expect(try training(other).losses == seeds.first?.losses)
    var same = try self.student(
      "steps: 4",
      model: "given x; given y\nweight w, b\np = w x + b\nloss = (p - y)^2")
    same.press("R")
    #expect(same.footer.contains("nothing is drawn in this model"))
  }

  @Test("says what it cannot do")
  func refusals() throws {
    let lines = "given x; given y\nweight w, b\np = w x + b\nupdate w = w + y"
    let (lesson, files) = try SmallLesson.reading(
      "Text.",
      scene: """
        model: m.eqn
        data: t.tsv
        play: training
        train: { steps: 3, batch: 2, patience: 2 }
        """, model: lines, table: Self.table)
    let problems = PlayedLesson(lesson, files: files).problems.map(\.line)
    #expect(problems.contains { $0.contains("learn from one example at a time") })
    #expect(problems.contains { $0.contains("leave `patience` away") })
    var student = try Student(at: "weigh")
    for key in ["r", "R"] {
      student.press(key)
      #expect(student.footer.contains("nothing is learned on this page"))
    }
    student.press("]")
    #expect(student.footer.contains("no optimizer learns on this page"))
  }
}
