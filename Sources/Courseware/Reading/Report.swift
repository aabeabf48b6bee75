import Diagnostics

/// Collects what is wrong in one file while it is read.
struct Report {
  let file: String
  private(set) var diagnostics: [Diagnostic] = []

  init(file: String) { self.file = file }

  mutating func add(
    _ rule: RuleName, at range: SourceRange, _ message: String, advice: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        file: file, range: range, rule: rule.rawValue, message: message, advice: advice))
  }

  mutating func merge(_ other: Report) { diagnostics += other.diagnostics }
}

/// The rules that reading a lesson applies. Each has its explanation in `Lint/`.
package enum RuleName: String, Sendable, CaseIterable {
  case unreadable
  case characters
  case frontMatter = "front-matter"
  case yaml
  case unknownField = "unknown-field"
  case fieldValue = "field-value"
  case questionKind = "question-kind"
  case pageID = "page-id"
  case pageStructure = "page-structure"
  case headingLevel = "heading-level"
  case claimSyntax = "claim-syntax"
}
