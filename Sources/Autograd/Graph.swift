/// Names a node of a graph.
public struct NodeID: Hashable, Comparable, Sendable {
  /// The node's place in ``Graph/nodes``.
  public var index: Int { Int(number) }
  /// Half as long as a place: there are many of these.
  private let number: Int32

  init(index: Int) { number = Int32(index) }

  /// Stands for a node that there will be.
  package static let placeholder = NodeID(index: -1)

  public static func < (a: Self, b: Self) -> Bool { a.index < b.index }
}

/// A computation: quantities, in the order they are computed.
///
/// No quantity of a graph is empty: a leaf without numbers is a programmer's error, and an op whose
/// output would be empty does not fit. So every sum has a term and every largest element exists.
///
/// A graph holds no results. It is built once, made into a ``Program``, and run as often as wanted:
///
/// ```swift
/// var graph = Graph()
/// let w = graph.weight("w", Matrix(0.5))
/// let x = graph.given("x", Matrix(2))
/// let y = try graph.apply(.multiply, w, x, named: "y")
/// let trace = graph.trace(root: y)
/// trace[.value(y)]      // 1
/// trace[.gradient(w)]   // 2
/// ```
public struct Graph: Sendable {
  /// The quantities; one is computed of those before it.
  public private(set) var nodes: [Node] = []
  /// The lines of the model, in order, for showing.
  public private(set) var lines: [Line] = []
  /// What the updates give the weights; all of them read the values from before.
  public private(set) var updates: [Update] = []
  /// The updates by their weights and, apart, by their results.
  private var updatesOfWeights: [NodeID: Update] = [:]
  private var updatesByResults: [NodeID: Update] = [:]
  /// What tokens stand for.
  private var spellings: [NodeID: [String]] = [:]
  /// Whether each share takes the place of those before it, in place of being added: a mistake that
  /// is made in many first engines, to be looked at.
  package var overwritesGradients = false
  /// The numbers of the leaves, each at its node's offset.
  private(set) var initial: [Double] = []
  /// What the ops' rules have become; a node knows its own by number.
  private(set) var compiled: [CompiledOp] = []
  private(set) var code = Code()
  private var numbers: [Use: Int] = [:]

  /// An empty graph.
  public init() {}

  /// An op on operands of certain shapes.
  private struct Use: Hashable {
    let op: Op
    let shapes: [Shape]
  }

  /// A quantity by its identifier.
  ///
  /// - Precondition: the graph has it.
  public subscript(id: NodeID) -> Node { nodes[id.index] }

  /// A line as its author wrote it, with what was said of it.
  public struct Line: Hashable, Sendable {
    public let text: String
    public let caption: String
  }

  /// A weight, or a state, and the node that holds its next value.
  public struct Update: Hashable, Sendable {
    public let weight: NodeID
    public let result: NodeID
  }
}

/// One quantity of a graph.
public struct Node: Sendable, Identifiable {
  /// What gives a quantity its numbers.
  public enum Origin: Hashable, Sendable {
    /// Data, from outside.
    case given
    /// Learned.
    case weight
    /// A number written in the model.
    case constant
    /// What is remembered from one update to the next, as an optimizer's velocities.
    case state
    /// An op on other quantities.
    case computed(Op, [NodeID])
    /// The gradient of another node, as updates read it.
    case gradient(of: NodeID)
  }

  /// When a node is computed.
  public enum Phase: Hashable, Sendable { case forward, update }

  public let id: NodeID
  /// Unique in its graph.
  public let name: String
  /// As it is shown: its name, or what its author wrote for it where it has none of its own, in
  /// parentheses unless it holds together without: `(w · x)`, `σ(z)`.
  public let label: String
  /// Whether the model names it; the others stand between two named ones.
  public let isNamed: Bool
  /// What gives it its numbers.
  public let origin: Origin
  public let shape: Shape
  /// When it is computed.
  public let phase: Phase
  /// The line of the model it belongs to, an index into ``Graph/lines``; nil for givens, weights and
  /// numbers inside a line.
  public let line: Int?
  /// Whether it is a token: a position, which has no gradient.
  public let isToken: Bool
  /// What the model says in place of its op, where the op is the stable form of that.
  public var detour: Detour? { stableFor.first?.detour }
  /// The detour and its rules; an array, for few nodes have one and there are many nodes.
  fileprivate let stableFor: [(detour: Detour, rules: Int)]
  /// Where its numbers lie among all values.
  let offset: Int
  /// Numbers of the op's rules, and the detour's, in ``Graph/compiled``.
  let rules: Int?
  var detourRules: Int? { stableFor.first?.rules }

  /// Whether its op stands for a composition that would lose digits or overflow.
  public var isStableForm: Bool {
    let forms = [Op.softmaxCrossEntropy, .bceWithLogits, .logSoftmax].map(\.name)
    return detour != nil || op.map { forms.contains($0.name) } ?? false
  }

