import Courseware
import Screen

/// All there is to know about the program at a moment. A picture is a function of it.
package struct State: Sendable {
  package var size: Size
  package var glyphs: GlyphSet
  package var course: [Catalogue.Entry]
  package var screen: ActiveScreen
  package var isHelpOpen = false
  package var helpScroll = 0
  /// The page that is chosen in the overview; nil where that is closed.
  package var overview: Int?
  package var prompt: Prompt?
  /// Whether clicks come here; else the terminal selects text with them.
  package var isMouseOn = true
  /// One line for the student, gone with the next key.
  package var message: Message?
  /// What was found out last, gone with the next key.
  package var note: Note?
  /// The pages each lesson was left at, for the map.
  package var places: [String: SavedPlace] = [:]
  /// The pages that were read, by lesson.
  package var visited: [String: Set<String>] = [:]
  /// How the styles look, and what keeps them without colours.
  package var theme = Theme(depth: .many)
  package var colours = Colours(depth: .many)
  /// What was begun in questions in an earlier run of the program.
  package var drafts: [QuestionName: SavedDraft] = [:]
  /// The questions that were answered in one, by the content they had.
  package var answered: [QuestionName: String] = [:]
  /// How many questions of a lesson are to be reviewed.
  package var due: [String: Int] = [:]
  /// What the numbers of questions are drawn from.
  package var seed: UInt64
  /// The questions of the lessons that were open, as they were left.
  var questionsLeft: [String: [String: QuestionState]] = [:]
  /// How many answers were given so far.
  var answersGiven = 0
  /// What goes on by itself, and how fast steps do.
  package var playing: Playing?
  package var speed = Speed()
  /// The digits typed before a key that is to act so often; none are in the way of a question.
  package var count = ""
  /// What is seen of this moment.
  private(set) var now = Glance()
  /// What was seen before the action that is being acted on.
  private(set) var seen = Glance()
  /// Whether Ctrl-C was pressed just now.
  var wasInterrupted = false

  package enum ActiveScreen: Sendable {
    case map(selection: Int)
    case lesson(LessonState)
    case quiz(QuizState)
  }

  package struct Message: Hashable, Sendable {
    package var text: String
    package var isProblem: Bool
  }

  package init(
    size: Size, glyphs: GlyphSet = .unicode, course: [Catalogue.Entry],
    places: [String: SavedPlace] = [:], seed: UInt64 = 1
  ) {
    self.size = size
    self.glyphs = glyphs
    self.course = course
    self.places = places
    self.seed = seed
    screen = .map(selection: 0)
  }

  /// The lesson before the student; in a quiz, the page that its question stands on.
  package var lesson: LessonState? {
    get {
      switch screen {
      case .map: nil
      case .lesson(let lesson): lesson
      case .quiz(let quiz): quiz.lesson
      }
    }
    set {
      guard let newValue else { return }
      if isInQuiz { quiz?.lesson = newValue } else { screen = .lesson(newValue) }
    }
  }

  /// The least a lesson can be shown on.
  package static let smallest = Size(width: 60, height: 18)

  package var isTooSmall: Bool {
    size.width < Self.smallest.width || size.height < Self.smallest.height
  }

  /// What was seen so far is what the next action is about.
  mutating func beginMoment() {
    seen = now
    now = Glance()
  }

  /// The same moment, without what was seen of it: a picture that is kept would keep itself.
  var unseen: State {
    var state = self
    state.now = Glance()
    state.seen = state.now
    return state
  }

  mutating func say(_ text: String, isProblem: Bool = false) {
    message = Message(text: text, isProblem: isProblem)
  }
}
