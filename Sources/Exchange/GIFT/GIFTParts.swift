import Diagnostics

/// A question's name, text, answers and what is said after them, not yet understood.
struct GIFTParts {
  let whole: GIFTText
  let name: String?
  /// What is behind the `::name::`, without the braces and what is in them.
  private let before: GIFTText
  private let behind: GIFTText
  /// Between the braces; nil where there are none.
  let answers: GIFTText?
  private let feedback: GIFTText?
  let format: GIFTFormat

  /// - Returns: nil, after saying why, where the braces make no sense.
  init?(_ text: GIFTText, _ reader: inout GIFTReader) {
    whole = text
    let (name, body) = Self.name(text)
    self.name = name
    switch (body.first("{"), body.first("}")) {
    case (nil, nil):
      (before, behind, answers, feedback) = (body, body.suffix(0), nil, nil)
    case (let open?, let close?) where open < close:
      before = body[body.startIndex..<open]
      behind = body[(close + 1)...].trimmed
      (answers, feedback) = Self.feedback(body[(open + 1)..<close].trimmed)
      if let more = behind.first("{") {
        reader.warn(
          behind[more...].prefix(1).place, "a question has one pair of braces",
          "this one is text; leave a blank line between two questions")
      }
    case (let open, let close):
      reader.refuse(
        body[(open ?? close ?? body.startIndex)...].prefix(1).place,
        open == nil || close != nil ? "no { comes before this }" : "no } comes behind this {",
        "write \\{ and \\} where they are text")
      return nil
    }
    format = GIFTFormat.split(before.trimmed, usual: .moodle).0
  }

  private static func name(_ text: GIFTText) -> (String?, GIFTText) {
    guard text.range(of: "::")?.lowerBound == text.startIndex else { return (nil, text) }
    let rest = text.dropFirst(2)
    guard let end = rest.range(of: "::") else { return (nil, rest) }
    return (rest[..<end.lowerBound].string, rest[end.upperBound...].trimmed)
  }

  private static func feedback(_ answers: GIFTText) -> (GIFTText?, GIFTText?) {
    guard let mark = answers.range(of: "####", last: true) else { return (answers, nil) }
    return (answers[answers.startIndex..<mark.lowerBound].trimmed, answers[mark.upperBound...])
  }

  /// The question, a line where the answer belongs in the middle of it.
  func ask(_ reader: inout GIFTReader) -> Wording {
    let gap =
      behind.isEmpty
      ? []
      : "_____".unicodeScalars.map { mark in
        GIFTScalar(value: mark, isEscaped: true, position: behind.place.lower)
      }
    let ask = reader.wording(before + gap + behind, .moodle)
    if ask.isEmpty { reader.refuse(whole.place, "this asks nothing", "write the question") }
    return ask
  }

  func explanation(_ reader: inout GIFTReader) -> Wording {
    feedback.map { reader.wording($0, format) } ?? Wording("")
  }
}
