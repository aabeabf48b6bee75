import Autograd
import Courseware
import Diagnostics
import Screen

/// The lint rules that need a running model.
package enum PlayedRule: String, CaseIterable, Sendable {
  case link
  case claimHolds = "claim-holds"
  case playsToEnd = "plays-to-end"
  case fits
  case question
  case answersDiffer = "answers-differ"
  case answersJudged = "answers-judged"

  package var explanation: String {
    switch self {
    case .link:
      "A scene's model, data, values, `at`, `focus`, `edit`, `predict`, `compare` and `break` must exist "
        + "and fit one another; what is guessed must be computed by a step of the page, and a broken "
        + "rule must change a number that is stepped to."
    case .claimHolds:
      "A number behind ≈ in the text must be the engine's, to the digits written."
    case .playsToEnd:
      "Every page can be stepped from its start to its end and back, and is then as it was."
    case .fits:
      "What cannot scroll, the stage, must fit the page at 80×24 and at 100×30."
    case .question:
      "The queries of a question must work, `vary` must name givens or weights and say how they are "
        + "drawn, and `pick` must name one number that a view of the scene shows."
    case .answersDiffer:
      "No two answers to a question may be the same. Numbers that make them so are drawn again: of a "
        + "hundred drawings few give a warning, more than half an error."
    case .answersJudged:
      "A question must accept its own right answer and refuse each wrong one with its `because`."
    }
  }
}

/// A lesson opened and played through, page by page.
package struct PlayedLesson {
  private let chapter: Chapter
  private let lesson: Lesson
  private let pages: [LinkedPage]

  /// The sizes every lesson must work at.
  static let sizes = [Size(width: 80, height: 24), Size(width: 100, height: 30)]

  package init(_ lesson: Lesson, files: [String: SourceText]) {
    self.lesson = lesson
    let chapter = Chapter(lesson, files: files)
    self.chapter = chapter
    pages = lesson.pages.indices.map { chapter.page($0) }
  }

  package var problems: [Diagnostic] {
    pages.flatMap { $0.diagnostics + claims($0) + questions($0) }
      + pages.indices.flatMap { playing($0) }
  }

  private func claims(_ page: LinkedPage) -> [Diagnostic] {
    page.page.claims.flatMap { claim -> [Diagnostic] in
      do throws(Diagnostics) {
        let answer = try page.answer(claim, file: lesson.source.name)
        guard !answer.holds else { return [] }
        let claimed = claim.claimed?.text ?? ""
        return [
          problem(
            .claimHolds, claim.range, "the text says \(claimed), the engine \(answer.text)",
            "mend the text or the model")
        ]
      } catch {
        return error.all.map { found in
          problem(.claimHolds, found.range, found.message, found.advice)
        }
      }
    }
  }

  private func questions(_ page: LinkedPage) -> [Diagnostic] {
    let linked = page.questions.compactMap(\.self)
    return page.questionProblems
      + linked.flatMap { QuestionCheck($0, file: lesson.source.name).problems }
  }

  /// Plays a page to its end and back, and looks at it at each size.
  private func playing(_ index: Int) -> [Diagnostic] {
    let lessonState = LessonState(chapter, page: index, linked: pages[index])
    if let found = play(pages[index], lessonState.page.stage) { return [found] }
    return Self.sizes.flatMap { size -> [Diagnostic] in
      var state = State(size: size, course: [])
      state.screen = .lesson(lessonState)
      return fitting(pages[index], state)
    }
  }

  /// Of a long training so many steps are gone through one by one behind its beginning, and as many
  /// before its end.
  private static let longest = 300

  /// Every number is finite, and the way back is the way there.
  private func play(_ page: LinkedPage, _ stage: StageState?) -> Diagnostic? {
    guard var stage else { return nil }
    stage.showAnswers()
    let start = stage.position
    if let found = walk(page, &stage, there: { $0.stepForward() }, back: { $0.stepBack() }) {
      return found
    }
    stage.goToEnd()
    if let found = notFinite(page, stage) { return found }
    guard stage.position != start else { return nil }
    return walk(page, &stage, there: { $0.stepBack() }, back: { $0.stepForward() })
  }

  /// There and back again: the places are the same both ways.
  private func walk(
    _ page: LinkedPage, _ stage: inout StageState, there: (inout StageState) -> Bool,
    back: (inout StageState) -> Bool
  ) -> Diagnostic? {
    var places = [stage.position]
    while places.count <= Self.longest, there(&stage) {
      places.append(stage.position)
      if let found = notFinite(page, stage) { return found }
    }
    for place in places.dropLast().reversed() {
      guard back(&stage), stage.position == place else {
        return unplayable(page, "stepping back does not lead where the steps came from")
      }
    }
    return nil
  }

  private func notFinite(_ page: LinkedPage, _ stage: StageState) -> Diagnostic? {
    guard let found = stage.trace.firstNotFinite else { return nil }
    let name = stage.name(of: Autograd.Entry(found.entry.quantity)), position = stage.position
    let place =
      position.presentation > 0
      ? "after \(position.presentation) examples" : "after \(position.ticks) steps"
    return unplayable(page, "`\(name)` stops being a finite number \(place)")
  }

  private func unplayable(_ page: LinkedPage, _ message: String) -> Diagnostic {
    problem(.playsToEnd, page.page.heading, message, "check the scene's values and its `at`")
  }

  /// The stage must have room for its picture.
  private func fitting(_ page: LinkedPage, _ state: State) -> [Diagnostic] {
    guard let picture = LessonPicture(state), !picture.cutViews.isEmpty else { return [] }
    let names = picture.cutViews.joined(separator: ", ")
    let size = "\(state.size.width)×\(state.size.height)"
    return [
      problem(
        .fits, page.page.scenes.first?.range ?? page.page.heading,
        "the view \(names) does not fit at \(size)", "use a smaller model or fewer views")
    ]
  }

  private func problem(
    _ rule: PlayedRule, _ range: SourceRange, _ message: String, _ advice: String?
  ) -> Diagnostic {
    Diagnostic(
      file: lesson.source.name, range: range, rule: rule.rawValue, message: message, advice: advice)
  }
}