  /// Whether its numbers are there from the start, for nothing computes them.
  public var isLeaf: Bool {
    switch origin {
    case .given, .weight, .constant, .state: true
    case .computed, .gradient: false
    }
  }

  /// Whether it may have a gradient: a token is a position, and nothing is learned from a state.
  public var hasGradient: Bool { !isToken && origin != .state }

  /// The op that computes it; nil for a leaf.
  public var op: Op? { if case .computed(let op, _) = origin { op } else { nil } }
  /// What its op reads, in order; empty for a leaf.
  public var inputs: [NodeID] { if case .computed(_, let inputs) = origin { inputs } else { [] } }
}

/// An op that a stable form stands in for, with the quantities it passes by.
///
/// The model says `p = softmax(z)`, then `cross_entropy(p, k)`; the node has the op
/// `softmax_cross_entropy` on z and k. What it passes by, p, still has a gradient to show, found with
/// the rule of the detour; but that does not flow on, for z gets its share from the stable form.
public struct Detour: Hashable, Sendable {
  public let op: Op
  public let inputs: [NodeID]

  public init(op: Op, inputs: [NodeID]) {
    self.op = op
    self.inputs = inputs
  }
}

// MARK: - Building

extension Graph {
  /// How many numbers the quantities have together.
  public var count: Int { initial.count }

  /// The numbers that a given, a weight or a constant was built with.
  public func numbers(of leaf: NodeID) -> Matrix {
    Matrix(
      self[leaf].shape,
      Array(initial[self[leaf].offset..<self[leaf].offset + self[leaf].shape.count]))
  }

  /// Adds data, which comes from outside.
  ///
  /// ```swift
  /// let x = graph.given("x", Matrix(vector: [1, 0]))
  /// ```
  ///
  /// - Parameters:
  ///   - name: unique in the graph.
  ///   - value: its numbers, where a run sets no others.
  ///   - isToken: whether the number is a position, counted from 0; it has no gradient.
  @discardableResult
  public mutating func given(
    _ name: String, _ value: Matrix, isToken: Bool = false
  ) -> NodeID {
    leaf(name, .given, value, isToken: isToken)
  }

  /// Adds a quantity that is learned.
  ///
  /// ```swift
  /// let w = graph.weight("w", Matrix(vector: [0.5, -1]))
  /// ```
  ///
  /// - Parameters:
  ///   - name: unique in the graph.
  ///   - value: its numbers at first.
  @discardableResult
  public mutating func weight(_ name: String, _ value: Matrix) -> NodeID {
    leaf(name, .weight, value)
  }

  /// What lasts from one update to the next; it has no gradient.
  @discardableResult
  public mutating func state(_ name: String, _ value: Matrix) -> NodeID {
    leaf(name, .state, value)
  }

  /// A number, vector or matrix written in the model.
  public mutating func constant(_ value: Matrix, label: String) -> NodeID {
    append(
      name: "\(label)#\(nodes.count)", label: label, isNamed: false, .constant, value.shape,
      .forward, numbers: value.elements)
  }

  /// A constant that the model names.
  public mutating func constant(_ value: Matrix, named name: String) -> NodeID {
    leaf(name, .constant, value)
  }

  /// The gradient of `node`, for updates to read.
  public mutating func gradient(of node: NodeID, label: String) -> NodeID {
    append(
      name: "\(label)#\(nodes.count)", label: label, isNamed: false, .gradient(of: node),
      self[node].shape, .update)
  }

  /// An op on nodes there are already.
  ///
  /// - Parameters:
  ///   - name: unique in the graph.
  ///   - label: how an unnamed quantity is shown, such as `(w · x)`; nil for a named one.
  ///   - phase: whether it belongs to the forward pass or to what happens behind the backward pass.
  ///   - detour: what the model says there, where `op` is its stable form.
  /// - Throws: ``ShapeError`` where the inputs' shapes do not fit the op.
  @discardableResult
  public mutating func apply(
    _ op: Op, _ inputs: [NodeID], named name: String, label: String? = nil,
    phase: Node.Phase = .forward, inPlaceOf detour: Detour? = nil
  ) throws(ShapeError) -> NodeID {
    let rules = try compile(op, inputs)
    var stableFor: (detour: Detour, rules: Int)?
    if let detour {
      let own = try compile(detour.op, detour.inputs)
      guard compiled[rules].shape == compiled[own].shape else {
        throw ShapeError(op: detour.op.name, shapes: detour.inputs.map { self[$0].shape })
      }
      stableFor = (detour, own)
    }
    return append(
      name: name, label: label ?? name, isNamed: label == nil, .computed(op, inputs),
      compiled[rules].shape, phase, isToken: yieldsToken(op, inputs), rules: rules,
      stableFor: stableFor)
  }

