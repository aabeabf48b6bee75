import Diagnostics
import Yams

/// Reads a YAML excerpt as the text that was written, with every value's place in the file.
struct YAMLReader {
  private let excerpt: Excerpt
  /// An alias may stand for a large tree many times over; no lesson has this many values.
  private var remaining = 100_000

  /// Finding the places of all values of a line takes time with the square of its length.
  private static let longestLine = 10_000

  private init(_ excerpt: Excerpt) { self.excerpt = excerpt }

  /// The excerpt's value; none, with the reason in `report`, where it is not YAML.
  static func read(_ excerpt: Excerpt, _ report: inout Report) -> Literal? {
    var reader = YAMLReader(excerpt)
    if let long = excerpt.lines.firstIndex(where: { $0.utf8.count > longestLine }) {
      let place = excerpt.position(line: long + 1, scalarColumn: 1)
      report.add(
        .yaml, at: SourceRange(at: place), "this line has more than \(longestLine) bytes",
        advice: "break it in several")
      return nil
    }
    do {
      guard let root = try Yams.compose(yaml: excerpt.text, .basic) else { return nil }
      return try reader.literal(root)
    } catch let error as YamlError {
      let (range, message) = reader.explained(error)
      report.add(.yaml, at: range, message, advice: quoteAdvice)
    } catch let error as Misread {
      report.add(.yaml, at: error.range, error.message, advice: quoteAdvice)
    } catch {
      report.add(.yaml, at: excerpt.range, "this is not YAML", advice: quoteAdvice)
    }
    return nil
  }

  static let quoteAdvice =
    #"put text with brackets, a colon, a comma or a sign in quotes, as in "h[1]""#

  /// YAML that says something else than its author meant.
  private struct Misread: Error {
    var range: SourceRange
    var message: String
  }

  private mutating func literal(_ node: Node) throws -> Literal {
    let start = position(node.mark)
    try refuseOddities(node, at: start)
    switch node {
    case .scalar(let scalar): return .text(written(scalar, at: start))
    case .sequence(let sequence):
      let items = try sequence.map { try literal($0) }
      try refuseCutText(items, at: start)
      return .list(items, range(from: start, over: items.map(\.range)))
    case .mapping(let mapping):
      let fields = try mapping.map { try field($0.key, $0.value) }
      try refuseCutText(fields.flatMap { [.text($0.name), $0.value] }, at: start)
      return .map(fields, range(from: start, over: fields.map(\.value.range)))
    case .alias: throw Misread(range: excerpt.rest(from: start), message: "`*` is read as an alias")
    }
  }

  private mutating func field(_ key: Node, _ value: Node) throws -> Literal.Field {
    let key = try literal(key)
    guard let name = key.text else {
      throw Misread(range: key.range, message: "a field's name must be a word")
    }
    return Literal.Field(name: name, value: try literal(value))
  }

  private mutating func refuseOddities(_ node: Node, at start: Position) throws {
    remaining -= 1
    if remaining < 0 {
      throw Misread(range: excerpt.range, message: "there are too many values here")
    }
    let signs = ["&": "an anchor", "!": "a type"]
    if let sign = excerpt.text(after: start).first.map(String.init), let meaning = signs[sign] {
      throw Misread(range: excerpt.rest(from: start), message: "`\(sign)` is read as \(meaning)")
    }
  }

  /// In `{ x: uniform(-1, 1) }` YAML reads `uniform(-1` and `1)`: both halves are refused.
  private func refuseCutText(_ items: [Literal], at start: Position) throws {
    guard "[{".contains(excerpt.text(after: start).prefix(1)), !items.isEmpty else { return }
    for case .text(let item) in items where item.isVerbatim && !isQuoted(item) {
      let opened = item.text.count { $0 == "(" }
      guard opened != item.text.count(where: { $0 == ")" }) else { continue }
      throw Misread(range: item.range, message: "a comma cuts `\(item.text)` in two")
    }
  }

  private func isQuoted(_ item: Written) -> Bool {
    guard item.range.lower.column > 1 else { return false }
    let before = Position(line: item.range.lower.line, column: item.range.lower.column - 1)
    return "\"'".contains(excerpt.text(after: before).prefix(1))
  }

  private func range(from start: Position, over inner: [SourceRange]) -> SourceRange {
    inner.reduce(SourceRange(at: start)) { $0.joined(with: $1) }
  }

  private func position(_ mark: Mark?) -> Position {
    excerpt.position(line: mark?.line ?? 1, scalarColumn: mark?.column ?? 1)
  }
}

extension YAMLReader {
  /// The text of a scalar; verbatim where the file has exactly its characters.
  private func written(_ scalar: Node.Scalar, at start: Position) -> Written {
    let rest = excerpt.text(after: start)
    for quote in ["", "\"", "'"] where rest.hasPrefix(quote + scalar.string + quote) {
      let lower = Position(line: start.line, column: start.column + quote.count)
      let upper = Position(line: start.line, column: lower.column + scalar.string.count)
      return Written(scalar.string, SourceRange(lower, upper), isVerbatim: true)
    }
    // A block of text (`|`) ends with the line end before the next field.
    let text = scalar.string.hasSuffix("\n") ? String(scalar.string.dropLast()) : scalar.string
    return Written(text, excerpt.rest(from: start))
  }

  private func explained(_ error: YamlError) -> (SourceRange, String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (excerpt.rest(from: position(mark)), "YAML cannot read this: \(problem)")
    case .duplicatedKeysInMapping(let names, let context):
      (
        excerpt.rest(from: position(context.mark)),
        "`\(names.joined(separator: "`, `"))` is written twice"
      )
    case .reader(let problem, _, _, _):
      (excerpt.range, "YAML cannot read this: \(problem)")
    default: (excerpt.range, "this is not YAML")
    }
  }
}
