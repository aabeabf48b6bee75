/// The space between two layers of a graph's picture: lines go across from an item to the next
/// layer's, and up or down in a track of their own.
struct GraphChannel {
  /// The lines that leave one item.
  struct Net: Hashable {
    let item: Int
    let start: Int
    var ends: [Int]

    /// Whether it has to go up or down.
    var turns: Bool { ends.contains { $0 != start } }
    var rows: ClosedRange<Int> {
      let all = ends + [start]
      return (all.min() ?? start)...(all.max() ?? start)
    }
  }

  private(set) var nets: [Net] = []
  /// The track of each item's line, counted from the left; none for a straight one.
  private(set) var tracks: [Int: Int] = [:]
  /// Whether two lines change places, so that they run into one another whatever their tracks.
  private(set) var isTwisted = false
  var trackCount: Int { (tracks.values.max() ?? -1) + 1 }

  init(_ links: [GraphLayers.Link], _ layers: GraphLayers, _ rows: GraphRows) {
    for link in links {
      let end = rows.end(link, layers)
      if let place = nets.firstIndex(where: { $0.item == link.from }) {
        nets[place].ends.append(end)
      } else {
        nets.append(Net(item: link.from, start: rows.start(link, layers), ends: [end]))
      }
    }
    nets.sort { ($0.start, $0.item) < ($1.start, $1.item) }
    place(nets.filter(\.turns))
  }

  /// Gives tracks from the left. A line that starts in a row in which another ends must turn before
  /// that one comes out, or the two would look like one.
  private mutating func place(_ waiting: [Net]) {
    var waiting = waiting, used: [[ClosedRange<Int>]] = [], first = 0
    while !waiting.isEmpty {
      let free = waiting.indices.first { n in
        !waiting.contains { $0.item != waiting[n].item && waiting[n].ends.contains($0.start) }
      }
      isTwisted = isTwisted || free == nil
      let net = waiting.remove(at: free ?? 0)
      let before = nets.filter { net.ends.contains($0.start) && $0.item != net.item }
      first = before.compactMap { tracks[$0.item].map { $0 + 1 } }.max() ?? 0
      let track =
        used.indices.dropFirst(first).first { n in used[n].allSatisfy { !$0.overlaps(net.rows) } }
        ?? max(first, used.count)
      while used.count <= track { used.append([]) }
      used[track].append(net.rows)
      tracks[net.item] = track
    }
  }
}
