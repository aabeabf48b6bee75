extension Sequence<String> {
  /// The name a person most likely meant: the one the fewest edits away, if that is close.
  package func nearest(to name: String) -> String? {
    // A name of one letter is one edit away from every other.
    let limit = Swift.min(name.count - 1, Swift.max(1, name.count / 3))
    let ranked = map { (name: $0, distance: editDistance($0.lowercased(), name.lowercased())) }
    return ranked.filter { $0.distance <= limit }.min {
      ($0.distance, $0.name) < ($1.distance, $1.name)
    }?
    .name
  }
}

/// How many characters must be put in, taken out or replaced to make one text the other.
private func editDistance(_ a: String, _ b: String) -> Int {
  let b = Array(b)
  var row = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, y) in b.enumerated() {
      let replaced = diagonal + (x == y ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = Swift.min(replaced, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}
