import Autograd

/// Which words the rows and columns of quantities stand for, found from the tokens beside them.
///
/// `cross_entropy(p, out)` says that the elements of p are the words of out, `embed(E, in)` that the
/// rows of E are those of in; sums, products and activations hand this on.
struct WordIndex: Sendable {
  /// For a quantity, the token whose words its rows stand for; likewise for its columns.
  private(set) var rows: [NodeID: NodeID] = [:]
  private(set) var columns: [NodeID: NodeID] = [:]
  /// For probabilities, the token that they should foretell; likewise for the numbers before a
  /// softmax.
  private(set) var targets: [NodeID: NodeID] = [:]
  /// For each of those tokens the loss it is judged by.
  private(set) var losses: [NodeID: NodeID] = [:]
  /// The tokens that the model reads, each with what reads it first: it takes a row of a matrix, or
  /// makes a vector.
  private(set) var readers: [NodeID: NodeID] = [:]

  /// For each place of a loop the token that is written there: the right one, else the one chosen.
  private(set) var written: [[Int]: NodeID] = [:]

  init(_ graph: Graph) {
    let nodes = graph.nodes.filter { $0.phase == .forward && $0.op != nil }
    guard graph.nodes.contains(where: \.isToken) else { return }
    for node in nodes { relate(node, in: graph) }
    for node in nodes.reversed() { relate(node, in: graph) }
    for node in nodes { relate(node, in: graph) }
    let chosen = nodes.filter(\.isToken).map(\.id)
    for token in chosen + losses.keys.sorted() { written[graph[token].positions] = token }
  }

  private mutating func relate(_ node: Node, in graph: Graph) {
    if let op = node.op { relate(node, op, node.inputs, in: graph) }
    if let detour = node.detour { relate(node, detour.op, detour.inputs, in: graph) }
  }

  private mutating func relate(_ node: Node, _ op: Op, _ inputs: [NodeID], in graph: Graph) {
    switch op.name {
    case "cross_entropy", "softmax_cross_entropy":
      rows[inputs[0]] = inputs[1]
      targets[inputs[0]] = inputs[1]
      losses[inputs[1]] = losses[inputs[1]] ?? node.id
    case "embed":
      rows[inputs[0]] = inputs[1]
      readers[inputs[1]] = readers[inputs[1]] ?? node.id
    case "onehot":
      rows[node.id] = inputs[0]
      readers[inputs[0]] = readers[inputs[0]] ?? node.id
    case "argmax", "sample": join(&rows, node.id, inputs[0])
    case "dot": join(&rows, inputs[0], inputs[1])
    case "matmul": relateProduct(node.id, inputs[0], inputs[1])
    default: relateElements(node, inputs, in: graph)
    }
  }

  private mutating func relateProduct(_ product: NodeID, _ a: NodeID, _ b: NodeID) {
    join(&rows, product, a)
    join(&columns, product, b)
    if columns[a] == nil, let word = rows[b] { columns[a] = word }
    if rows[b] == nil, let word = columns[a] { rows[b] = word }
  }

  /// An op that works element by element leaves every element in its place.
  private mutating func relateElements(_ node: Node, _ inputs: [NodeID], in graph: Graph) {
    for input in inputs where graph[input].shape == node.shape && !node.shape.isScalar {
      join(&rows, node.id, input)
      join(&columns, node.id, input)
    }
  }

  private func join(_ words: inout [NodeID: NodeID], _ a: NodeID, _ b: NodeID) {
    if words[a] == nil { words[a] = words[b] }
    if words[b] == nil { words[b] = words[a] }
  }
}

extension Graph {
  /// A word of a token, without quotes, so that it can be seen: a space as an open box.
  func word(_ number: Double, of token: NodeID) -> String? {
    guard let spelled = spelling(of: token, number) else { return nil }
    let word = String(spelled.dropFirst().dropLast())
    return word.allSatisfy(\.isWhitespace) ? "␣" : word
  }
}

extension ViewContext {
  /// A word as it stands on the stage; in ASCII a space is a line at the foot of its cell.
  private func shown(_ word: String?) -> String? {
    word.map { glyphs.isASCII && $0 == "␣" ? "_" : glyphs.text($0) }
  }

  /// The word that a row of a quantity stands for, counted from 0.
  func word(row: Int, of node: NodeID) -> String? {
    shown(index.words.rows[node].flatMap { graph.word(Double(row), of: $0) })
  }

  /// The word that a column of a quantity stands for, counted from 0.
  func word(column: Int, of node: NodeID) -> String? {
    shown(index.words.columns[node].flatMap { graph.word(Double(column), of: $0) })
  }

  /// What a token says now; nil where it is not computed yet or has no words.
  func tokenWord(_ token: NodeID) -> String? {
    guard let number = reading(Entry(.value(token))) else { return nil }
    return shown(graph.word(number, of: token)) ?? word(row: Int(number), of: token)
  }
}
