import Courseware

/// What is said to a response.
package struct Verdict: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case right
    case wrong
    /// No answer yet, as a text that is no number: it takes no try.
    case unreadable
  }

  package let kind: Kind
  /// A few words, such as `the sign is the other one`; empty where there is nothing to add.
  package var remark = ""
  /// The author's words to this answer; empty where there are none.
  package var because: [Inline] = []
  /// The known mistake that it is.
  package var mistake: String?
  /// The option, by its place, that the words are about.
  package var option: Int?

  package init(
    _ kind: Kind, remark: String = "", because: [Inline] = [], mistake: String? = nil,
    option: Int? = nil
  ) {
    self.kind = kind
    self.remark = remark
    self.because = because
    self.mistake = mistake
    self.option = option
  }
}
