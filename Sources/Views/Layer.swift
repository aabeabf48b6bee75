import Autograd

/// Neurons side by side, found in the graph: a weighted sum of inputs, what is added to it, and
/// the activation behind it.
struct Layer: Hashable {
  /// One weighted part of the sum: `W x`, `w · x`, or `w x` of two scalars.
  struct Product: Hashable {
    let node: NodeID
    let weight: NodeID
    let input: NodeID
  }

  var products: [Product]
  /// What else is added: the bias.
  var biases: [NodeID]
  let sum: NodeID
  let activation: NodeID?

  var output: NodeID { activation ?? sum }
}

extension Layer.Product {
  func inputs(in graph: Graph) -> [Entry] { graph.entries(of: .value(input)) }

  /// The weight on the edge from an input to neuron `row`.
  func weight(row: Int, term: Int, in graph: Graph) -> Entry {
    graph[weight].shape.columns == nil
      ? Entry(.value(weight), row: term) : Entry(.value(weight), row: row, column: term)
  }

  init?(_ node: Node, in graph: Graph) {
    guard node.phase == .forward, node.inputs.count == 2, let op = node.op else { return nil }
    let (a, b) = (graph[node.inputs[0]], graph[node.inputs[1]])
    let isSwapped = a.origin != .weight && op.name != "matmul"
    let (weight, input) = isSwapped ? (b, a) : (a, b)
    guard weight.origin == .weight, input.isSignal else { return nil }
    switch op.name {
    case "dot": break
    case "multiply" where weight.shape.isScalar && input.shape.isScalar: break
    case "matmul" where input.shape.columns == nil && weight.shape.columns != nil: break
    default: return nil
    }
    guard op.name != "dot" || weight.shape.columns == nil else { return nil }
    self.init(node: node.id, weight: weight.id, input: input.id)
  }
}

extension Node {
  fileprivate var isSignal: Bool {
    switch origin {
    case .given, .computed: true
    case .weight, .constant, .state, .gradient: false
    }
  }
}

extension Graph {
  /// The layers of the model, in the order they are computed.
  var layers: [Layer] {
    var layers: [Layer] = []
    var partial: Set<NodeID> = []
    let users = users
    for node in nodes {
      guard let product = Layer.Product(node, in: self) else { continue }
      let sums = sums(above: node.id, users), sum = sums.last ?? node.id
      partial.formUnion(sums)
      if let n = layers.firstIndex(where: { $0.sum == sum }) {
        layers[n].products.append(product)
      } else {
        layers.append(
          Layer(products: [product], biases: [], sum: sum, activation: activation(of: sum, users)))
      }
    }
    for n in layers.indices {
      layers[n].biases = summands(of: layers[n].sum, through: partial).filter { id in
        !layers[n].products.contains { $0.node == id }
      }
    }
    return layers
  }

  /// Follows additions from a product to the whole sum, which comes last.
  ///
  /// A sum that is added to itself is no part of a larger one: its weights count twice there.
  private func sums(above product: NodeID, _ users: [[NodeID]]) -> [NodeID] {
    var sums: [NodeID] = [], node = product
    while let user = onlyUser(of: node, users), user.op?.name == "add",
      user.shape == self[node].shape
    {
      sums.append(user.id)
      node = user.id
    }
    return sums
  }

  /// For each node those that read it, as often as they do.
  private var users: [[NodeID]] {
    var users: [[NodeID]] = Array(repeating: [], count: nodes.count)
    for node in nodes where node.phase == .forward {
      for input in node.inputs { users[input.index].append(node.id) }
    }
    return users
  }

  /// What reads a node, where that is one operand of one node.
  private func onlyUser(of node: NodeID, _ users: [[NodeID]]) -> Node? {
    let users = users[node.index]
    return users.count == 1 ? self[users[0]] : nil
  }

  /// The parts of a sum. One with a name is a part as a whole, unless a product is added `through`
  /// it: written out, sums of sums would double with every line.
  private func summands(of sum: NodeID, through partial: Set<NodeID>) -> [NodeID] {
    let isWhole = self[sum].isNamed && !partial.contains(sum)
    guard self[sum].op?.name == "add", !isWhole else { return [sum] }
    return self[sum].inputs.flatMap { summands(of: $0, through: partial) }
  }

  private func activation(of sum: NodeID, _ users: [[NodeID]]) -> NodeID? {
    users[sum.index].first { self[$0].op?.isActivation == true }
  }

  /// Whether each layer after the first reads the one before it.
  func isChain(_ layers: [Layer]) -> Bool {
    zip(layers, layers.dropFirst()).allSatisfy { before, after in
      after.products.contains { $0.input == before.output }
    }
  }

  /// The named quantities around the layers: targets, error, loss.
  func surroundings(of layers: [Layer]) -> [NodeID] {
    let inside = Set(
      layers.flatMap { [$0.sum, $0.output] + $0.biases + $0.products.map(\.input) })
    return nodes.filter { node in
      guard node.isNamed, node.phase == .forward, !inside.contains(node.id) else { return false }
      return node.origin == .given || node.op != nil
    }.map(\.id)
  }
}

extension Op {
  /// Whether neurons have it behind their sum.
  var isActivation: Bool { ["step", "sign", "sigmoid", "tanh", "relu"].contains(name) }

  /// As it is written on an arrow.
  var sign: String { name == "sigmoid" ? "σ" : name }
}
