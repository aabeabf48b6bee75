import ArgumentParser
import Equations
import Foundation
import Player
import Progress
import Screen
import Terminal

/// What a window opens on.
enum Opening: Sendable {
  /// The course where it was left, or one lesson.
  case course(Library, at: LessonAddress?)
  /// A model's file without a lesson, of which nothing is kept.
  case model(Model)
  case quiz(Library, QuizPlan)
  /// What is due by a clock.
  case review(Library, Clock, seed: UInt64)

  /// The lessons there are to go to.
  var library: Library? {
    switch self {
    case .course(let library, _), .quiz(let library, _), .review(let library, _, _): library
    case .model: nil
    }
  }

  /// What time it is there.
  var clock: Clock { if case .review(_, let clock, _) = self { clock } else { Clock() } }
}

/// The loop: frame, draw, event, action, update, effects.
@MainActor
struct Session {
  private let library: Library?
  private let terminal: Terminal
  private var saver: Saver
  private var answers: AnswerKeeper
  private var state: State
  private var isRunning = true
  private var metronome = Metronome()

  /// Opens the window in the terminal; where there can be no picture, tells it in plain lines.
  nonisolated static func start(_ opening: Opening, plain: Bool) throws {
    if plain || isatty(STDOUT_FILENO) == 0 {
      return try PlainSession(opening.library).run(opening)
    }
    try MainActor.assumeIsolated {
      do {
        var session = try Session(opening)
        try session.run(from: opening)
      } catch let error as TerminalError {
        standardError("\(error)")
        try PlainSession(opening.library).run(opening)
      }
    }
  }

  private init(_ opening: Opening) throws {
    library = opening.library
    let lessons = library?.catalogue.entries ?? []
    let (store, problem) = library == nil ? (nil, nil) : Self.store()
    saver = Saver(store)
    answers = AnswerKeeper(store, on: saver.queue, clock: opening.clock)
    terminal = try Terminal.open(TerminalOptions(mouse: true))
    state = State(
      size: terminal.size, glyphs: terminal.glyphs, course: lessons,
      places: saver.places(of: lessons.map(\.name)), seed: .random(in: 0...UInt64.max))
    state.visited = saver.visited(of: lessons.map(\.name))
    state.theme = terminal.theme
    state.colours = Colours(depth: terminal.theme.depth, whyNone: terminal.whyColourless)
    if let notice = problem?.message ?? terminal.notice { send(.noticed(notice)) }
    if let problem = library?.catalogue.diagnostics.first { send(.noticed(problem.line)) }
  }

  nonisolated static func store() -> (ProgressStore?, ProgressError?) {
    ProgressStore.open(environment: ProcessInfo.processInfo.environment, now: Date())
  }

  private mutating func run(from opening: Opening) throws {
    defer {
      terminal.close()
      answers.write()
      saver.flush()
    }
    switch opening {
    case .course(let library, let address): try open(address, in: library)
    case .model(let model): send(.modelRead(model))
    case .quiz(_, let plan): send(.quizRead(plan))
    case .review(let library, _, let seed): try review(library, seed: seed)
    }
    if let library { answers.countDue(library) }
    terminal.draw(state.frame())
    if case .map(let selection) = state.screen, state.course.indices.contains(selection) {
      library?.readAhead(state.course[selection].name)
    }
    while isRunning {
      metronome.keep(to: state.beat)
      let timeout = metronome.wait ?? waiting
      if let event = terminal.nextEvent(timeoutMilliseconds: timeout) {
        // A held key comes faster than frames can be drawn: all of it is acted on, then one is
        // drawn.
        for event in [event] + terminal.pendingEvents() where isRunning { try handle(event) }
      } else if metronome.wait == nil {
        if !answers.isBusy { write() }
        guard answers.hasNews else { continue }
      }
      for action in answers.news() { send(action) }
      if isRunning, let beat = metronome.beat() {
        send(.beat(beat))
        metronome.acted()
      }
      if let problem = saver.problem { send(.noticed(problem)) }
      if isRunning { terminal.draw(state.frame()) }
    }
  }

  /// Starts writing what waits for a pause.
  private mutating func write() {
    saver.begin()
    answers.write()
  }

  /// How long to wait for a key, in milliseconds: nil for as long as it takes.
  private var waiting: Int? {
    if answers.isBusy { return Self.glance }
    return saver.isWaiting || answers.isWaiting ? Saver.pause : nil
  }

  /// Milliseconds between two looks at whether an answer is on the disk.
  private static let glance = 10

  private mutating func review(_ library: Library, seed: UInt64) throws {
    do throws(ProgressError) {
      send(.quizRead(try answers.review(library, seed: seed)))
    } catch {
      terminal.close()
      throw fail(error.message)
    }
  }

  /// Goes where the student asked to, else where the last session ended, else to the map.
  private mutating func open(_ address: LessonAddress?, in library: Library) throws {
    guard let address else {
      if let last = saver.last,
        library.catalogue.entries.contains(where: { $0.name == last.lesson })
      {
        read(last.lesson, at: last, in: library)
      }
      return
    }
    let name = (try? library.catalogue.entry(named: address.lesson).name) ?? address.lesson
    let place = address.page.map { SavedPlace(lesson: name, page: $0) }
    let action = library.read(address.lesson, at: place ?? state.places[name])
    if case .lessonFailed(let reason) = action {
      terminal.close()
      throw fail(reason)
    }
    send(answers.record(of: name))
    send(action)
  }

  /// Opens a lesson with what was kept of its questions.
  private mutating func read(_ name: String, at place: SavedPlace?, in library: Library) {
    send(answers.record(of: name))
    send(library.read(name, at: place))
  }

  private mutating func handle(_ event: TerminalEvent) throws {
    switch event {
    case .key(let key): send(.key(key))
    case .paste(let text): send(.pasted(text))
    case .resized(let size): send(.resized(size))
    case .mouse(let x, let y, let action): send(action, at: Point(x: x, y: y))
    case .resume: break
    case .hangup: try end(ExitCode(128 + SIGHUP))
    case .terminate(let signal): try end(ExitCode(128 + signal))
    }
  }

  /// Presses and the wheel act; what follows a press does not.
  private mutating func send(_ action: MouseAction, at point: Point) {
    switch action {
    case .press(button: 0): send(.clicked(point))
    case .wheelUp: send(.scrolled(point, by: -1))
    case .wheelDown: send(.scrolled(point, by: 1))
    case .press, .drag, .release: break
    }
  }

  /// Ends at once, with what was done kept and the terminal as it was.
  private func end(_ status: ExitCode) throws -> Never { throw status }

  private mutating func send(_ action: Action) {
    for effect in state.update(action) {
      switch effect {
      case .readLesson(let name):
        if let library { read(name, at: state.places[name], in: library) }
      case .save(let place): saver.keep(place)
      case .asked(let name, let seed): answers.begin(name, seed: seed)
      case .keepAnswer(let answer):
        answers.keep(answer)
        if answer.isLast, let library { answers.countDue(library) }
      case .keepDraft(let draft): answers.keep(draft)
      case .copy(let text):
        if !terminal.copy(text) { send(.noticed("this terminal has no clipboard to copy to")) }
      case .redraw: terminal.redraw()
      case .mouse(let isOn): terminal.mouse = isOn
      case .theme(let theme): terminal.theme = theme
      case .suspend: terminal.suspend()
      case .quit: isRunning = false
      }
    }
  }
}
