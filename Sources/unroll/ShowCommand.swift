import ArgumentParser
import Player
import Screen

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print one frame of a lesson.",
    discussion: """
      Example: unroll show perceptron#or-learned --step 9 --size 100x30
      """)

  @Argument(help: LessonAddress.help) var lesson: LessonAddress
  @Option(help: "How many of the page's steps are done.") var step = 0
  @Option(help: "Columns by rows.") var size = FrameSize.usual
  @Option(help: "text, or ansi with colours.") var format = FrameFormat.text
  @OptionGroup var lessons: LessonsOption

  func validate() throws {
    guard (0...100_000).contains(step) else {
      throw ValidationError("--step is a number from 0 to 100000")
    }
  }

  func run() throws {
    var player = Headless(try Library(lessons.lessons), size: size.size, glyphs: .ofEnvironment)
    try player.open(lesson)
    let page = player.state.lesson?.pageIndex
    for done in 0..<step {
      player.send(.key(.space))
      guard player.state.lesson?.pageIndex == page else {
        throw fail("the page ends after \(done) steps; --step goes no further")
      }
    }
    print(format.export(player.state.frame()), terminator: "")
  }
}

struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play",
    abstract: "Play a script of keys and print the last frame.",
    discussion: """
      Keys are named, with spaces between: space enter esc tab btab bs up down left right pgup \
      pgdn home end f1 ^c, or a single character. A number and * repeat: 4*space.

      Example: unroll play perceptron#weigh --keys "space space tab enter" --size 80x24
      """)

  @Argument(help: LessonAddress.help) var lesson: LessonAddress
  @Option(help: "The keys to press.") var keys = ""
  @Option(help: "Columns by rows.") var size = FrameSize.usual
  @Option(help: "text, or ansi with colours.") var format = FrameFormat.text
  @OptionGroup var lessons: LessonsOption

  func run() throws {
    let keys = try Self.keys(keys)
    var player = Headless(try Library(lessons.lessons), size: size.size, glyphs: .ofEnvironment)
    try player.open(lesson)
    for key in keys where !player.send(.key(key)) { break }
    print(format.export(player.state.frame()), terminator: "")
  }

  private static func keys(_ script: String) throws -> [Key] {
    try script.split(separator: " ").flatMap { word -> [Key] in
      let parts = word.split(separator: "*", maxSplits: 1)
      let isRepeated = parts.count == 2 && Int(parts[0]).map { (1...10_000).contains($0) } == true
      let name = isRepeated ? String(parts[1]) : String(word)
      guard let key = Key(name: name) else {
        throw ValidationError("`\(name)` is no key; see unroll play --help")
      }
      return Array(repeating: key, count: isRepeated ? Int(parts[0]) ?? 1 : 1)
    }
  }
}
