/// The text if it fits in `width` columns, else its beginning and an ellipsis.
package func truncated(_ text: String, to width: Int, ellipsis: String = "…") -> String {
  guard TextWidth.of(text) > width else { return text }
  var room = width - TextWidth.of(ellipsis)
  guard room >= 0 else { return "" }
  var kept = ""
  for cluster in Cluster.all(in: text) {
    room -= cluster.width
    if room < 0 { break }
    kept.append(cluster.character)
  }
  return kept + ellipsis
}
