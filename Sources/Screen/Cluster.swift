/// What one cell, or a pair of cells, can show: a letter with its marks.
struct Cluster: Hashable {
  var character: Character
  /// 1 or 2.
  var width: Int

  /// More marks than this on one letter are a prank, and terminals drop them anyway.
  static let maximalMarks = 4

  /// The clusters of a text, sanitised.
  ///
  /// They are not always Swift's characters: a flag or a Devanagari conjunct is one character
  /// made of several scalars that each move the cursor, so each gets cells of its own. Marks
  /// with nothing to stand on are dropped.
  static func all(in text: String) -> [Cluster] {
    if text.isPrintableASCII { return text.map { Cluster(character: $0, width: 1) } }
    if text.isSimple {
      return text.unicodeScalars.map { Cluster(character: Character($0), width: 1) }
    }
    return sanitised(text).flatMap(split)
  }

  private static func split(_ character: Character) -> [Cluster] {
    let scalars = character.unicodeScalars
    if scalars.count == 1, let scalar = scalars.first {
      let width = TextWidth.of(scalar)
      return width == 0 ? [] : [Cluster(character: character, width: width)]
    }
    var pieces: [(scalars: String.UnicodeScalarView, width: Int)] = []
    for scalar in scalars {
      let width = TextWidth.of(scalar)
      if width > 0 {
        pieces.append((String.UnicodeScalarView([scalar]), width))
      } else if let last = pieces.indices.last, pieces[last].scalars.count <= maximalMarks {
        pieces[last].scalars.append(scalar)
      }
    }
    return pieces.map { Cluster(character: Character(String($0.scalars)), width: $0.width) }
  }
}
