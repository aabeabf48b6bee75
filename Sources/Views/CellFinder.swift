import Autograd

/// Finds the recurrent cells of a graph.
struct CellFinder {
  let graph: Graph
  let unrolling: Unrolling
  private var reader: NamedReads

  init(_ graph: Graph, _ unrolling: Unrolling) {
    self.graph = graph
    self.unrolling = unrolling
    reader = NamedReads(graph)
  }

  /// The cells in the order they are computed; each recurrence of a column is one.
  mutating func cells() -> [RecurrentCell] {
    var cells: [RecurrentCell] = []
    for (b, band) in unrolling.bands.enumerated() {
      for column in band.columns { cells += self.cells(in: column, of: band, b) }
    }
    return cells.sorted { ($0.computed.last ?? .placeholder) < ($1.computed.last ?? .placeholder) }
  }

  private mutating func cells(
    in column: Int, of band: Unrolling.Band, _ b: Int
  ) -> [RecurrentCell] {
    var cells: [RecurrentCell] = [], taken: Set<NodeID> = []
    let members = band.rows.flatMap { $0.cells[column] ?? [] }
    let carried = band.rows.compactMap { row -> (node: NodeID, before: NodeID)? in
      guard let carry = row.carry, let node = row.cells[column]?.first, graph[node].op != nil,
        let before = row.cells[column - carry.distance]?.first
      else { return nil }
      return (node, before)
    }
    for match in [matchLSTM, matchGRU, matchPlain] {
      for (node, before) in carried where !taken.contains(node) {
        guard var cell = match(node, before, members, b, column) else { continue }
        cell = withInputs(cell)
        cells.append(cell)
        taken.formUnion(cell.computed)
      }
    }
    let rest = carried.map(\.node).filter { node in
      // What only leads on to a cell's state, as a letter fed back does, is no cell.
      !taken.contains(node) && cells.isEmpty
    }
    if !rest.isEmpty {
      let parts = members.filter { graph[$0].op != nil }.sorted()
      cells.append(
        withInputs(
          RecurrentCell(
            kind: .other, band: b, column: column,
            parts: carried.map { .init(role: .stateBefore, node: $0.before) }
              + parts.map { .init(role: rest.contains($0) ? .state : .part, node: $0) })))
    }
    return cells
  }

  /// The cell with what it reads and does not compute.
  private mutating func withInputs(_ cell: RecurrentCell) -> RecurrentCell {
    let own = Set(cell.parts.map(\.node))
    var inputs: [NodeID] = []
    for node in cell.computed {
      for source in reader.reads(of: node)
      where graph[source].origin != .weight && graph[source].isNamed && !own.contains(source)
        && !inputs.contains(source)
      {
        inputs.append(source)
      }
    }
    var result = RecurrentCell(
      kind: cell.kind, band: cell.band, column: cell.column,
      parts: cell.parts.filter { $0.role == .cellBefore || $0.role == .stateBefore }
        + inputs.map { .init(role: .input, node: $0) }
        + cell.parts.filter { $0.role != .cellBefore && $0.role != .stateBefore })
    (result.gateKeeps, result.resetsFirst) = (cell.gateKeeps, cell.resetsFirst)
    (result.terms, result.sum) = (cell.terms, cell.sum)
    result.peepholes = peepholes(of: cell)
    return result
  }

  private mutating func peepholes(of cell: RecurrentCell) -> [RecurrentCell.Peephole] {
    let gates = cell.parts.filter(\.role.isGate).map(\.node)
    return [RecurrentCell.Role.cellBefore, .cellState].compactMap { role in
      guard let memory = cell[role] else { return nil }
      let looking = gates.filter { reader.reads(of: $0).contains(memory) }
      return looking.isEmpty ? nil : RecurrentCell.Peephole(cell: memory, gates: looking)
    }
  }
}
