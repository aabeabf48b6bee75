import Diagnostics

/// The lines between two blank ones: a question, or the category of those behind it.
struct GIFTParagraph {
  /// Its text without comments.
  private(set) var text: GIFTText = []
  /// What stands behind the `//` of its comments.
  private(set) var comments: [String] = []
  let line: Int

  static func all(in source: SourceText) -> [GIFTParagraph] {
    var paragraphs: [GIFTParagraph] = [], current: GIFTParagraph?
    for (index, line) in source.lines.enumerated() {
      if line.allSatisfy(\.isWhitespace) {
        paragraphs += [current].compactMap(\.self)
        current = nil
      } else {
        current = current ?? GIFTParagraph(line: index + 1)
        current?.add(line, number: index + 1)
      }
    }
    return paragraphs + [current].compactMap(\.self)
  }

  private init(line: Int) { self.line = line }

  private mutating func add(_ line: Substring, number: Int) {
    let scalars = line.drop(while: \.isWhitespace).unicodeScalars
    if scalars.starts(with: "//".unicodeScalars) {
      return comments.append(String(Substring(scalars.dropFirst(2))).trimmed)
    }
    if let end = text.last {
      let place = Position(line: end.position.line, column: end.position.column + 1)
      text.append(GIFTScalar(value: "\n", isEscaped: false, position: place))
    }
    text += ArraySlice(GIFTScalar.read(line, number: number)).trimmed
  }

  // MARK: What comments say

  /// Moodle's ID number: `[id:new-weight-2]`, a bracket inside it behind a backslash.
  var idNumber: String? {
    let found = comments.lazy.compactMap { $0.firstMatch(of: /\[id:((?:\\\]|[^\]])+)\]/) }.first
    return found.map { String($0.output.1).replacing("\\]", with: "]") }
  }

  var hints: [Wording] {
    comments.filter { $0.hasPrefix("hint:") }.map { comment in
      Wording(HTMLReader(String(comment.dropFirst("hint:".count))).pieces)
    }
  }

  // MARK: Categories

  /// The category and what stands behind its line, where it is one.
  var category: (path: [String], rest: GIFTText)? {
    let mark = "$CATEGORY:"
    guard text.prefix(mark.count).map(\.value) == Array(mark.unicodeScalars) else { return nil }
    let behind = text.dropFirst(mark.count)
    let end = behind.firstIndex { $0.value == "\n" && !$0.isEscaped } ?? behind.endIndex
    return (Self.names(behind[behind.startIndex..<end].string), behind[end...].trimmed)
  }

  /// The names between single slashes; a double one is a slash inside a name.
  private static func names(_ path: String) -> [String] {
    var names = [""], slashes = 0
    func end() {
      if slashes == 1 {
        names.append("")
      } else {
        names[names.count - 1] += String(repeating: "/", count: slashes / 2)
      }
      slashes = 0
    }
    for character in path.map({ $0 == "\\" || $0.isNewline ? " " : $0 }) {
      if character == "/" { slashes += 1; continue }
      end()
      names[names.count - 1].append(character)
    }
    end()
    return names.map(\.trimmed).filter { !$0.isEmpty && $0 != "$course$" && $0 != "top" }
  }
}
