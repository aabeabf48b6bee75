import ArgumentParser
import Player
import Screen

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print one frame of a lesson or of a model.",
    discussion: """
      A drawing (svg) and a page for the web (html) have the colours that the reader's system asks \
      for, light or dark, unless --theme chooses.

      Examples:
        unroll show perceptron#or-learned --step 9 --size 100x30
        unroll show perceptron#or-learned --step 9 --format svg > or.svg
      """)

  @OptionGroup var frame: FrameOptions
  @Option(help: "How many of the page's steps are done.") var step = 0

  func validate() throws {
    guard (0...100_000).contains(step) else {
      throw ValidationError("--step is a number from 0 to 100000")
    }
  }

  func run() throws {
    var player = try frame.open()
    let page = player.state.lesson?.pageIndex
    for done in 0..<step {
      player.send(.key(.space))
      let isPast = player.isModel && player.state.message != nil
      let isAsked = player.state.lesson?.openQuestion != nil
      guard player.state.lesson?.pageIndex == page, !isPast, !isAsked else {
        throw fail("the page ends after \(done) steps; --step goes no further")
      }
    }
    frame.print(player.state.frame())
  }
}

struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play",
    abstract: "Play a script of keys and print the last frame.",
    discussion: """
      Keys are named, with spaces between: space enter esc tab btab bs up down left right pgup \
      pgdn home end f1 ^c, or a single character. A number and * repeat: 4*space.

      Examples:
        unroll play perceptron#weigh --keys "space space tab enter" --size 80x24
        unroll play perceptron --quiz --keys "2 enter"
        unroll play --model neuron.eqn --keys "12*space tab enter" --format html > neuron.html
      """)

  @OptionGroup var frame: FrameOptions
  @Option(help: "The keys to press.") var keys = ""
  @Flag(help: "Ask the chapter's questions, as unroll quiz does.") var quiz = false
  @Option(help: "What the order and the numbers of a quiz come from.") var seed: UInt64 = 1

  func run() throws {
    let keys = try Self.keys(keys)
    var player = try frame.open()
    if quiz { try player.quiz(seed: seed) }
    for key in keys where !player.send(.key(key)) { break }
    frame.print(player.state.frame())
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
