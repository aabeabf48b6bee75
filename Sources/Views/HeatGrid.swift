import Autograd

/// Numbers in rows and columns, with what the rows and columns are called.
struct HeatGrid {
  /// Where a row and a column meet.
  enum Layout {
    /// Each vector a row, or each a column; scalars are vectors of one.
    case vectors([NodeID], areRows: Bool)
    case matrix(NodeID)
    /// Scalars with two places, such as `e[2,1]`; nil where there is none.
    case scalars([[NodeID?]])
  }

  /// The name of a row or a column, with the word it stands for.
  struct Title: Hashable {
    var name: String
    var word: String?
  }

  let context: ViewContext
  let layout: Layout
  /// What is shown, in words, the longest form first.
  let headlines: [String]
  var rowTitles: [Title]
  var columnTitles: [Title]
  /// Whether the numbers are parts of one.
  var areParts = false

  /// Of more numbers not all are asked how large they are.
  private static let most = 8192

  var rowCount: Int { rowTitles.count }
  var columnCount: Int { columnTitles.count }
  var count: Int { rowCount * columnCount }

  func entry(_ row: Int, _ column: Int) -> Entry? {
    switch layout {
    case .vectors(let nodes, areRows: true): Entry(.value(nodes[row]), row: column)
    case .vectors(let nodes, areRows: false): Entry(.value(nodes[column]), row: row)
    case .matrix(let node): Entry(.value(node), row: row, column: column)
    case .scalars(let nodes): nodes[row][column].map { Entry(.value($0)) }
    }
  }

  /// Where a quantity's number stands, be it its value or its gradient.
  func place(of entry: Entry) -> (row: Int, column: Int)? {
    let node = entry.quantity.node
    switch layout {
    case .vectors(let nodes, let areRows):
      guard let n = nodes.firstIndex(of: node) else { return nil }
      return areRows ? (n, entry.row) : (entry.row, n)
    case .matrix(let own): return own == node ? (entry.row, entry.column) : nil
    case .scalars(let nodes):
      for (row, nodes) in nodes.enumerated() {
        if let column = nodes.firstIndex(of: node) { return (row, column) }
      }
      return nil
    }
  }

  /// All entries, of a very large grid some.
  var entries: [Entry] {
    let columns = columnCount
    return stride(from: 0, to: count, by: 1 + count / Self.most).compactMap {
      entry($0 / columns, $0 % columns)
    }
  }

  /// What the darkest shade stands for: 1 for parts of one, else a round number that none exceeds.
  var scale: Double {
    guard !areParts else { return 1 }
    let largest = entries.map { abs(context.trace[$0]) }.filter(\.isFinite).max() ?? 1
    return largest > 0 ? largest.roundedUpToSimple : 1
  }

  /// Whether there is a number below 0, at any moment of the pass.
  var isSigned: Bool { entries.contains { context.trace[$0] < 0 } }
}

extension Double {
  /// The next number of the form 1, 2 or 5 times a power of ten.
  var roundedUpToSimple: Double {
    var power = 1.0
    while power < self { power *= 10 }
    while power >= self * 10 { power /= 10 }
    // Divided, not multiplied by 0.2, so that it is 0.2 and not 0.2 and a little.
    return [power / 5, power / 2].first { self <= $0 } ?? power
  }
}

// MARK: - What is at work

extension HeatGrid {
  /// The place of the loop that is being worked at.
  private var positions: [Int] {
    context.step.map { context.index.positions(of: context.graph[$0.node], in: context.graph) }
      ?? []
  }

  /// The row that what happens now belongs to.
  var currentRow: Int? {
    if let place = writtenPlace { return place.row }
    guard case .vectors(let nodes, areRows: true) = layout else { return nil }
    return current(of: nodes)
  }

  var currentColumn: Int? {
    if case .vectors(let nodes, areRows: false) = layout { return current(of: nodes) }
    return writtenPlace?.column
  }

  private func current(of nodes: [NodeID]) -> Int? {
    guard let place = positions.first else { return nil }
    return nodes.firstIndex { context.graph[$0].positions.first == place }
  }

  /// The place of what was computed last, where that is a number of the grid.
  private var writtenPlace: (row: Int, column: Int)? {
    context.written.min { ($0.row, $0.column) < ($1.row, $1.column) }.flatMap { place(of: $0) }
  }

  /// The place that must be seen.
  var keptPlace: (row: Int, column: Int)? {
    let cursor = (context.kept ?? context.cursor).flatMap { place(of: $0) }
    return cursor ?? writtenPlace
      ?? (currentRow == nil && currentColumn == nil ? nil : (currentRow ?? 0, currentColumn ?? 0))
  }
}
