import Courseware
import Diagnostics
import Equations
import Screen

/// Something that happened.
package enum Action: Sendable {
  case key(Key)
  case pasted(String)
  case resized(Size)
  /// The mouse's left button was pressed on a cell.
  case clicked(Point)
  /// The mouse's wheel was turned over a cell, so many notches down, or up where it is below 0.
  case scrolled(Point, by: Int)
  /// Time has passed: so much as ``State/beat`` asked for, or more.
  case beat(Beat)
  /// A lesson that was asked for, with its models and tables by file name.
  case lessonRead(Lesson, files: [String: SourceText], at: SavedPlace?)
  case lessonFailed(String)
  /// A model's file that is to be shown without a lesson.
  case modelRead(Model)
  /// Something the student should know, once.
  case noticed(String)
}

/// Something the world should do.
package enum Effect: Hashable, Sendable {
  /// Read a lesson and answer with ``Action/lessonRead(_:files:at:)``.
  case readLesson(String)
  case save(SavedPlace)
  /// Put a text where other programs can take it from.
  case copy(String)
  case redraw
  /// Take the mouse's clicks, or leave them to the terminal.
  case mouse(Bool)
  /// Show the styles so.
  case theme(Theme)
  case suspend
  case quit
}

/// Where a student is, as it is kept.
package struct SavedPlace: Hashable, Sendable {
  package var lesson: String
  package var page: String
  /// Where its scene stands; nil for as the page opens.
  package var position: ScenePosition?

  package init(lesson: String, page: String, position: ScenePosition? = nil) {
    self.lesson = lesson
    self.page = page
    self.position = position
  }
}
