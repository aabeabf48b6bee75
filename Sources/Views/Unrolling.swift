import Autograd

/// What loops made of a model: columns, one for each place they counted, and in each the same
/// quantities. Found in the graph once.
///
/// A loop leaves no trace in the graph but in the names, `h[1]`, `h[2]`, and in what reads what. So
/// families belong together where each member reads one of the other family at the same distance,
/// mostly none: `p[t]` reads `h[t]`. A decoder that reads all states of its encoder is apart.
struct Unrolling: Sendable {
  /// The loops apart, in the order they are computed.
  let bands: [Band]
  /// What is named and computed outside the loops, in order.
  let rest: [NodeID]
  private let spots: [NodeID: Spot]

  /// Columns that belong together.
  struct Band: Sendable {
    /// The places that are counted, ascending.
    let columns: [Int]
    /// In the order one column computes them.
    let rows: [Row]
    /// Read in more than one column.
    let weights: [NodeID]
    /// What comes in from outside the band.
    let links: [Link]
    /// All members, in the order they are computed.
    let members: [NodeID]
  }

  /// A family in the columns of its band.
  struct Row: Sendable {
    let name: String
    /// The members in a column, several where a second loop counts on: `e[2,1]`, `e[2,2]`.
    let cells: [Int: [NodeID]]
    /// How it is carried from column to column; nil where it is not.
    let carry: Carry?
    let isGiven: Bool
    /// The most numbers a cell has.
    let length: Int
  }

  /// That later members of a family depend on this one's.
  struct Carry: Sendable {
    /// How many columns on it is read: 1 for `h[t-1]`, −1 for `h[t+1]`.
    let distance: Int
    /// The columns that read it.
    let readers: Set<Int>
  }

  /// What a band reads of another, or of a quantity outside all.
  struct Link: Hashable, Sendable {
    let source: String
    let target: String
    let readers: [NodeID]
  }

  /// Where a quantity stands.
  struct Spot: Hashable, Sendable {
    let band: Int
    let row: Int
    let column: Int
  }

  init(_ graph: Graph, _ families: [GraphIndex.Family]) {
    let builder = UnrollingBuilder(graph, families)
    bands = builder.bands()
    let inside = bands.reduce(into: Set<NodeID>()) { $0.formUnion($1.members) }
    rest = graph.nodes.filter {
      $0.phase == .forward && $0.isNamed && $0.op != nil && !inside.contains($0.id)
    }.map(\.id)
    var spots: [NodeID: Spot] = [:]
    for (b, band) in bands.enumerated() {
      for (r, row) in band.rows.enumerated() {
        for (column, members) in row.cells {
          for member in members { spots[member] = Spot(band: b, row: r, column: column) }
        }
      }
    }
    self.spots = spots
  }

  subscript(node: NodeID) -> Spot? { spots[node] }

  /// Whether anything happens more than once.
  var isUnrolled: Bool { bands.contains { $0.columns.count > 1 } }
}

extension Unrolling.Band {
  /// The column that had been reached when a node was computed; the first where none had.
  func column(at node: NodeID?, in unrolling: Unrolling) -> Int {
    var low = 0, high = members.count
    while let node, low < high {
      let middle = (low + high) / 2
      if members[middle] <= node { low = middle + 1 } else { high = middle }
    }
    let last = low > 0 ? members[low - 1] : members.first
    return last.flatMap { unrolling[$0]?.column } ?? columns.first ?? 0
  }
}
