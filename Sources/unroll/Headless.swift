import ArgumentParser
import Foundation
import Player
import Screen
import Terminal

/// The player without a terminal: the same core, driven by a script.
struct Headless {
  private(set) var state: State
  private let library: Library?
  /// Where answers are kept; nil where they are not.
  private var keeper: AnswerKeeper?

  /// - Parameters:
  ///   - library: nil where only a model is opened.
  ///   - seed: what the numbers of questions are drawn from.
  init(
    _ library: Library?, size: Size, glyphs: GlyphSet, seed: UInt64 = 1,
    keeper: AnswerKeeper? = nil
  ) {
    self.library = library
    self.keeper = keeper
    state = State(size: size, glyphs: glyphs, course: library?.catalogue.entries ?? [], seed: seed)
  }

  /// Whether a model's file is open, without a lesson.
  var isModel: Bool { state.lesson?.chapter.isModel == true }

  /// - Throws: the exit status, after saying why, where the lesson or its page does not exist.
  mutating func open(_ address: LessonAddress) throws {
    guard let action = library?.read(address.lesson, at: nil) else { return }
    if case .lessonFailed(let reason) = action { throw fail(reason) }
    send(action)
    if let page = address.page { try turn(to: page) }
  }

  private mutating func turn(to page: String) throws {
    guard let pages = state.lesson?.chapter.lesson.pages,
      let index = pages.firstIndex(where: { $0.id == page })
    else {
      let known = state.lesson?.chapter.lesson.pages.map(\.id) ?? []
      throw fail("there is no page `\(page)`; there are \(known.joined(separator: ", "))")
    }
    for _ in 0..<index { send(.key(.character("N"))) }
  }

  /// Turns to a view as a student does.
  ///
  /// - Throws: the exit status, after saying why, where there is no such view.
  mutating func show(view: String) throws {
    let names = state.viewNames
    guard let index = names.firstIndex(of: view) else {
      throw fail("there is no view `\(view)` here; there are \(names.joined(separator: ", "))")
    }
    for _ in 0..<index { send(.key(.character("\\"))) }
  }

  /// Asks the questions of the chapter that is open.
  mutating func quiz(seed: UInt64) throws {
    guard let library, let name = state.lesson?.chapter.lesson.name else {
      throw fail("a model's file has no questions")
    }
    send(.quizRead(try library.quiz(name, seed: seed)))
  }

  /// - Returns: false where the program would have ended.
  @discardableResult
  mutating func send(_ action: Action) -> Bool {
    for effect in state.update(action) {
      switch effect {
      case .readLesson(let name):
        if let library { send(library.read(name, at: state.places[name])) }
      case .quit: return false
      case .asked(let name, let seed): keeper?.begin(name, seed: seed)
      case .keepAnswer(let answer): keep(answer)
      case .save, .keepDraft, .copy, .redraw, .mouse, .theme, .suspend: break
      }
    }
    return true
  }

  /// Keeps an answer before anything else happens.
  private mutating func keep(_ answer: GivenAnswer) {
    keeper?.keep(answer)
    keeper?.wait()
    for action in keeper?.news() ?? [] { send(action) }
  }
}

extension GlyphSet {
  /// What the output's characters can be.
  static var ofEnvironment: GlyphSet {
    TerminalEnvironment(ProcessInfo.processInfo.environment).namesUTF8 ? .unicode : .ascii
  }
}
