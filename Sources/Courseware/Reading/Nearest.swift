/// The known name closest to one that is not known, for "did you mean".
enum Nearest {
  /// The nearest of `names` within two typing mistakes (one in a short name), or none.
  static func name(to wrong: String, in names: [String]) -> String? {
    guard wrong.count <= 60 else { return nil }
    let scored = names.map { (name: $0, distance: distance(wrong.lowercased(), $0.lowercased())) }
    guard let best = scored.min(by: { $0.distance < $1.distance }) else { return nil }
    let allowed = best.name.count <= 4 ? 1 : 2
    return best.distance <= allowed ? best.name : nil
  }

  /// `did you mean "x"?` where something is near, else the whole list.
  static func advice(for wrong: String, in names: [String]) -> String {
    if let near = name(to: wrong, in: names) { return "did you mean `\(near)`?" }
    return "known are " + names.map { "`\($0)`" }.joined(separator: ", ")
  }

  /// Insertions, deletions, replacements and swaps of neighbours from one to the other.
  private static func distance(_ a: String, _ b: String) -> Int {
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
}
