import Autograd

/// Weights that a softmax makes and that states are added up with: `Σ a[t][i] h[i]`, `Kᵀ a[t]` or
/// `A V`. Found by what is done with them, whatever they are called.
struct Attention: Hashable, Sendable {
  /// The vectors of weights, one for each output, or one matrix with a row for each.
  private(set) var weights: [NodeID] = []
  /// The states that a vector's or a row's elements weigh, in order, where they can be told apart.
  private(set) var states: [NodeID: [NodeID]] = [:]

  /// - Returns: nil where the model looks at nothing so.
  init?(_ graph: Graph) {
    let isWeights = graph.nodes.map { node in
      node.phase == .forward && node.shape.count > 1 && node.op?.name == "softmax"
    }
    guard isWeights.contains(true) else { return nil }
    for node in graph.nodes where node.phase == .forward && node.inputs.count == 2 {
      switch node.op?.name {
      case "multiply": noteTerm(node, in: graph, isWeights)
      case "matmul": noteProduct(node, in: graph, isWeights)
      default: break
      }
    }
    if weights.isEmpty { return nil }
    // Of several heads the first: their matrices are shown one at a time.
    if graph[weights[0]].shape.columns != nil { weights = [weights[0]] }
    let shape = graph[weights[0]].shape
    weights.removeAll { graph[$0].shape != shape }
  }

  /// `a[t][i] h[i]`: an element of the weights times a state.
  private mutating func noteTerm(_ node: Node, in graph: Graph, _ isWeights: [Bool]) {
    for (factor, state) in [(0, 1), (1, 0)] {
      let element = graph[node.inputs[factor]], state = node.inputs[state]
      guard element.op?.name == "element", let source = element.inputs.first,
        isWeights[source.index], graph[state].op != nil
      else { continue }
      note(source)
      states[source, default: []].append(state)
    }
  }

  /// `Kᵀ a[t]` with a vector of weights, `A V` with a matrix of them.
  private mutating func noteProduct(_ node: Node, in graph: Graph, _ isWeights: [Bool]) {
    let (a, b) = (node.inputs[0], node.inputs[1])
    if isWeights[b.index], graph[b].shape.columns == nil, graph[a].origin != .weight {
      note(b)
      states[b] = Self.rows(of: a, in: graph)
    } else if isWeights[a.index], graph[a].shape.columns != nil {
      note(a)
      states[a] = Self.rows(of: b, in: graph)
    }
  }

  private mutating func note(_ node: NodeID) {
    guard states[node] == nil else { return }
    weights.append(node)
    states[node] = []
  }

  /// The vectors that a matrix, or what it is the transpose of, is stacked of.
  private static func rows(of matrix: NodeID, in graph: Graph) -> [NodeID] {
    let node = graph[matrix]
    switch node.op?.name {
    case "stack": return node.inputs
    case "transpose": return rows(of: node.inputs[0], in: graph)
    default: return []
    }
  }
}

extension ViewContext {
  /// The token that a quantity of a loop is about: one it is computed of, from the same place.
  func token(readBy node: NodeID) -> NodeID? {
    let positions = index.positions(of: graph[node], in: graph)
    var waiting = [node], next = 0
    guard !positions.isEmpty else { return nil }
    // The nearest first: through attention a state may be reached that was read elsewhere.
    while next < waiting.count {
      let node = graph[waiting[next]]
      if node.isToken { return node.id }
      waiting += node.inputs.filter { input in
        !waiting.contains(input)
          && index.positions(of: graph[input], in: graph) == positions
      }
      next += 1
    }
    return nil
  }

  /// The token that is written from the same place of a loop: the right one, else the one said.
  func token(writtenAt positions: [Int]) -> NodeID? {
    positions.isEmpty ? nil : index.words.written[positions]
  }
}
