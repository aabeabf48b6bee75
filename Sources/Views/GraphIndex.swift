import Autograd
import Screen

/// What views look up in a graph again and again, found once: a model unrolled over time has
/// thousands of quantities, and a key must not wait for a walk through all of them.
///
/// An object, though it never changes: it is handed on with every copy of a context.
package final class GraphIndex: Sendable {
  /// For each line of the model the quantity it defines: the one it names, or a weight's next
  /// value.
  let definitions: [NodeID?]
  /// For each line of the model the quantities it computes.
  let nodes: [[NodeID]]
  let givens: [NodeID]
  let weights: [NodeID]
  /// What optimizers remember.
  let states: [NodeID]
  /// What the model names, in order.
  let named: [NodeID]
  /// The place of each of those in ``named``.
  let places: [NodeID: Int]
  /// Named quantities, givens among them, that differ only in their places: `h[0]`, `h[1]`, … A
  /// quantity without places is a family of one.
  package let families: [Family]
  /// What loops made: columns of the same quantities.
  let unrolling: Unrolling
  /// The recurrent cells, in the order they are computed.
  let cells: [RecurrentCell]
  /// The place in ``cells`` of what computes a quantity.
  let cellOf: [NodeID: Int]
  /// What rows and columns stand for, where that is words.
  let words: WordIndex
  /// Which states the model looks at, and with what weights.
  let attention: Attention?
  /// For each quantity of the forward pass those that are computed of it.
  let users: [[NodeID]]
  /// What is computed at the same places of loops, by these; in the order it is computed.
  let groups: [[Int]: [NodeID]]
  /// The widest line, and the widest of what was said of one.
  let widestText: String
  let widestCaption: String

  package init(_ graph: Graph) {
    var definitions: [NodeID?] = Array(repeating: nil, count: graph.lines.count)
    var nodes: [[NodeID]] = Array(repeating: [], count: graph.lines.count)
    for node in graph.nodes {
      guard let line = node.line else { continue }
      nodes[line].append(node.id)
      if node.isNamed, definitions[line] == nil { definitions[line] = node.id }
    }
    for update in graph.updates {
      guard let line = graph[update.result].line, definitions[line] == nil else { continue }
      definitions[line] = update.result
    }
    self.definitions = definitions
    self.nodes = nodes
    givens = graph.nodes.filter { $0.origin == .given }.map(\.id)
    weights = graph.nodes.filter { $0.origin == .weight }.map(\.id)
    states = graph.nodes.filter { $0.origin == .state }.map(\.id)
    named = graph.nodes.filter { $0.isNamed && $0.phase == .forward }.map(\.id)
    places = Dictionary(uniqueKeysWithValues: named.enumerated().map { ($1, $0) })
    let families = Self.families(of: graph)
    self.families = families
    unrolling = Unrolling(graph, families)
    var finder = CellFinder(graph, unrolling)
    cells = finder.cells()
    cellOf = Dictionary(
      cells.enumerated().flatMap { n, cell in cell.computed.map { ($0, n) } }
    ) { first, _ in first }
    words = WordIndex(graph)
    attention = Attention(graph)
    users = Self.users(in: graph)
    groups = Self.groups(of: graph, definitions)
    widestText = Self.widest(graph.lines.map(\.text))
    widestCaption = Self.widest(graph.lines.map(\.caption))
  }

  /// Quantities with one name, in the order the model computes them.
  package struct Family: Hashable, Sendable {
    package let name: String
    package fileprivate(set) var members: [Member] = []

    package struct Member: Hashable, Sendable {
      package let positions: [Int]
      package let node: NodeID
    }
  }

  private static func families(of graph: Graph) -> [Family] {
    var families: [Family] = [], places: [String: Int] = [:]
    for node in graph.nodes where node.phase == .forward && (node.isNamed || node.origin == .given)
    {
      let name = node.family, place = places[name] ?? families.count
      if place == families.count {
        families.append(Family(name: name))
        places[name] = place
      }
      families[place].members.append(.init(positions: node.positions, node: node.id))
    }
    return families
  }

  private static func users(in graph: Graph) -> [[NodeID]] {
    var users: [[NodeID]] = Array(repeating: [], count: graph.nodes.count)
    for node in graph.nodes where node.phase == .forward {
      for input in node.inputs where users[input.index].last != node.id {
        users[input.index].append(node.id)
      }
    }
    return users
  }

  private static func groups(
    of graph: Graph, _ definitions: [NodeID?]
  ) -> [[Int]: [NodeID]] {
    var groups: [[Int]: [NodeID]] = [:]
    for node in graph.nodes where node.phase == .forward && node.op != nil {
      groups[positions(of: node, in: graph, definitions), default: []].append(node.id)
    }
    return groups
  }

  /// The places that loops had reached when a node was computed: its own, or those of the line it
  /// belongs to.
  package func positions(of node: Node, in graph: Graph) -> [Int] {
    Self.positions(of: node, in: graph, definitions)
  }

  static func positions(of node: Node, in graph: Graph, _ definitions: [NodeID?]) -> [Int] {
    guard !node.isNamed, let line = node.line, let definition = definitions[line] else {
      return node.positions
    }
    return graph[definition].positions
  }

  private static func widest(_ texts: [String]) -> String {
    texts.map { ($0, TextWidth.of($0)) }.max { $0.1 < $1.1 }?.0 ?? ""
  }
}

/// The stretch of a long list that a view lays out: what can be seen, around what must be.
func stretch(of count: Int, around focus: Int?, reach: Int) -> Range<Int> {
  let focus = min(max(0, focus ?? 0), max(0, count - 1))
  return max(0, focus - reach)..<min(count, focus + reach + 1)
}
