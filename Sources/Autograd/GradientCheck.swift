/// A gradient beside the slope measured by nudging.
public struct GradientCheck: Hashable, Sendable {
  public let entry: Entry
  /// What the backward pass computed.
  public let gradient: Double
  /// (loss(x + h) − loss(x − h)) / 2h, as h goes to 0.
  public let measured: Double

  /// How far the two are apart, relative to the larger where that is above 1.
  public var error: Double {
    abs(gradient - measured) / max(1, abs(gradient), abs(measured))
  }
}

extension Program {
  /// Compares the gradient of every element of every given, weight and named quantity with a
  /// central difference.
  ///
  /// Each slope is measured with two nudges, of which one is half the other: from both, the error
  /// that falls with h² is taken off (Richardson's extrapolation), so that what is left falls with
  /// h⁴ and rounding's 1e-16/h; at the default `h` both are near 1e-11. Where the two measure
  /// something else than a slope, as across a kink (relu, abs, step), see
  /// ``kinks(near:setting:nudge:)``.
  ///
  /// Tokens are not nudged. What passes no gradient on (`stop`, `argmax`) keeps its numbers. A
  /// quantity that a stable form passes by is left out: nudging it would change nothing.
  ///
  /// - Parameters:
  ///   - leaves: the numbers to check at.
  ///   - h: the nudge, above 0, for numbers up to 1; in proportion for larger ones.
  /// - Returns: one comparison an element; none without a root.
  public func checkGradients(
    setting leaves: [NodeID: Matrix] = [:], nudge h: Double = 1e-4
  ) -> [GradientCheck] {
    guard root != nil else { return [] }
    let nudging = Nudging(self, leaves)
    return graph.nodes.filter(isChecked).flatMap { node in
      graph.entries(of: .gradient(node.id)).map { entry in
        GradientCheck(
          entry: entry, gradient: nudging.trace[entry],
          measured: nudging.slope(at: entry, nudge: h))
      }
    }
  }

  private func isChecked(_ node: Node) -> Bool {
    guard !node.isToken, node.id != root, layout.passedBy[node.id] == nil else { return false }
    switch node.origin {
    case .given, .weight: return true
    case .computed: return node.isNamed && node.phase == .forward
    case .constant, .gradient: return false
    }
  }
}

/// Runs a program forward with one number changed a little.
struct Nudging {
  let program: Program
  let trace: Trace
  /// How many steps are forward.
  private let forward: Int

  init(_ program: Program, _ leaves: [NodeID: Matrix]) {
    self.program = program
    trace = program.run(setting: leaves)
    forward = program.steps.firstIndex { $0.phase != .forward } ?? program.steps.count
  }

  /// How much the loss changes with an entry, measured.
  func slope(at entry: Entry, nudge h: Double) -> Double {
    let coarse = extrapolated(at: entry, h)
    // What the extrapolation leaves is about the square of what it takes off.
    guard coarse.doubt > 1e-5 else { return coarse.slope }
    // A bend as sharp as that asks for a smaller nudge; rounding may make that one worse.
    let fine = extrapolated(at: entry, h / 64)
    return fine.doubt < coarse.doubt ? fine.slope : coarse.slope
  }

  /// The slope, and how far the measurements it is made of are apart, relative to the slope where
  /// that is above 1.
  private func extrapolated(at entry: Entry, _ h: Double) -> (slope: Double, doubt: Double) {
    let wide = difference(at: entry, h), narrow = difference(at: entry, h / 2)
    let slope = narrow + (narrow - wide) / 3
    return (slope, abs(narrow - wide) / max(1, abs(slope)))
  }

  private func difference(at entry: Entry, _ h: Double) -> Double {
    let (above, below) = (memory(at: entry, h), memory(at: entry, -h))
    guard let root = program.root else { return .nan }
    let place = program.graph[root].offset
    // The nudged numbers are rounded: what counts is how far apart they came to lie.
    let distance = above[self.place(of: entry)] - below[self.place(of: entry)]
    return (above[place] - below[place]) / distance
  }

  /// All values after the entry's own is moved by `h`, in proportion to its size.
  func memory(at entry: Entry, _ h: Double) -> [Double] {
    // Forward steps read values only.
    var memory = Array(trace.memory[..<program.layout.count])
    let place = place(of: entry)
    memory[place] += h * max(1, abs(memory[place]))
    program.rerun(stepsAfter(entry.quantity.node), on: &memory)
    return memory
  }

  private func place(of entry: Entry) -> Int {
    let node = program.graph[entry.quantity.node]
    return node.offset + entry.row * node.shape.columnCount + entry.column
  }

  /// The forward steps that can depend on a node: those of later nodes.
  func stepsAfter(_ node: NodeID) -> Range<Int> {
    let steps = program.steps[..<forward]
    return (steps.firstIndex { $0.node > node } ?? forward)..<forward
  }
}
