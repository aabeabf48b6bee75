import Autograd

/// Finds the bands of a graph.
struct UnrollingBuilder {
  private let graph: Graph
  private let families: [GraphIndex.Family]
  /// For each node the family it belongs to, where that has places.
  private var familyOf: [NodeID: Int] = [:]
  private var columnOf: [NodeID: Int] = [:]
  /// What each member reads.
  private var reads: [NodeID: [NodeID]] = [:]
  private var ties: [Pair: Tie] = [:]

  /// A family that reads another.
  private struct Pair: Hashable {
    let reader: Int
    let source: Int
  }

  /// How far apart members are that read each other.
  private struct Tie {
    /// The distances, the same for every reader so far.
    var distances: Set<Int>
    var isEven = true
    var count = 1
  }

  init(_ graph: Graph, _ all: [GraphIndex.Family]) {
    self.graph = graph
    families = all.compactMap { family in
      let isLearned = family.members.contains { graph[$0.node].origin == .weight }
      let hasPlaces = family.members.allSatisfy { !$0.positions.isEmpty }
      return hasPlaces && !isLearned ? family : nil
    }
    for (n, family) in families.enumerated() {
      for member in family.members {
        familyOf[member.node] = n
        columnOf[member.node] = member.positions[0]
      }
    }
    var reader = NamedReads(graph)
    for family in families {
      for member in family.members { reads[member.node] = reader.reads(of: member.node) }
    }
    findTies()
  }

  private mutating func findTies() {
    for (n, family) in families.enumerated() {
      for member in family.members where isStep(member.node) {
        for (source, distances) in distances(of: member.node) {
          let pair = Pair(reader: n, source: source)
          guard var tie = ties[pair] else {
            ties[pair] = Tie(distances: distances)
            continue
          }
          tie.isEven = tie.isEven && tie.distances == distances
          tie.count += 1
          ties[pair] = tie
        }
      }
    }
  }

  /// Whether a member is computed as its family is, not set before the loop begins.
  private func isStep(_ node: NodeID) -> Bool {
    graph[node].op.map { $0.name != Op.copy.name } ?? false
  }

  /// For each family that a member reads, how many columns back.
  private func distances(of member: NodeID) -> [Int: Set<Int>] {
    var distances: [Int: Set<Int>] = [:]
    for source in reads[member, default: []] {
      guard let family = familyOf[source], let there = columnOf[source],
        let here = columnOf[member]
      else { continue }
      distances[family, default: []].insert(here - there)
    }
    return distances
  }

  // MARK: Bands

  func bands() -> [Unrolling.Band] {
    let groups = groups()
    var bandOf: [Int: Int] = [:]
    for (b, group) in groups.enumerated() {
      for family in group { bandOf[family] = b }
    }
    return groups.map { band($0, bandOf) }
  }

  /// Families that belong together, each group in the order one column computes it.
  private func groups() -> [[Int]] {
    var group = Array(families.indices)
    for (pair, tie) in ties where isWithin(pair, tie) && group[pair.reader] != group[pair.source] {
      let (old, new) = (group[pair.source], group[pair.reader])
      for n in group.indices where group[n] == old { group[n] = new }
    }
    let parts = Dictionary(grouping: families.indices) { group[$0] }.values
    let isData = { (part: [Int]) in part.allSatisfy(isGiven) }
    var bands = parts.filter { !isData($0) }.sorted { first(of: $0) < first(of: $1) }
    // Data that only the loss reads stands in the columns it is data of.
    for part in parts.filter(isData).sorted(by: { $0[0] < $1[0] }) {
      let places = columns(of: part)
      if let n = bands.lastIndex(where: { places.isSubset(of: columns(of: $0)) }) {
        bands[n] += part
      } else {
        bands.append(part)
      }
    }
    return bands.map(ordered)
  }

  private func columns(of group: [Int]) -> Set<Int> {
    Set(group.flatMap { families[$0].members.compactMap { columnOf[$0.node] } })
  }

  private func isWithin(_ pair: Pair, _ tie: Tie) -> Bool {
    // Data that only some columns read is theirs all the same.
    if isGiven(pair.source) { return tie.isEven }
    let steps = families[pair.reader].members.count { isStep($0.node) }
    return tie.isEven && tie.count * 2 > steps
  }

  private func isGiven(_ family: Int) -> Bool {
    families[family].members.allSatisfy { graph[$0.node].origin == .given }
  }

  private func first(of group: [Int]) -> NodeID {
    let computed = group.filter { !isGiven($0) }
    return (computed.isEmpty ? group : computed).compactMap { families[$0].members.first?.node }
      .min() ?? .placeholder
  }

  /// What is given stands above what reads it first.
  private func ordered(_ group: [Int]) -> [Int] {
    let last = group.map(representative).max() ?? .placeholder
    let keys = group.map { family -> (NodeID, Int) in
      guard isGiven(family) else { return (representative(of: family), 1) }
      let readers = group.filter { ties[Pair(reader: $0, source: family)] != nil }
      return (readers.map(representative).min() ?? last, 0)
    }
    return zip(group, keys).sorted { ($0.1.0, $0.1.1, $0.0) < ($1.1.0, $1.1.1, $1.0) }.map(\.0)
  }

