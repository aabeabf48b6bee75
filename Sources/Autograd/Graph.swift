/// Names a node of a graph.
public struct NodeID: Hashable, Comparable, Sendable {
  /// The node's place in ``Graph/nodes``.
  public let index: Int

  /// Stands for a node that there will be.
  package static let placeholder = NodeID(index: -1)

  public static func < (a: Self, b: Self) -> Bool { a.index < b.index }
}

/// A computation: quantities, in the order they are computed.
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
  public private(set) var nodes: [Node] = []
  /// The lines of the model, in order, for showing.
  public private(set) var lines: [Line] = []
  /// What the updates give the weights; all of them read the values from before.
  public private(set) var updates: [Update] = []
  /// The numbers of the leaves, each at its node's offset.
  private(set) var initial: [Double] = []

  public init() {}

  public subscript(id: NodeID) -> Node { nodes[id.index] }

  /// A line as its author wrote it, with what was said of it.
  public struct Line: Hashable, Sendable {
    public let text: String
    public let caption: String
  }

  /// A weight and the node that holds its next value.
  public struct Update: Hashable, Sendable {
    public let weight: NodeID
    public let result: NodeID
  }
}

/// One quantity of a graph.
public struct Node: Sendable, Identifiable {
  public enum Origin: Hashable, Sendable {
    /// Data, from outside.
    case given
    /// Learned.
    case weight
    /// A number written in the model.
    case constant
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
  public let origin: Origin
  public let shape: Shape
  public let phase: Phase
  /// The line of the model it belongs to, an index into ``Graph/lines``; nil for the leaves.
  public let line: Int?
  /// Where its numbers lie, in values and gradients alike.
  let offset: Int
  /// The op's rules, ready to run on this node's operands.
  let forward: Kernel?
  let backward: [Kernel]

  public var op: Op? { if case .computed(let op, _) = origin { op } else { nil } }
  public var inputs: [NodeID] { if case .computed(_, let inputs) = origin { inputs } else { [] } }
}

// MARK: - Building

extension Graph {
  /// How many numbers the quantities have together.
  public var count: Int { initial.count }

  @discardableResult
  public mutating func given(_ name: String, _ value: Matrix) -> NodeID {
    leaf(name, .given, value)
  }

  @discardableResult
  public mutating func weight(_ name: String, _ value: Matrix) -> NodeID {
    leaf(name, .weight, value)
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
  /// - Throws: ``ShapeError`` where the inputs' shapes do not fit the op.
  @discardableResult
  public mutating func apply(
    _ op: Op, _ inputs: [NodeID], named name: String, label: String? = nil,
    phase: Node.Phase = .forward
  ) throws(ShapeError) -> NodeID {
    let shape = try op.shape(of: inputs.map { self[$0].shape })
    return append(
      name: name, label: label ?? name, isNamed: label == nil, .computed(op, inputs), shape, phase)
  }

  @discardableResult
  public mutating func apply(
    _ op: Op, _ inputs: NodeID..., named name: String
  ) throws(ShapeError) -> NodeID {
    try apply(op, inputs, named: name)
  }

  /// What is applied from here on belongs to a new line of the model.
  public mutating func beginLine(_ text: String, caption: String = "") {
    lines.append(Line(text: text, caption: caption))
  }

  /// When training, `weight` becomes `result`.
  public mutating func update(_ weight: NodeID, to result: NodeID) {
    precondition(self[weight].shape == self[result].shape, "an update keeps the shape")
    updates.append(Update(weight: weight, result: result))
  }

  private mutating func leaf(_ name: String, _ origin: Node.Origin, _ value: Matrix) -> NodeID {
    append(
      name: name, label: name, isNamed: true, origin, value.shape, .forward,
      numbers: value.elements)
  }

  private mutating func append(
    name: String, label: String, isNamed: Bool, _ origin: Node.Origin, _ shape: Shape,
    _ phase: Node.Phase, numbers: [Double]? = nil
  ) -> NodeID {
    let id = NodeID(index: nodes.count), offset = initial.count
    var forward: Kernel?, backward: [Kernel] = []
    if case .computed(let op, let inputs) = origin {
      let operands = Operands(
        output: Operands.Place(id, offset: offset, shape),
        inputs: inputs.map { Operands.Place(reading: self[$0], in: self) })
      forward = operands.kernel(op.forward, of: op, target: shape)
      backward = zip(op.backward, inputs).map {
        operands.kernel($0, of: op, target: self[$1].shape)
      }
    }
    let isComputed = forward != nil
    nodes.append(
      Node(
        id: id, name: name, label: label, isNamed: isNamed, origin: origin, shape: shape,
        phase: phase, line: isComputed && !lines.isEmpty ? lines.count - 1 : nil, offset: offset,
        forward: forward, backward: backward))
    initial += numbers ?? Array(repeating: 0, count: shape.count)
    return id
  }
}
