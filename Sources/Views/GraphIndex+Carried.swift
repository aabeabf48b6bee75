import Autograd

extension Graph {
  /// Whether a family is carried from place to place: the last of it is worked out from the one
  /// before, which is read there as it is. A gate too is worked out from the one before, but by way
  /// of the state only.
  func carries(_ family: GraphIndex.Family, _ definitions: [NodeID?]) -> Bool {
    guard let last = family.members.last, let before = family.members.dropLast().last,
      last.positions.count == 1, before.positions.count == 1, self[last.node].op != nil,
      !self[last.node].isToken, before.node < last.node
    else { return false }
    let nodes = nodes[before.node.index...last.node.index]
    var depends = Array(repeating: false, count: nodes.count), isRead = false
    depends[0] = true
    for node in nodes.dropFirst() {
      let inputs = node.inputs.filter { $0 >= before.node }
      depends[node.id.index - before.node.index] = inputs.contains {
        depends[$0.index - before.node.index]
      }
      guard !isRead, inputs.contains(before.node) else { continue }
      isRead = GraphIndex.positions(of: node, in: self, definitions) == last.positions
    }
    return isRead && depends[nodes.count - 1]
  }
}
