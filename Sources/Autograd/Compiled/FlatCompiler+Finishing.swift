extension FlatCompiler {
  /// - Parameters:
  ///   - backward: the first sweep that goes backward; so for the other two.
  mutating func finished(
    _ seeds: Int, _ shares: Int, _ backward: Int, _ update: Int, _ assignment: Int
  ) -> FlatProgram {
    let packs = end.roundedUp
    let numbers = packs + assembly.packs.size
    let scratch = (numbers + cells.numbers.count).roundedUp
    let (tables, packing) = assembly.finish { place in
      switch place {
      case ..<Region.scratch: place
      case ..<Region.packs: place - Region.scratch + scratch
      case ..<Region.cells: place - Region.packs + packs
      default: place - Region.cells + numbers
      }
    }
    let initial = cells.numbers.enumerated().map {
      (place: numbers + $0.offset, number: $0.element)
    }
    return FlatProgram(
      lanes: lanes, tables: tables, forward: 0..<packing + backward,
      backward: packing + backward..<packing + update,
      update: packing + update..<packing + assignment,
      assignment: packing + assignment..<tables.sweeps.count,
      firstShares: firstShares.map { $0 + packing }, values: values, gradients: gradients,
      passedBy: passedBy, isLaned: isLaned, seeds: seeds, shares: shares,
      initial: initial + leaves, end: scratch + assembly.scratch.size)
  }

  /// The numbers that leaves have in every example.
  private var leaves: [(place: Int, number: Double)] {
    graph.nodes.filter(\.isLeaf).flatMap { node in
      let lanes = isLaned[node.id.index] ? lanes : 1, start = values[node.id.index]
      return (0..<node.shape.count * lanes).map { n in
        (place: start + n, number: graph.initial[node.offset + n / lanes])
      }
    }
  }
}
