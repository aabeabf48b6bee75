/// The name of a question in the course.
package struct QuestionID: Hashable, Sendable, Comparable {
  /// The lesson's name, without its number: `perceptron`.
  package var lesson: String
  /// The question's id, which never changes.
  package var id: String

  package init(lesson: String, id: String) {
    self.lesson = lesson
    self.id = id
  }

  package static func < (a: QuestionID, b: QuestionID) -> Bool {
    (a.lesson, a.id) < (b.lesson, b.id)
  }
}

/// A question as it was worded when it was asked.
package struct QuestionVersion: Hashable, Sendable {
  package var id: QuestionID
  /// Changes with whatever would change the answer: a question whose text was changed is due again.
  package var content: String

  package init(_ id: QuestionID, content: String) {
    self.id = id
    self.content = content
  }

  package init(lesson: String, id: String, content: String) {
    self.init(QuestionID(lesson: lesson, id: id), content: content)
  }
}