  /// A member as the loop computes it.
  private func representative(of family: Int) -> NodeID {
    let members = families[family].members
    return (members.last { isStep($0.node) } ?? members.last)?.node ?? .placeholder
  }

  private func band(_ group: [Int], _ bandOf: [Int: Int]) -> Unrolling.Band {
    let members = group.flatMap { families[$0].members.map(\.node) }
    return Unrolling.Band(
      columns: Set(members.compactMap { columnOf[$0] }).sorted(),
      rows: group.map { row($0, in: group) },
      weights: shared(by: members), links: links(into: group, bandOf),
      // What is given is there from the start: no column is reached with it.
      members: members.filter { !graph[$0].isLeaf }.sorted())
  }

  private func row(_ family: Int, in group: [Int]) -> Unrolling.Row {
    let cells = Dictionary(grouping: families[family].members.map(\.node)) { columnOf[$0] ?? 0 }
    let lengths = cells.values.map { $0.reduce(0) { $0 + graph[$1].shape.count } }
    return Unrolling.Row(
      name: families[family].name, cells: cells, carry: carry(of: family, in: group),
      isGiven: isGiven(family), length: lengths.max() ?? 1)
  }

  /// The weights that more than one column reads, in the order of the model.
  private func shared(by members: [NodeID]) -> [NodeID] {
    var columns: [NodeID: Set<Int>] = [:]
    for member in members {
      for source in reads[member, default: []] where graph[source].origin == .weight {
        columns[source, default: []].insert(columnOf[member] ?? 0)
      }
    }
    return columns.filter { $0.value.count > 1 }.keys.sorted()
  }

  // MARK: What is carried

  private func carry(of family: Int, in group: [Int]) -> Unrolling.Carry? {
    let readers = group.filter { ties[Pair(reader: $0, source: family)] != nil }
    let distances = readers.filter { reaches($0, family, in: group) }.compactMap {
      ties[Pair(reader: $0, source: family)]?.distances.filter { $0 != 0 }.min { abs($0) < abs($1) }
    }
    return distances.min { abs($0) < abs($1) }.map { distance in
      let columns = readers.flatMap { families[$0].members }.filter { member in
        isStep(member.node) && self.distances(of: member.node)[family]?.contains(distance) == true
      }
      return Unrolling.Carry(
        distance: distance, readers: Set(columns.compactMap { columnOf[$0.node] }))
    }
  }

  /// Whether `target` depends on `start`, in whichever column.
  private func reaches(_ start: Int, _ target: Int, in group: [Int]) -> Bool {
    var seen: Set<Int> = [start], open = [start]
    while let next = open.popLast() {
      if next == target { return true }
      for reader in group where ties[Pair(reader: reader, source: next)] != nil {
        if seen.insert(reader).inserted { open.append(reader) }
      }
    }
    return false
  }

  // MARK: What comes in

  private func links(into group: [Int], _ bandOf: [Int: Int]) -> [Unrolling.Link] {
    let own = group.first.flatMap { bandOf[$0] }
    var links: [Unrolling.Link] = []
    for family in group {
      var readers: [String: [NodeID]] = [:], sources: [String: Set<NodeID>] = [:]
      var order: [String] = []
      for member in families[family].members.map(\.node) {
        for source in reads[member, default: []] where isOutside(source, own, bandOf) {
          let name = graph[source].family
          if sources[name] == nil { order.append(name) }
          sources[name, default: []].insert(source)
          readers[name, default: []].append(member)
        }
      }
      for name in order {
        add(name, sources[name, default: []], Set(readers[name, default: []]).sorted(), to: &links)
      }
    }
    return links
  }

  private func isOutside(_ source: NodeID, _ own: Int?, _ bandOf: [Int: Int]) -> Bool {
    guard graph[source].isNamed, graph[source].origin != .weight else { return false }
    return familyOf[source].map { bandOf[$0] != own } ?? (graph[source].op != nil)
  }

  /// `h[3]` to `s[0]`, or, where there are many, `h` to `e, d`.
  private func add(
    _ name: String, _ sources: Set<NodeID>, _ readers: [NodeID], to links: inout [Unrolling.Link]
  ) {
    guard let source = sources.first, let reader = readers.first else { return }
    guard sources.count > 1 || readers.count > 1 else {
      let link = Unrolling.Link(
        source: graph[source].label, target: graph[reader].label, readers: readers)
      return links.append(link)
    }
    let family = graph[reader].family
    guard let n = links.firstIndex(where: { $0.source == name }) else {
      return links.append(Unrolling.Link(source: name, target: family, readers: readers))
    }
    links[n] = Unrolling.Link(
      source: name, target: links[n].target + ", " + family, readers: links[n].readers + readers)
  }
}
