import ArgumentParser
import Dispatch
import Foundation
import Player
import Progress
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
    if case .course(let library, nil) = opening { return printMap(library) }
    let keeper = keeper(for: opening)
    var player = Headless(
      library, size: Size(width: 80, height: 24), glyphs: .ofEnvironment,
      seed: .random(in: 0...UInt64.max), keeper: keeper)
    switch opening {
    case .course(_, nil): break
    case .course(_, let address?): try player.open(address)
    case .quiz(_, let plan): return quiz(plan, &player)
    case .review(let library, _, let seed):
      return quiz(try review(library, seed: seed, keeper), &player)
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
    var isAsking = false
    while let before = player.state.lesson, isAsking || !isInteractive || asked() {
      // A question is gone on from without another key, and a page of many steps ends here.
      player.send(.key(isAsking ? .pageDown : steps == most ? .end : .space))
      isAsking = false
      guard let now = player.state.lesson else { return }
      if player.state.prompt != nil {
        guard guessed(&player) else { return }
        continue
      }
      if now.openQuestion != nil, now.openQuestion != before.openQuestion {
        guard QuestionDialogue(isInteractive: isInteractive).run(&player) else { return }
        isAsking = true
      } else if now.pageIndex != before.pageIndex {
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

  // MARK: Questions

  /// Nothing is kept of a model's file.
  private func keeper(for opening: Opening) -> AnswerKeeper? {
    guard opening.library != nil else { return nil }
    let (store, problem) = Session.store()
    if let problem { standardError(problem.message) }
    return AnswerKeeper(store, on: DispatchQueue(label: "progress"), clock: opening.clock)
  }

  private func review(
    _ library: Library, seed: UInt64, _ keeper: AnswerKeeper?
  ) throws -> QuizPlan {
    do throws(ProgressError) {
      return try keeper?.review(library, seed: seed)
        ?? QuizPlan(.review(next: nil), [], names: [], seed: seed)
    } catch {
      throw fail(error.message)
    }
  }

  private func quiz(_ plan: QuizPlan, _ player: inout Headless) {
    player.send(.quizRead(plan))
    while let quiz = player.state.quiz, !quiz.isOver {
      print("\n\(quiz.index + 1) of \(quiz.count)")
      guard QuestionDialogue(isInteractive: isInteractive).run(&player) else { break }
      player.send(.key(.character("N")))
    }
    if let quiz = player.state.quiz { print("\n\(quiz.told(player.state.glyphs))") }
  }

  // MARK: Pages

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
