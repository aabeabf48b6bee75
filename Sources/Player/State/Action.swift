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
  /// The questions of a quiz or a review, with their chapters.
  case quizRead(QuizPlan)
  /// The answer of this number is on the disk, or is not, and why.
  case answerKept(Int, problem: String?)
  /// What was kept of a lesson's questions in earlier runs of the program: which were answered, with
  /// the content they had, and what was begun.
  case recordRead(answered: [QuestionName: String], drafts: [SavedDraft])
  /// How many questions are due, by lesson.
  case dueCounted([String: Int])
  /// Something the student should know, once.
  case noticed(String)
}

/// Something the world should do.
package enum Effect: Hashable, Sendable {
  /// Read a lesson and answer with ``Action/lessonRead(_:files:at:)``.
  case readLesson(String)
  case save(SavedPlace)
  /// A question was put to the student: its time begins.
  case asked(QuestionName, seed: UInt64)
  /// Put an answer on the disk and answer with ``Action/answerKept(_:problem:)``. One of a number that
  /// was kept before takes its place.
  case keepAnswer(GivenAnswer)
  /// Keep what is begun, or forget it where its text is empty.
  case keepDraft(SavedDraft)
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
