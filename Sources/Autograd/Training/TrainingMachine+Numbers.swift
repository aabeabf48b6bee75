import CProcessor

extension TrainingMachine {
  /// Whether one lane's numbers are those of ``Program/run(setting:overwriting:)`` to the last bit;
  /// else within 1e-12, for this build rounds a product and the sum it is added to at once.
  public static var isExact: Bool { !processor_fuses() }

  /// Everything that lasts from one update to the next, in a fixed order: the weights, then what the
  /// optimizer remembers.
  public var memory: [Double] {
    get { layout.lasting.flatMap { range in range.map { numbers[$0] } } }
    set {
      precondition(
        newValue.count == layout.lasting.reduce(0) { $0 + $1.count },
        "a memory has as many numbers as it had")
      for (place, number) in zip(layout.lasting.joined(), newValue) { numbers[place] = number }
    }
  }

  /// Whether everything that lasts is finite.
  public var isFinite: Bool {
    for range in layout.lasting {
      for place in range where !numbers[place].isFinite { return false }
    }
    return true
  }

  /// A weight's numbers, by its node in the first part's graph.
  public subscript(weight weight: NodeID) -> Matrix {
    get { value(of: checked(weight)) }
    set {
      let node = parts[0].program.graph[checked(weight)]
      precondition(newValue.shape == node.shape, "a weight keeps its shape")
      for (n, number) in newValue.elements.enumerated() {
        numbers[layout.programs[0].values[weight.index] + n] = number
      }
    }
  }

  private func checked(_ weight: NodeID) -> NodeID {
    precondition(parts[0].program.graph[weight].origin == .weight, "a weight of the first part")
    return weight
  }

  /// What a quantity is after the last run; of a weight, after the last update.
  public func value(of node: NodeID, part: Int = 0, lane: Int = 0) -> Matrix {
    matrix(node, at: layout.programs[part].values[node.index], part, lane)
  }

  /// The gradient of the lane's own loss in the last run; of a weight, what the update learns from,
  /// or has learned from: the sum over all lanes and runs.
  ///
  /// Where the lanes count differently, each gradient is that much of the largest share's. What leads
  /// to no weight has the gradient 0, unless ``Part/findsEveryGradient`` is set.
  public func gradient(of node: NodeID, part: Int = 0, lane: Int = 0) -> Matrix {
    let program = layout.programs[part]
    var matrix = matrix(
      node, at: program.passedBy[node] ?? program.gradients[node.index], part, lane)
    if scale != 1, parts[part].program.graph[node].origin == .weight {
      for n in matrix.elements.indices { matrix.elements[n] *= scale }
    }
    return matrix
  }

  /// The loss in the last run; NaN where the program has none.
  public func loss(part: Int = 0, lane: Int = 0) -> Double {
    guard let root = parts[part].program.root else { return .nan }
    let isLaned = layout.programs[part].isLaned[root.index]
    return numbers[layout.programs[part].values[root.index] + (isLaned ? lane : 0)]
  }

  /// Puts gradients in place of those that the next update learns from, such as the mean of several
  /// runs' that were added up elsewhere.
  ///
  /// - Precondition: the machine was run since ``beginUpdate()``, with a share of 1.
  package func learn(from gradient: Matrix, of weight: NodeID) {
    let place = layout.programs[0].gradients[checked(weight).index]
    for (n, number) in gradient.elements.enumerated() { numbers[place + n] = number }
  }

  private func matrix(_ node: NodeID, at place: Int, _ part: Int, _ lane: Int) -> Matrix {
    let shape = parts[part].program.graph[node].shape
    guard place >= 0 else { return Matrix(shape, repeating: 0) }
    let isLaned = layout.programs[part].isLaned[node.index],
      stride = isLaned ? parts[part].lanes : 1
    let start = numbers + (place + (isLaned ? lane : 0))
    return Matrix(shape, (0..<shape.count).map { start[$0 * stride] })
  }
}
