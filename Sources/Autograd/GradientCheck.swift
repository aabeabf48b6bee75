/// A gradient beside the slope measured by nudging.
public struct GradientCheck: Hashable, Sendable {
  public let entry: Entry
  /// What the backward pass computed.
  public let gradient: Double
  /// (loss(x + h) − loss(x − h)) / 2h.
  public let measured: Double

  /// How far the two are apart, relative to the larger where that is above 1.
  public var error: Double {
    abs(gradient - measured) / max(1, abs(gradient), abs(measured))
  }
}

extension Program {
  /// Compares the gradient of every element of every given and weight with a central difference.
  ///
  /// The difference is in error by about h² (from the curve) and 1e-16/h (from rounding); at the
  /// default `h` both are near 1e-10. Across a kink (relu, abs, step) it means nothing.
  ///
  /// - Parameters:
  ///   - leaves: the numbers to check at.
  ///   - h: the nudge, above 0.
  /// - Returns: one comparison an element; none without a root.
  public func checkGradients(
    setting leaves: [NodeID: Matrix] = [:], nudge h: Double = 1e-5
  ) -> [GradientCheck] {
    guard let root else { return [] }
    let trace = run(setting: leaves), output = Entry(.value(root))
    let checked = graph.nodes.filter { $0.origin == .given || $0.origin == .weight }
    return checked.flatMap { node in
      graph.entries(of: .value(node.id)).map { entry in
        func loss(nudgedBy nudge: Double) -> Double {
          var nudged = trace[.value(node.id)]
          nudged[entry.row, entry.column] += nudge
          return run(setting: leaves.merging([node.id: nudged]) { $1 })[output]
        }
        let gradient = Entry(.gradient(node.id), row: entry.row, column: entry.column)
        return GradientCheck(
          entry: gradient, gradient: trace[gradient],
          measured: (loss(nudgedBy: h) - loss(nudgedBy: -h)) / (2 * h))
      }
    }
  }
}
