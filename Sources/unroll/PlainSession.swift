import ArgumentParser
import Foundation
import Player
import Screen

/// The course as plain lines: for pipes, screen readers and terminals that can do no more.
///
/// With a person at the keyboard each Enter does one step; into a pipe everything is printed.
struct PlainSession {
  private let library: Library?
  private let isInteractive = isatty(STDIN_FILENO) != 0

  /// A training page has steps without end; into a pipe so many of a page's steps are printed.
  private static let longest = 60

  init(_ library: Library?) { self.library = library }

  func run(_ opening: Opening) throws {
    var player = Headless(library, size: Size(width: 80, height: 24), glyphs: .ofEnvironment)
    switch opening {
    case .course(let library, nil): return printMap(library)
    case .course(_, let address?): try player.open(address)
    case .model(let model):
      player.send(.modelRead(model))
      // A sentence tells one operation, however far a key goes on the screen.
      player.send(.key(.character(",")))
    }
    if isInteractive { print("enter: one step, q and enter: leave\n") }
    printPage(player)
    var steps = 0
    let isEndless = player.state.lesson?.page.stage?.scene.isTraining != false
    let most = isInteractive || (player.isModel && !isEndless) ? Int.max : Self.longest
    while let before = player.state.lesson, isInteractive ? asked() : true {
      player.send(.key(steps < most ? .space : .character("N")))
      guard let now = player.state.lesson else { return }
      if player.state.prompt != nil {
        guard guessed(&player) else { return }
        continue
      }
      if now.pageIndex != before.pageIndex {
        steps = 0
        printPage(player)
      } else if player.state.message != nil {
        return
      } else if now.page.revealed > before.page.revealed {
        printRevealed(player, before)
      } else {
        steps += 1
        printStep(player)
      }
    }
  }

  private func printMap(_ library: Library) {
    for entry in library.catalogue.entries {
      print("\(entry.folder.prefix { $0.isNumber }) \(entry.title) (\(entry.minutes) min)")
      print("   \(entry.summary)")
      print("   unroll lesson \(entry.name)")
    }
  }

  private func printPage(_ player: Headless) {
    guard let lesson = player.state.lesson, let text = text(lesson, player) else { return }
    let title = player.state.glyphs.text(lesson.linked?.page.title ?? "")
    print("\n\(title)\n\(text.plain())\n")
  }

  /// The text that a pause had hidden.
  private func printRevealed(_ player: Headless, _ before: LessonState) {
    guard let now = player.state.lesson, let text = text(now, player) else { return }
    print("\(text.plain(after: self.text(before, player)?.count ?? 0))\n")
  }

  private func text(_ lesson: LessonState, _ player: Headless) -> PageText? {
    lesson.linked.map { PageText($0.page, lesson.page, glyphs: player.state.glyphs) }
  }

  private func printStep(_ player: Headless) {
    guard let page = player.state.lesson?.page, let stage = page.stage else { return }
    print(StepText(stage, player.state.glyphs, difference: page.stepDifference).sentence)
  }

  /// Asks for the number a step waits for; into a pipe it is told at once.
  ///
  /// - Returns: false where the person wants to leave.
  private func guessed(_ player: inout Headless) -> Bool {
    while let prompt = player.state.prompt {
      let text: String
      if isInteractive {
        print(player.state.glyphs.text("\(prompt.question) (a number, + or −; empty: show it)"))
        guard let line = readLine(), line.trimmingCharacters(in: .whitespaces) != "q" else {
          return false
        }
        text = line
      } else {
        text = ""
      }
      player.send(.key(.control("u")))
      player.send(.pasted(text))
      player.send(.key(.enter))
      if let said = player.state.message { print(player.state.glyphs.text(said.text)) }
    }
    printStep(player)
    return true
  }

  /// Whether the person wants to go on.
  private func asked() -> Bool {
    guard let line = readLine() else { return false }
    return line.trimmingCharacters(in: .whitespaces) != "q"
  }
}
