/// One thing that is wrong in a file a person wrote: where, what, and what to do about it.
///
/// ```
/// rnn.eqn:4:12: there is no `x`; did you mean `X`?
/// ```
public struct Diagnostic: Error, Hashable, Sendable {
  /// A warning does not keep a file from being used.
  public enum Severity: String, Hashable, Sendable { case error, warning }

  public var severity: Severity
  /// The file's name as the person knows it.
  public var file: String
  /// Where in the file.
  public var range: SourceRange
  /// The lint rule that found it, where one did.
  public var rule: String?
  /// What is wrong.
  public var message: String
  /// What to do about it.
  public var advice: String?

  /// - Parameters:
  ///   - file: the file's name as the person knows it.
  ///   - rule: the lint rule that found it.
  ///   - message: what is wrong, to stand behind a colon.
  ///   - advice: what to do, to stand behind a semicolon.
  public init(
    _ severity: Severity = .error, file: String, range: SourceRange, rule: String? = nil,
    message: String, advice: String? = nil
  ) {
    self.severity = severity
    self.file = file
    self.range = range
    self.rule = rule
    self.message = message
    self.advice = advice
  }

  /// `file:line:column: what is wrong; what to do`.
  public var line: String {
    let place = "\(file):\(range.lower.line):\(range.lower.column): "
    let kind = severity == .warning ? "warning: " : ""
    let rule = rule.map { "\($0): " } ?? ""
    return (place + kind + rule + message + (advice.map { "; \($0)" } ?? "")).printable
  }

  /// The line, then the line of the file it is about with a caret under the place.
  public func rendered(in text: SourceText) -> String {
    guard let shown = text.line(range.lower.line) else { return line }
    let before = shown.prefix(range.lower.column - 1).map { $0 == "\t" ? "\t" : " " }.joined()
    let isOneLine = range.upper.line == range.lower.line
    let last = isOneLine ? range.upper.column : shown.count + 1
    let width = max(1, min(last, shown.count + 1) - range.lower.column)
    let caret = String(repeating: "^", count: width)
    return "\(line)\n  \(String(shown).printable)\n  \(before)\(caret)"
  }
}

/// Everything that is wrong in what a person gave, in the order of the file.
///
/// ```swift
/// do {
///   let model = try Model(source)
/// } catch {
///   print(error.rendered(in: source))
/// }
/// ```
public struct Diagnostics: Error, Sendable {
  /// In the order of the file.
  public var all: [Diagnostic]

  /// Sorts them by their places.
  public init(_ all: [Diagnostic]) {
    self.all = all.enumerated().sorted {
      ($0.element.range.lower, $0.offset) < ($1.element.range.lower, $1.offset)
    }.map(\.element)
  }

  /// One diagnostic after another, each with its line of `text` and a caret.
  public func rendered(in text: SourceText) -> String {
    all.map { $0.rendered(in: text) }.joined(separator: "\n")
  }

  /// The same for diagnostics of several files, one file after the other.
  package func rendered(in texts: [SourceText]) -> String {
    let found = texts.flatMap { text in
      all.filter { $0.file == text.name }.map { $0.rendered(in: text) }
    }
    let names = Set(texts.map(\.name))
    return (found + all.filter { !names.contains($0.file) }.map(\.line)).joined(separator: "\n")
  }
}

extension String {
  /// Without characters that would steer the terminal it is shown on.
  fileprivate var printable: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          let isControl = scalar.properties.generalCategory == .control && scalar != "\t"
          return isControl ? "\u{FFFD}" : scalar
        }))
  }
}
