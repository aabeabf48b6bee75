import Autograd

/// Which quantity a heatmap shows.
extension HeatGrid {
  /// The weights of attention; else what is under the cursor; else states over time; else the
  /// largest matrix or family of vectors.
  ///
  /// - Returns: nil where the model has neither matrices nor families of vectors.
  init?(_ context: ViewContext) {
    if let attention = context.index.attention {
      self.init(attention, context)
    } else if let cursor = context.cursor, let grid = Self.grid(around: cursor, context) {
      self = grid
    } else if let grid = Self.largest(context) {
      self = grid
    } else {
      return nil
    }
  }

  private init(_ attention: Attention, _ context: ViewContext) {
    let graph = context.graph, first = attention.weights[0]
    let states = attention.states[first] ?? []
    let shape = graph[first].shape
    let columns = (0..<(shape.columns ?? shape.rowCount)).map { n in
      states.indices.contains(n) ? Self.title(of: states[n], context) : Title(name: "\(n + 1)")
    }
    self.context = context
    areParts = true
    columnTitles = columns
    let name = graph[first].isNamed ? graph[first].family : "softmax"
    guard shape.columns == nil else {
      layout = .matrix(first)
      rowTitles = columns.count == shape.rowCount ? columns : Self.numbered(shape.rowCount)
      headlines = [
        "\(name): how much each row looks at each column", "\(name): rows look at columns",
      ]
      return
    }
    layout = .vectors(attention.weights, areRows: true)
    headlines = [
      "\(name): how much each output (row) looks at each state (column)",
      "\(name): outputs (rows) look at states",
    ]
    rowTitles = attention.weights.map { node in
      let positions = context.index.positions(of: graph[node], in: graph)
      let token = context.token(writtenAt: positions)
      return Title(
        name: graph[node].isNamed ? graph[node].name : "\(positions.first ?? 1)",
        word: token.flatMap { context.tokenWord($0) })
    }
  }

  /// A state's name and the word that was read with it.
  private static func title(of node: NodeID, _ context: ViewContext) -> Title {
    let token = context.graph[node].isNamed ? context.token(readBy: node) : nil
    return Title(name: context.graph[node].label, word: token.flatMap { context.tokenWord($0) })
  }

  private static func numbered(_ count: Int) -> [Title] {
    (0..<count).map { Title(name: "\($0 + 1)") }
  }

  /// What the number under the cursor belongs to.
  private static func grid(around entry: Entry, _ context: ViewContext) -> HeatGrid? {
    let node = context.graph[entry.quantity.node]
    if node.shape.columns != nil { return matrix(node, context) }
    return context.index.families.first { $0.name == node.family }.flatMap {
      family($0, context)
    }
  }

  /// States over time, else all that has numbers in two directions; of these the largest.
  private static func largest(_ context: ViewContext) -> HeatGrid? {
    let families = context.index.families.filter { isShowable($0, context) }
    let count = { (family: GraphIndex.Family) in
      family.members.count * context.graph[family.members[0].node].shape.count
    }
    let states = families.filter { isRecurrent($0, context) }
    if let largest = states.max(by: { count($0) <= count($1) }) { return family(largest, context) }
    let vectors = families.filter { context.graph[$0.members[0].node].shape.count > 1 }
      .max { count($0) < count($1) }
    let matrix = context.index.named.map { context.graph[$0] }.filter { $0.shape.columns != nil }
      .max { $0.shape.count < $1.shape.count }
    guard let vectors, count(vectors) > matrix?.shape.count ?? 0 else {
      return matrix.flatMap { self.matrix($0, context) }
    }
    return family(vectors, context)
  }

  private static func isShowable(_ family: GraphIndex.Family, _ context: ViewContext) -> Bool {
    let first = context.graph[family.members[0].node]
    return family.members.count > 1 && !first.isToken && first.shape.columns == nil
      && family.members.allSatisfy { context.graph[$0.node].shape == first.shape }
  }

  /// Whether a member is computed of another one: states over time.
  private static func isRecurrent(_ family: GraphIndex.Family, _ context: ViewContext) -> Bool {
    guard family.members.count > 1, let last = family.members.last,
      let line = context.graph[last.node].line
    else { return false }
    let own = Set(family.members.map(\.node)).subtracting([last.node])
    return context.index.nodes[line].contains { node in
      context.graph[node].inputs.contains(where: own.contains)
    }
  }

  private static func matrix(_ node: Node, _ context: ViewContext) -> HeatGrid? {
    guard let rows = node.shape.rows, let columns = node.shape.columns, node.shape.count > 1 else {
      return nil
    }
    let kind = node.origin == .weight ? " weights" : ""
    return HeatGrid(
      context: context, layout: .matrix(node.id),
      headlines: ["\(node.name): \(rows)×\(columns)\(kind)"],
      rowTitles: (0..<rows).map {
        Title(name: "\($0 + 1)", word: context.word(row: $0, of: node.id))
      },
      columnTitles: (0..<columns).map {
        Title(name: "\($0 + 1)", word: context.word(column: $0, of: node.id))
      })
  }

  private static func family(
    _ family: GraphIndex.Family, _ context: ViewContext
  ) -> HeatGrid? {
    guard isShowable(family, context) else { return nil }
    let nodes = family.members.map { context.graph[$0.node] }
    if nodes[0].positions.count == 2, nodes[0].shape.isScalar { return pairs(family, context) }
    let range = "\(nodes[0].name) … \(nodes[nodes.count - 1].name)"
    return HeatGrid(
      context: context, layout: .vectors(nodes.map(\.id), areRows: false),
      headlines: [
        "\(family.name): a column for each of \(range), a row for each of its numbers",
        "\(family.name): columns are \(range)",
      ],
      rowTitles: (0..<nodes[0].shape.count).map {
        Title(name: "\($0 + 1)", word: context.word(row: $0, of: nodes[0].id))
      },
      columnTitles: nodes.map { title(of: $0.id, context) })
  }

  /// Scalars with two places: the first says the row, the second the column.
  private static func pairs(_ family: GraphIndex.Family, _ context: ViewContext) -> HeatGrid? {
    let rows = Set(family.members.compactMap(\.positions.first)).sorted()
    let columns = Set(family.members.compactMap(\.positions.last)).sorted()
    guard rows.count * columns.count <= 4 * family.members.count else { return nil }
    let nodes = Dictionary(
      family.members.map { ($0.positions, $0.node) }, uniquingKeysWith: { $1 })
    return HeatGrid(
      context: context,
      layout: .scalars(rows.map { row in columns.map { nodes[[row, $0]] } }),
      headlines: ["\(family.name)[row, column]"],
      rowTitles: rows.map { Title(name: "\($0)") },
      columnTitles: columns.map { Title(name: "\($0)") })
  }
}
