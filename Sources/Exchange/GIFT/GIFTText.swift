import Diagnostics

/// A character of a GIFT file, and whether a backslash made it a plain one.
struct GIFTScalar: Hashable, Sendable {
  let value: Unicode.Scalar
  let isEscaped: Bool
  let position: Position

  /// Whether it is this mark and means what the mark does.
  func isMark(_ mark: Unicode.Scalar) -> Bool { value == mark && !isEscaped }

  /// Scalars, not characters: a combining accent behind a mark does not take its meaning.
  static func read(_ line: Substring, number: Int) -> [GIFTScalar] {
    var scalars: [GIFTScalar] = [], isBehindBackslash = false
    for (column, character) in line.enumerated() {
      for scalar in character.unicodeScalars {
        let position = Position(line: number, column: column + 1)
        if isBehindBackslash {
          isBehindBackslash = false
          if let value = escaped(scalar) {
            let start = scalars.removeLast().position
            scalars.append(GIFTScalar(value: value, isEscaped: true, position: start))
            continue
          }
        } else {
          isBehindBackslash = scalar == "\\"
        }
        scalars.append(GIFTScalar(value: scalar, isEscaped: false, position: position))
      }
    }
    return scalars
  }

  /// What a backslash and this character stand for; nil where the backslash is one itself.
  private static func escaped(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "n": "\n"
    case "~", "=", "#", "{", "}", ":", "\\": scalar
    default: nil
    }
  }
}

typealias GIFTText = ArraySlice<GIFTScalar>

extension GIFTText {
  var string: String { String(String.UnicodeScalarView(map(\.value))) }

  /// Without the white space at its ends; an escaped line end is none.
  var trimmed: GIFTText {
    func isSpace(_ scalar: GIFTScalar) -> Bool {
      !scalar.isEscaped && scalar.value.properties.isWhitespace && scalar.value != "\u{A0}"
    }
    guard let first = firstIndex(where: { !isSpace($0) }),
      let last = lastIndex(where: { !isSpace($0) })
    else { return self[startIndex..<startIndex] }
    return self[first...last]
  }

  func first(_ mark: Unicode.Scalar) -> Int? { firstIndex { $0.isMark(mark) } }

  func contains(_ mark: Unicode.Scalar) -> Bool { first(mark) != nil }

  /// Where some marks stand next to one another, the last such place where asked for.
  func range(of marks: String, last: Bool = false) -> Range<Int>? {
    let marks = Array(marks.unicodeScalars)
    guard count >= marks.count else { return nil }
    let starts = startIndex...(endIndex - marks.count)
    func matches(_ start: Int) -> Bool {
      marks.indices.allSatisfy { self[start + $0].isMark(marks[$0]) }
    }
    let start = last ? starts.last(where: matches) : starts.first(where: matches)
    return start.map { $0..<($0 + marks.count) }
  }

  /// The parts between the marks. An empty one at the start is none.
  func parts(at mark: Unicode.Scalar) -> [GIFTText] {
    let all = split(omittingEmptySubsequences: false) { $0.isMark(mark) }.map(\.trimmed)
    return all.first?.isEmpty == true ? Array(all.dropFirst()) : all
  }

  /// The part before the first mark, and the part behind it.
  func cut(at mark: Unicode.Scalar) -> (before: GIFTText, behind: GIFTText?) {
    guard let place = first(mark) else { return (trimmed, nil) }
    return (self[startIndex..<place].trimmed, self[(place + 1)...].trimmed)
  }

  var place: SourceRange {
    guard let first, let last else { return SourceRange(at: .start) }
    let end = Position(line: last.position.line, column: last.position.column + 1)
    return SourceRange(first.position, end)
  }
}
