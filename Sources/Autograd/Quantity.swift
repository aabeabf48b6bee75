/// What a number on the screen belongs to: the value of a node, or the gradient of the loss with
/// respect to it.
public struct Quantity: Hashable, Sendable {
  /// Which of a node's matrices.
  public enum Kind: Hashable, Sendable {
    /// The numbers themselves; the gradient of the loss with respect to them.
    case value, gradient
    /// The part of a gradient that flows on through the quantity's own op: all of it, but for the
    /// shares of stable forms that passed the quantity by.
    case flowing
  }

  /// Whose.
  public let node: NodeID
  public let kind: Kind

  /// The value of a node.
  public static func value(_ node: NodeID) -> Quantity { Quantity(node: node, kind: .value) }
  /// The gradient of the loss with respect to a node.
  public static func gradient(_ node: NodeID) -> Quantity { Quantity(node: node, kind: .gradient) }
  /// What of that gradient flows on through the node's op.
  public static func flowing(_ node: NodeID) -> Quantity { Quantity(node: node, kind: .flowing) }
}

/// One number of a quantity. Rows and columns are counted from 0 here, from 1 on the screen.
public struct Entry: Hashable, Sendable {
  public let quantity: Quantity
  public let row: Int
  public let column: Int

  /// An entry by its row and column, counted from 0; of a scalar both are 0.
  public init(_ quantity: Quantity, row: Int = 0, column: Int = 0) {
    self.quantity = quantity
    self.row = row
    self.column = column
  }
}

extension Graph {
  /// The quantity an op reads through an input: a gradient node stands for the gradient itself.
  public func quantity(readAs node: NodeID) -> Quantity {
    if case .gradient(let of) = self[node].origin { .gradient(of) } else { .value(node) }
  }

  /// Every entry of a quantity, row by row.
  public func entries(of quantity: Quantity) -> [Entry] {
    let shape = self[quantity.node].shape
    return (0..<shape.count).map {
      Entry(quantity, row: $0 / shape.columnCount, column: $0 % shape.columnCount)
    }
  }

  /// The node with this name, if there is one.
  public func node(named name: String) -> NodeID? {
    nodes.first { $0.name == name }?.id
  }
}