  /// Computes a quantity by another op of the same operands, as to try out another rule.
  ///
  /// - Precondition: it is computed.
  /// - Throws: ``ShapeError`` where one of the op's rules does not fit the operands, or would give
  ///   the quantity another shape.
  package mutating func replace(opOf id: NodeID, by op: Op) throws(ShapeError) {
    let node = self[id], shapes = node.inputs.map { self[$0].shape }
    precondition(!node.isLeaf && node.op != nil, "\(node.name) is computed by an op")
    guard op.fits(shapes), try op.shape(of: shapes) == node.shape else {
      throw ShapeError(op: op.name, shapes: shapes)
    }
    nodes[id.index] = Node(
      id: id, name: node.name, label: node.label, isNamed: node.isNamed,
      origin: .computed(op, node.inputs), shape: node.shape, phase: node.phase, line: node.line,
      isToken: node.isToken, stableFor: node.stableFor, offset: node.offset,
      rules: try compile(op, node.inputs))
  }

  /// The shape an op's output has for these inputs, before there is any.
  public mutating func shape(of op: Op, _ inputs: [NodeID]) throws(ShapeError) -> Shape {
    compiled[try compile(op, inputs)].shape
  }

  /// The number of an op's rules for these inputs, which are compiled the first time they are used.
  private mutating func compile(_ op: Op, _ inputs: [NodeID]) throws(ShapeError) -> Int {
    let use = Use(op: op, shapes: inputs.map { self[$0].shape })
    if let known = numbers[use] { return known }
    compiled.append(try code.compile(op, use.shapes))
    numbers[use] = compiled.count - 1
    return compiled.count - 1
  }

  /// A token stays one where an op only passes it on.
  private func yieldsToken(_ op: Op, _ inputs: [NodeID]) -> Bool {
    if case .element(.input(let n), _, _) = op.forward { return self[inputs[n]].isToken }
    return op.yieldsToken
  }

  /// An op on nodes there are already.
  ///
  /// ```swift
  /// let s = try graph.apply(.dot, w, x, named: "s")
  /// ```
  ///
  /// - Parameter name: unique in the graph.
  /// - Throws: ``ShapeError`` where the inputs' shapes do not fit the op.
  @discardableResult
  public mutating func apply(
    _ op: Op, _ inputs: NodeID..., named name: String
  ) throws(ShapeError) -> NodeID {
    try apply(op, inputs, named: name)
  }

  /// Says what a token's numbers stand for: words or letters, from 0.
  public mutating func spell(_ token: NodeID, as words: [String]) { spellings[token] = words }

  /// The word a token's number stands for, in quotes; nil where there is none.
  public func spelling(of token: NodeID, _ number: Double) -> String? {
    guard let words = spellings[token], let place = Int(exactly: number),
      words.indices.contains(place)
    else { return nil }
    return "“\(words[place])”"
  }

  /// What is applied from here on belongs to a new line of the model.
  public mutating func beginLine(_ text: String, caption: String = "") {
    lines.append(Line(text: text, caption: caption))
  }

  /// When training, `weight`, which may be a state too, becomes `result`.
  public mutating func update(_ weight: NodeID, to result: NodeID) {
    precondition(self[weight].shape == self[result].shape, "an update keeps the shape")
    let update = Update(weight: weight, result: result)
    updates.append(update)
    updatesOfWeights[weight] = updatesOfWeights[weight] ?? update
    updatesByResults[result] = updatesByResults[result] ?? update
  }

  /// The weight that becomes `result`; nil where the node is no result of an update.
  public func weight(updatedBy result: NodeID) -> NodeID? { updatesByResults[result]?.weight }

  /// What `weight` becomes; nil where no update names it.
  public func update(of weight: NodeID) -> NodeID? { updatesOfWeights[weight]?.result }

  /// Whether a node is what a line gives a value to: a named quantity, or a weight's next value.
  func isNamed(_ node: NodeID) -> Bool { self[node].isNamed || weight(updatedBy: node) != nil }

  private mutating func leaf(
    _ name: String, _ origin: Node.Origin, _ value: Matrix, isToken: Bool = false
  ) -> NodeID {
    append(
      name: name, label: name, isNamed: true, origin, value.shape, .forward, isToken: isToken,
      numbers: value.elements)
  }

  private mutating func append(
    name: String, label: String, isNamed: Bool, _ origin: Node.Origin, _ shape: Shape,
    _ phase: Node.Phase, isToken: Bool = false, rules: Int? = nil,
    stableFor: (detour: Detour, rules: Int)? = nil, numbers: [Double]? = nil
  ) -> NodeID {
    precondition(shape.count > 0, "no quantity is empty")
    let id = NodeID(index: nodes.count)
    // A constant with a name, such as `h[0] = zeros(n)`, is an equation too.
    let isEquation = rules != nil || (origin == .constant && isNamed)
    nodes.append(
      Node(
        id: id, name: name, label: label, isNamed: isNamed, origin: origin, shape: shape,
        phase: phase, line: isEquation && !lines.isEmpty ? lines.count - 1 : nil,
        isToken: isToken, stableFor: stableFor.map { [$0] } ?? [], offset: initial.count,
        rules: rules))
    if let numbers {
      initial += numbers
    } else {
      initial.append(contentsOf: repeatElement(0, count: shape.count))
    }
    return id
  }
}
