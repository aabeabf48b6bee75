import Autograd
import Courseware
import Diagnostics
import Screen
import Testing
import Views

@testable import Equations
@testable import Player

/// Someone at the keyboard: keys go into the core, lessons come from memory, frames come out.
struct Student {
  var state: State
  /// What the last key asked of the world.
  private(set) var effects: [Effect] = []
  private let lesson: Lesson?
  private let files: [String: SourceText]

  /// In front of the course map.
  init(size: Size = .usual, glyphs: GlyphSet = .unicode) {
    state = State(size: size, glyphs: glyphs, course: FirstChapter.catalogue.entries)
    lesson = FirstChapter.read.lesson
    files = FirstChapter.files
  }

  /// At a page of the first chapter, as it opens.
  init(at page: String, size: Size = .usual, glyphs: GlyphSet = .unicode) throws {
    self.init(size: size, glyphs: glyphs)
    let index = try #require(FirstChapter.pageIDs.firstIndex(of: page))
    press(.enter)
    for _ in 0..<index { press(.character("N")) }
    #expect(state.lesson?.linked?.page.id == page)
  }

  /// At the first page of a lesson that was written in a test.
  init(reading lesson: Lesson, files: [String: SourceText], size: Size = .usual) {
    state = State(size: size, course: [])
    self.lesson = lesson
    self.files = files
    _ = state.update(.lessonRead(lesson, files: files, at: nil))
  }

  /// In front of a model without a lesson.
  init(model text: String, size: Size = .usual) throws {
    self.init(size: size)
    let model = try Model(SourceText(name: "a/model.eqn", text: text))
    _ = state.update(.modelRead(model))
  }

  // MARK: Keys

  mutating func press(_ key: Key) {
    effects = state.update(.key(key))
    for case .readLesson(let name) in effects {
      guard let lesson else { continue }
      _ = state.update(.lessonRead(lesson, files: files, at: state.places[name]))
    }
  }

  /// Keys by name with blanks between; `3*space` is three of them.
  mutating func press(_ script: String) {
    for word in script.split(separator: " ") {
      let parts = word.split(separator: "*", maxSplits: 1)
      let count = parts.count == 2 ? Int(parts[0]) : nil
      guard let key = Key(name: String(count == nil ? word : parts[1])) else {
        Issue.record("there is no key `\(word)`")
        return
      }
      for _ in 0..<(count ?? 1) { press(key) }
    }
  }

  mutating func type(_ text: String) {
    for character in text { press(.character(character)) }
  }

  mutating func resize(to size: Size) { _ = state.update(.resized(size)) }

  mutating func go(to name: String) {
    press("g")
    type(name)
    press(.enter)
  }

  mutating func edit(_ name: String, to number: String) {
    go(to: name)
    press("e")
    type(number)
    press(.enter)
  }

  /// One step on.
  ///
  /// - Returns: false where the page has no more; then nothing is done.
  mutating func step() -> Bool {
    let before = self
    press(.space)
    // What is asked before it is computed is shown without a guess.
    while case .guess = state.prompt?.purpose { press("S") }
    // Behind the last step comes the page's question.
    if state.lesson?.openQuestion == nil, pageIndex == before.pageIndex, state.message == nil {
      return true
    }
    self = before
    return false
  }

  /// Reads on until no pause hides a part of the text.
  mutating func passPauses() {
    while let page = state.lesson?.page, let text = text, text.hasMore {
      press(.space)
      guard page.revealed != state.lesson?.page.revealed else { return }
    }
  }

  /// What the world is asked for by something that is no key.
  mutating func note(_ effects: [Effect]) { self.effects = effects }

  // MARK: What is seen

  var frame: Frame { state.frame() }
  var screen: String { frame.plainText }
  var footer: String { frame.rows.last ?? "" }
  var pageIndex: Int? { state.lesson?.pageIndex }
  var pageID: String? { state.lesson?.linked?.page.id }
  var isOnMap: Bool { state.lesson == nil }

  private var text: PageText? {
    state.lesson.flatMap { lesson in
      lesson.linked.map {
        PageText($0.page, lesson.page, glyphs: state.glyphs)
      }
    }
  }

  func stage() throws -> StageState { try #require(state.lesson?.page.stage) }

  func entry(_ name: String) throws -> Entry {
    try #require(try stage().scene.model.entry(named: name))
  }

  /// The number that stands on the stage; nil where it is not known yet.
  func reading(_ name: String) throws -> Double? {
    try stage().context(.unicode, cursor: nil).reading(entry(name))
  }

  /// What the number was before the student changed something; nil where it is the same.
  func ghost(_ name: String) throws -> Double? {
    try stage().context(.unicode, cursor: nil).ghost(entry(name))
  }
}

extension Frame {
  /// The characters of each row.
  var rows: [String] { (0..<size.height).map { text(row: $0) } }
}

extension Size {
  static let usual = Size(width: 80, height: 24)
  static let wide = Size(width: 100, height: 30)
}
