/// A gradient beside the slope measured by nudging.
public struct GradientCheck: Hashable, Sendable {
  /// Which number's.
  public let entry: Entry
  /// What the backward pass computed.
  public let gradient: Double
  /// (loss(x + h) − loss(x − h)) / 2h, as h goes to 0.
  public let measured: Double
  /// How far the two may be apart though both are right: the loss is rounded, a nudge is not
  /// infinitely small, and backward rules round too.
  public let resolution: Double

  /// How far the two are apart, relative to the larger.
  ///
  /// Where both are below 1, what the measurement cannot resolve is taken off first, for a small
  /// slope beside a large loss is measured to but a few digits; no more is taken off than leaves the
  /// difference itself, as if it stood beside a slope of 1. Infinite where only one of them is
  /// finite, or one is no number.
  public var error: Double {
    guard gradient != measured else { return 0 }
    let apart = abs(gradient - measured), larger = max(abs(gradient), abs(measured))
    guard apart.isFinite, larger.isFinite else { return .infinity }
    return max(apart / max(1, larger), (apart - resolution) / larger)
  }

  /// How many significant digits the two have in common, up to the 15 that a number has for sure.
  public var agreeingDigits: Int {
    guard gradient != measured else { return 15 }
    let apart = abs(gradient - measured), larger = max(abs(gradient), abs(measured))
    guard apart.isFinite, larger.isFinite else { return 0 }
    let scales = sequence(first: apart * 10) { $0 * 10 }.prefix(15)
    return scales.count { $0 <= larger }
  }

  /// Whether they are as near each other as a measurement can tell, though they have few digits in
  /// common: both are next to nothing.
  public var isWithinResolution: Bool { abs(gradient - measured) <= resolution }
}

extension GradientCheck {
  /// How far a right gradient may be off: rules as σ(z) − y take numbers near 1 from each other, of
  /// which 1e-16 is lost, and more by the factors on the way. Where a loss has all but vanished,
  /// that may be the whole gradient.
  fileprivate static let roundingOfRules = 1e-13
}

extension Program {
  /// Compares the gradient of every element of every given, weight and named quantity, named
  /// constants among them, with a central difference.
  ///
  /// Each slope is measured with two nudges, of which one is half the other: from both, the error
  /// that falls with h² is taken off (Richardson's extrapolation), so that what is left falls with
  /// h⁴ and rounding's 1e-16/h; at the default `h` both are near 1e-11. How near, each comparison
  /// says (``GradientCheck/resolution``). Where the two measure something else than a slope, as
  /// across a kink (relu, abs, step), see ``kinks(near:setting:nudge:)``.
  ///
  /// Tokens are not nudged. What passes no gradient on (`stop`, `argmax`) keeps its numbers. Of a
  /// quantity that a stable form passes by, the part that flows on is checked, as `.flowing`: the
  /// stable form does not move when it is nudged. It is left out where it has no other use.
  ///
  /// - Parameters:
  ///   - leaves: the numbers to check at.
  ///   - h: the nudge, above 0, for numbers up to 1; in proportion for larger ones.
  /// - Returns: one comparison an element; none without a root.
  public func checkGradients(
    setting leaves: [NodeID: Matrix] = [:], nudge h: Double = 1e-4
  ) -> [GradientCheck] {
    guard root != nil else { return [] }
    let nudging = Nudging(run(setting: leaves))
    let flowing = Set(steps.filter { $0.slot != nil && !$0.isDetour }.map(\.target.node))
    return graph.nodes.filter(isChecked).flatMap { node -> [GradientCheck] in
      let isPassedBy = layout.passedBy[node.id] != nil
      guard !isPassedBy || flowing.contains(node.id) else { return [] }
      return graph.entries(of: isPassedBy ? .flowing(node.id) : .gradient(node.id)).map {
        nudging.check($0, nudge: h)
      }
    }
  }

