import Autograd

/// Where the two numbers stand, where they came from, and where they go.
struct SurfaceWay {
  /// What the pass was computed with.
  let current: (x: Double, y: Double)
  /// After the update, once that is done.
  let next: (x: Double, y: Double)?
  let path: [(x: Double, y: Double)]
  /// The gradient of the pass, once both numbers have theirs.
  let gradient: (x: Double, y: Double)?

  init(_ context: ViewContext, _ pair: SurfacePair) {
    let used = context.asComputed
    let now = (
      x: used.reading(pair.across) ?? context.trace[pair.across],
      y: used.reading(pair.up) ?? context.trace[pair.up]
    )
    current = now
    let after = (
      x: context.reading(pair.across) ?? now.x, y: context.reading(pair.up) ?? now.y
    )
    next = after == now ? nil : after
    path = (context.training?.path ?? []).compactMap { point in
      guard let x = point.number(pair.across), let y = point.number(pair.up) else { return nil }
      return (x, y)
    }
    let slopes = [pair.across, pair.up].compactMap { entry in
      context.reading(
        Entry(.gradient(entry.quantity.node), row: entry.row, column: entry.column))
    }
    gradient = slopes.count == 2 ? (slopes[0], slopes[1]) : nil
  }

  var all: [(x: Double, y: Double)] { path + [current] + [next].compactMap(\.self) }
}
