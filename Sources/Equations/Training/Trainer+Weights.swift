import Autograd

extension Trainer {
  /// The weights as a model takes them from outside, in the order of the file.
  package var weights: [(name: String, value: Literal)] {
    data.models[0].declarations.filter { $0.role == .weight }.map { declaration in
      let members = declaration.members.map { Literal(machine[weight: $0.node]) }
      return (declaration.name, Literal(members, over: declaration.declared.ranges.map(\.count)))
    }
  }
}

extension Literal {
  /// Values of members as lists over their indices, the last of which runs fastest.
  fileprivate init(_ members: [Literal], over lengths: [Int]) {
    var values = members
    for length in lengths.reversed() {
      values = stride(from: 0, to: values.count, by: length).map {
        .list(Array(values[$0..<min($0 + length, values.count)]))
      }
    }
    self = values[0]
  }
}
