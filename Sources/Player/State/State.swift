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
  }

  package struct Message: Hashable, Sendable {
    package var text: String
    package var isProblem: Bool
  }

  package init(
    size: Size, glyphs: GlyphSet = .unicode, course: [Catalogue.Entry],
    places: [String: SavedPlace] = [:]
  ) {
    self.size = size
    self.glyphs = glyphs
    self.course = course
    self.places = places
    screen = .map(selection: 0)
  }

  package var lesson: LessonState? {
    get { if case .lesson(let lesson) = screen { lesson } else { nil } }
    set { if let newValue { screen = .lesson(newValue) } }
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
