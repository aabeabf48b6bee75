import Diagnostics

/// Takes the fields of a map one by one, and says which were not known.
struct FieldReader {
  /// What the map is, for messages: "a scene".
  let owner: String
  let range: SourceRange
  private let fields: [Literal.Field]
  private var asked: [String] = []
  /// What was wrong in these fields only; the caller merges it into its own.
  var report: Report

  init(_ literal: Literal, of owner: String, _ report: Report) {
    self.owner = owner
    self.range = literal.range
    self.report = Report(file: report.file)
    self.fields = literal.fields ?? []
    if literal.fields == nil {
      self.report.add(
        .fieldValue, at: literal.range, "\(owner) is a list of fields",
        advice: "write `name: value`")
    }
  }

  mutating func literal(_ name: String) -> Literal? {
    asked.append(name)
    return fields.first { $0.name.text == name }?.value
  }

  /// A single piece of text that is not empty.
  mutating func text(_ name: String) -> Written? {
    guard let value = literal(name) else { return nil }
    return text(value, name)
  }

  /// One text, or a list of them.
  mutating func texts(_ name: String) -> [Written] {
    guard let value = literal(name) else { return [] }
    guard let items = value.list else { return [text(value, name)].compactMap { $0 } }
    return items.compactMap { text($0, name) }
  }

  /// A map from name to value.
  mutating func map(_ name: String) -> Literal? {
    guard let value = literal(name) else { return nil }
    if value.fields != nil { return value }
    complain(value.range, "`\(name)` gives values to names", "write `{ name: value }`")
    return nil
  }

  /// A word out of a closed set.
  mutating func choice<Choice>(_ name: String) -> Located<Choice>?
  where Choice: RawRepresentable<String> & CaseIterable & Hashable & Sendable {
    guard let text = text(name) else { return nil }
    if let choice = Choice(rawValue: text.text) { return Located(choice, text.range) }
    let known = Choice.allCases.map(\.rawValue)
    complain(
      text.range, "`\(name)` cannot be `\(text.text)`", known.advice(for: text.text))
    return nil
  }

  mutating func whole(_ name: String, in allowed: ClosedRange<Int>) -> Located<Int>? {
    guard let text = text(name) else { return nil }
    if let number = Int(text.text), allowed.contains(number) { return Located(number, text.range) }
    let limit = allowed.upperBound == .max ? "" : " to \(allowed.upperBound)"
    complain(
      text.range, "`\(name)` cannot be `\(text.text)`",
      "write a whole number from \(allowed.lowerBound)\(limit)")
    return nil
  }

  /// A finite number for which `isAllowed` holds, `allowed` saying in words which do.
  mutating func number(
    _ name: String, _ allowed: String, where isAllowed: (Double) -> Bool
  ) -> Located<Double>? {
    guard let text = text(name) else { return nil }
    if let number = Double(text.text), number.isFinite, isAllowed(number) {
      return Located(number, text.range)
    }
    complain(text.range, "`\(name)` cannot be `\(text.text)`", "write a number \(allowed)")
    return nil
  }

  /// The fields nothing asked for.
  var unasked: [Literal.Field] { fields.filter { !asked.contains($0.name.text) } }

  /// Reports the fields nothing asked for.
  mutating func refuseUnknown() {
    for field in unasked {
      let name = field.name.text
      report.add(
        .unknownField, at: field.name.range, "\(owner) has no field `\(name)`",
        advice: asked.advice(for: name))
    }
  }

  mutating func complain(_ range: SourceRange, _ message: String, _ advice: String) {
    report.add(.fieldValue, at: range, message, advice: advice)
  }

  private mutating func text(_ value: Literal, _ name: String) -> Written? {
    guard let text = value.text else {
      complain(value.range, "`\(name)` is one piece of text", YAMLReader.quoteAdvice)
      return nil
    }
    if !text.text.isEmpty { return text }
    complain(
      text.range, "`\(name)` is empty", "give it a value; text that begins with # needs quotes")
    return nil
  }
}
