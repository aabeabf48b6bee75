extension Collection<String> {
  /// The name a person most likely meant: the nearest within two typing mistakes, one in a short
  /// name.
  package func nearest(to wrong: String) -> String? {
    // Nobody mistypes a name that long, and a hostile one would take for ever.
    guard wrong.count <= 60 else { return nil }
    let near = filter { abs($0.count - wrong.count) <= 2 }
    let ranked = near.map { ($0, distance: typingMistakes(wrong.lowercased(), $0.lowercased())) }
    let best = ranked.min { ($0.distance, $0.0) < ($1.distance, $1.0) }
    guard let (name, distance) = best else { return nil }
    // A name of one letter is one mistake away from every other.
    let allowed = Swift.min(wrong.count - 1, name.count <= 4 ? 1 : 2)
    return distance <= allowed ? name : nil
  }

  /// `did you mean …?` where something is near, else all the names.
  package func advice(for wrong: String) -> String {
    if let near = nearest(to: wrong) { return "did you mean `\(near)`?" }
    return "known are " + map { "`\($0)`" }.joined(separator: ", ")
  }
}

/// Insertions, deletions, replacements and swaps of neighbours from one text to the other.
private func typingMistakes(_ a: String, _ b: String) -> Int {
  let (a, b) = (Array(a), Array(b))
  var rows = [Array(0...b.count)]
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      let replaced = rows[i][j] + (a[i] == b[j] ? 0 : 1)
      row.append(min(rows[i][j + 1] + 1, row[j] + 1, replaced))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        row[j + 1] = min(row[j + 1], rows[i - 1][j - 1] + 1)
      }
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
