import Diagnostics

/// Something every lesson must hold to, decidable without running a model.
package protocol LintRule: Sendable {
  /// As messages and `unroll lint --explain` name it.
  var name: String { get }
  var explanation: Explanation { get }
  func check(_ course: Course) -> [Diagnostic]
}

/// What `unroll lint --explain RULE` says.
package struct Explanation: Hashable, Sendable {
  package var what: String
  package var why: String
  package var wrong: String
  package var right: String

  package var text: String {
    """
    \(what)

    \(why)

    Wrong:

    \(Self.indented(wrong))

    Right:

    \(Self.indented(right))
    """
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
  }
}

extension LintRule {
  func wrong(
    _ lesson: Lesson, at range: SourceRange, _ message: String, advice: String
  ) -> Diagnostic {
    Diagnostic(
      file: lesson.source.name, range: range, rule: name, message: message, advice: advice)
  }
}

/// A rule that reading a lesson applies: its findings are already there.
protocol ReadingRule: LintRule {
  var reads: RuleName { get }
}

extension ReadingRule {
  package var name: String { reads.rawValue }
  package func check(_ course: Course) -> [Diagnostic] { course.found(by: reads) }
}
