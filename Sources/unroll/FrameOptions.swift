import ArgumentParser
import Foundation
import Player
import Screen
import Terminal

/// What a frame is made of, and how it is printed.
struct FrameOptions: ParsableArguments {
  @OptionGroup var subject: Subject
  @Option(help: "The view to show, such as network.") var view: String?
  @Option(help: "Columns by rows.") var size = FrameSize.usual
  @Option(help: "text; ansi, with colours; svg, a drawing; html, a page.")
  var format = FrameFormat.text
  @Option(help: "The colours: for a dark screen or a light one.") var theme: Theme?

  enum Theme: String, ExpressibleByArgument, CaseIterable { case dark, light }

  func validate() throws {
    guard theme == nil || format != .text else {
      throw ValidationError("--theme goes with --format ansi, svg or html")
    }
  }

  /// The player with the page or the model open, at the view asked for.
  func open() throws -> Headless {
    var player = try opened()
    if let view { try player.show(view: view) }
    return player
  }

  private func opened() throws -> Headless {
    switch try subject.opening() {
    case .model(let model):
      var player = Headless(nil, size: size.size, glyphs: .ofEnvironment)
      player.send(.modelRead(model))
      return player
    case .course(let library, let address):
      var player = Headless(library, size: size.size, glyphs: .ofEnvironment)
      if let address { try player.open(address) }
      return player
    case .quiz(let library, _), .review(let library, _, _):
      return Headless(library, size: size.size, glyphs: .ofEnvironment)
    }
  }

  func print(_ frame: Frame) {
    let background: Background? = theme.map { $0 == .dark ? .dark : .light }
    Swift.print(format.export(frame, background), terminator: "")
  }
}

/// `100x30`.
struct FrameSize: ExpressibleByArgument {
  let size: Size

  /// The terminal everyone has.
  static let usual = FrameSize(size: Size(width: 80, height: 24))

  private init(size: Size) { self.size = size }

  init?(argument: String) {
    let parts = argument.lowercased().split(separator: "x").compactMap { Int($0) }
    guard parts.count == 2, parts.allSatisfy({ (1...1000).contains($0) }) else { return nil }
    size = Size(width: parts[0], height: parts[1])
  }

  var defaultValueDescription: String { "\(size.width)x\(size.height)" }
}

enum FrameFormat: String, ExpressibleByArgument, CaseIterable {
  case text, ansi, svg, html

  /// The frame as it is printed.
  ///
  /// - Parameter background: nil for what the terminal's is, or for both.
  func export(_ frame: Frame, _ background: Background?) -> String {
    switch self {
    case .text: return frame.plainText
    case .ansi:
      let environment = TerminalEnvironment(ProcessInfo.processInfo.environment)
      let depth = environment.colourDepth(terminalColours: 256)
      return frame.ansi(colours: depth, background: background ?? environment.background)
    case .svg: return frame.svg(background: background)
    case .html: return frame.html(background: background)
    }
  }
}
