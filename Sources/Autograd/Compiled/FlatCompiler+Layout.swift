extension FlatCompiler {
  /// Gives every quantity its place: first what lasts during a run, then data, then what is
  /// computed, level by level and like beside like; then the gradients in the same order.
  mutating func layOut(_ schedule: Schedule) {
    let leaves = graph.nodes.filter { $0.isLeaf && shared.values[$0.name] == nil }
    let start = end
    place(leaves.filter { !isLaned[$0.id.index] }.groupedByShape, in: \.values)
    let lasting = start..<end
    assembly.lasting = [shared.lasting, lasting]
    place(leaves.filter { isLaned[$0.id.index] }.groupedByShape, in: \.values)
    let computed = (schedule.forward + schedule.update).flatMap(\.self).map { group in
      group.map { graph.nodes[$0.node.index] }
    }
    place(computed, in: \.values)
    placeGradients(leaves, computed, schedule)
    for node in graph.nodes { placeShared(node) }
  }

  private mutating func placeGradients(
    _ leaves: [Node], _ computed: [[Node]], _ schedule: Schedule
  ) {
    let same = Set(schedule.sameGradients.map(\.of))
    let own = (leaves.groupedByShape + computed).map { nodes in
      nodes.filter { hasGradient($0) && !same.contains($0.id) }
    }
    place(own, in: \.gradients)
    for (node, other) in schedule.sameGradients {
      gradients[node.index] = gradients[other.index]
    }
    for (node, _) in program.layout.passedBy.sorted(by: { $0.key < $1.key }) {
      guard needsGradient[node.index] else { continue }
      passedBy[node] = room(for: size(of: graph[node]))
    }
  }

  private func hasGradient(_ node: Node) -> Bool {
    node.phase == .forward && needsGradient[node.id.index] && !node.isToken
  }

  private mutating func place(_ groups: [[Node]], in places: WritableKeyPath<Self, [Int]>) {
    for group in groups where !group.isEmpty {
      end = end.roundedUp
      for node in group {
        self[keyPath: places][node.id.index] = end
        end += size(of: node)
      }
    }
  }

  private mutating func placeShared(_ node: Node) {
    if let place = shared.values[node.name] { values[node.id.index] = place }
    if let place = shared.gradients[node.name], node.origin == .weight {
      gradients[node.id.index] = place
    }
    // What reads a gradient as a number reads it where it is.
    if case .gradient(let of) = node.origin { values[node.id.index] = gradients[of.index] }
  }

  func size(of node: Node) -> Int { node.shape.count * (isLaned[node.id.index] ? lanes : 1) }
}

extension [Node] {
  /// Nodes of one shape side by side, so that what is done to all of them is done at once.
  var groupedByShape: [[Node]] {
    var places: [Shape: Int] = [:], groups: [[Node]] = []
    for node in self {
      if let place = places[node.shape] {
        groups[place].append(node)
      } else {
        places[node.shape] = groups.count
        groups.append([node])
      }
    }
    return groups
  }
}