  private func isChecked(_ node: Node) -> Bool {
    guard !node.isToken, node.id != root else { return false }
    switch node.origin {
    case .given, .weight: return true
    case .computed, .constant: return node.isNamed && node.phase == .forward
    case .gradient, .state: return false
    }
  }
}

extension Trace {
  /// Compares one gradient with a central difference, as ``Program/checkGradients(setting:nudge:)``
  /// does all. What is overwritten stays so, unless it is what is nudged.
  ///
  /// - Parameters:
  ///   - entry: a gradient, or what of it flows where a stable form passes its quantity by.
  ///   - h: the nudge, above 0, for numbers up to 1; in proportion for larger ones.
  /// - Returns: nil without a root.
  public func checkGradient(of entry: Entry, nudge h: Double = 1e-4) -> GradientCheck? {
    guard program.root != nil else { return nil }
    return Nudging(self).check(entry, nudge: h)
  }
}

/// Runs a program forward with one number changed a little.
struct Nudging {
  let program: Program
  let trace: Trace
  /// How many steps are forward.
  private let forward: Int
  /// How far rounding may have moved the loss.
  private let rounding: Double
  private let overrides: Overrides

  init(_ trace: Trace) {
    self.trace = trace
    program = trace.program
    overrides = Overrides(
      Dictionary(uniqueKeysWithValues: trace.overwritten.keys.map { ($0, trace[$0]) }), in: program)
    forward = program.steps.firstIndex { $0.phase != .forward } ?? program.steps.count
    rounding = trace.roundingOfLoss
  }

  /// A slope as it was measured.
  struct Slope {
    let slope: Double
    /// How far rounding and the nudge's length may have moved it.
    let rounding: Double
    let bend: Double

    var resolution: Double { rounding + bend + GradientCheck.roundingOfRules }
  }

  func check(_ entry: Entry, nudge h: Double) -> GradientCheck {
    let measured = slope(at: entry, nudge: h)
    return GradientCheck(
      entry: entry, gradient: trace[entry], measured: measured.slope,
      resolution: measured.resolution)
  }

  /// How much the loss changes with an entry, measured.
  func slope(at entry: Entry, nudge h: Double) -> Slope {
    let coarse = extrapolated(at: entry, h)
    // A sharp bend asks for a smaller nudge; rounding may make that one worse.
    guard coarse.bend > 64 * coarse.rounding || !coarse.slope.isFinite else { return coarse }
    let fine = extrapolated(at: entry, h / 64)
    guard fine.slope.isFinite else { return coarse }
    return coarse.slope.isFinite && coarse.resolution <= fine.resolution ? coarse : fine
  }

  private func extrapolated(at entry: Entry, _ h: Double) -> Slope {
    let wide = difference(at: entry, h), narrow = difference(at: entry, h / 2)
    let slope = narrow + (narrow - wide) / 3
    // What the extrapolation leaves is, relative to the slope, about the square of what it takes off.
    let change = abs(narrow - wide), length = h * max(1, abs(trace.memory[place(of: entry)]))
    return Slope(
      slope: slope, rounding: 3 * rounding / length,
      bend: change == 0 ? 0 : min(change, change * change / abs(slope)))
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
    program.rerun(stepsAfter(entry.quantity.node), on: &memory, overrides)
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

extension Trace {
  /// How far the loss may be from what it is for these leaves: each number on the way is rounded,
  /// and moves the loss by its gradient times that.
  fileprivate var roundingOfLoss: Double {
    guard let root = program.root else { return 0 }
    var effect = abs(self[Entry(.value(root))])
    for node in graph.nodes where node.phase == .forward && !node.isToken {
      let gradients = program.layout.start(of: .flowing(node.id), in: graph)
      for n in 0..<node.shape.count {
        let moved = abs(memory[node.offset + n] * memory[gradients + n])
        // An infinite gradient, as data may have, is no measure.
        if moved.isFinite { effect += moved }
      }
    }
    // An operation rounds more than once.
    return 2 * Double.ulpOfOne * effect
  }
}
