import Autograd
import Diagnostics

/// What the names of a model stand for.
struct Scope: Sendable {
  struct Function: Sendable {
    let parameters: [Name]
    let body: Expression
    /// The text its ranges belong to.
    let text: WrittenText
  }

  /// A name with indices: `h[0]`, `h[1]`, …
  struct Family: Sendable {
    /// How many indices it has.
    let rank: Int
    var members: [[Int]: NodeID] = [:]
    /// The line each member is defined in.
    var lines: [[Int]: Int] = [:]
  }

  var sizes: [String: Int] = [:]
  var vocabularies: [String: Vocabulary] = [:]
  /// The quantities without an index.
  var nodes: [String: NodeID] = [:]
  var families: [String: Family] = [:]
  var functions: [String: Function] = [:]
  /// Where each name was first defined.
  var places: [String: SourceRange] = [:]
  /// Of how many tokens each token is one.
  var tokenCounts: [NodeID: Int] = [:]

  var names: Set<String> {
    Set(sizes.keys).union(nodes.keys).union(families.keys).union(functions.keys)
  }

  /// Whether a name stands for a quantity or a number.
  func isQuantity(_ name: String) -> Bool {
    nodes[name] != nil || families[name] != nil || sizes[name] != nil
  }
}

/// `h[3]` or `e[1,2]`, the full name of a member of a family.
func indexed(_ name: String, _ positions: [Int]) -> String {
  positions.isEmpty ? name : "\(name)[\(positions.map(String.init).joined(separator: ","))]"
}
