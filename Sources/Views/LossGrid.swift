import Autograd

/// The loss measured on a grid over two numbers, with straight lines between.
struct LossGrid {
  let spanX: ClosedRange<Double>
  let spanY: ClosedRange<Double>
  let columns: Int
  let rows: Int
  /// Row by row, from the lowest value of the number that is drawn upwards.
  let losses: [Double]

  /// Fewer points would make no picture, more would not be seen.
  private static let least = 80
  private static let most = 1600
  /// As many by as many tell where the loss falls.
  private static let coarse = 5

  static func isAffordable(_ context: ViewContext, _ pair: SurfacePair) -> Bool {
    measure(context, pair) != nil
  }

  /// The mean over the examples learned from; where that takes too long, the loss of the pass.
  static func measure(_ context: ViewContext, _ pair: SurfacePair) -> LossMeasure? {
    let varied: Set<NodeID> = [pair.across.quantity.node, pair.up.quantity.node]
    let mean = LossMeasure(
      context, context.examplesLearned, varying: varied, affording: 2 * least)
    return mean ?? LossMeasure(context, varying: varied, affording: 2 * least)
  }

  /// - Parameter aspect: how many times wider than high the picture is.
  init(
    _ measure: inout LossMeasure, _ pair: SurfacePair, aspect: Double,
    holding points: [(x: Double, y: Double)]
  ) {
    var spanX = Self.around(points.map(\.x)), spanY = Self.around(points.map(\.y))
    Self.moveToLowest(&spanX, &spanY, &measure, pair)
    let count = Double(min(Self.most, measure.affordable - 3 * Self.coarse * Self.coarse))
    let columns = (count * aspect).squareRoot()
    self.columns = max(4, min(Int(columns), 64))
    rows = max(4, min(Int(columns / aspect), 64))
    self.spanX = spanX
    self.spanY = spanY
    losses = Self.losses(spanX, spanY, self.columns, rows, &measure, pair)
  }

  private static func around(_ values: [Double]) -> ClosedRange<Double> {
    let finite = values.filter { abs($0) < 1e9 }
    let least = finite.min() ?? 0, most = finite.max() ?? 0
    let margin = max(1, (most - least) / 3, max(abs(least), abs(most)) / 4)
    return Scale.rounded(least - margin...most + margin)
  }

  /// Widens the spans towards the lowest loss while that lies at an edge, though not without end: a
  /// loss may fall for ever.
  private static func moveToLowest(
    _ spanX: inout ClosedRange<Double>, _ spanY: inout ClosedRange<Double>,
    _ measure: inout LossMeasure, _ pair: SurfacePair
  ) {
    for _ in 0..<3 {
      let losses = losses(spanX, spanY, Self.coarse, Self.coarse, &measure, pair)
      let places = 0..<Self.coarse
      // The lowest loss of each column and of each row.
      let across = places.map { x in Self.least(places.map { losses[$0 * Self.coarse + x] }) }
      let up = places.map { y in Self.least(places.map { losses[y * Self.coarse + $0] }) }
      let wider = (spanX.widened(towards: across), spanY.widened(towards: up))
      guard wider != (spanX, spanY) else { break }
      (spanX, spanY) = wider
    }
    spanX = Scale.rounded(spanX)
    spanY = Scale.rounded(spanY)
  }

  private static func least(_ losses: [Double]) -> Double {
    losses.filter(\.isFinite).min() ?? .infinity
  }

  private static func losses(
    _ spanX: ClosedRange<Double>, _ spanY: ClosedRange<Double>, _ columns: Int, _ rows: Int,
    _ measure: inout LossMeasure, _ pair: SurfacePair
  ) -> [Double] {
    var losses: [Double] = []
    losses.reserveCapacity(columns * rows)
    for row in 0..<rows {
      let y = value(row, of: rows, in: spanY)
      for column in 0..<columns {
        let x = value(column, of: columns, in: spanX)
        losses.append(measure.loss([(pair.across, x), (pair.up, y)]))
      }
    }
    return losses
  }

  private static func value(_ n: Int, of count: Int, in span: ClosedRange<Double>) -> Double {
    span.lowerBound + (span.upperBound - span.lowerBound) * Double(n) / Double(count - 1)
  }

  /// The point of the lowest loss measured; nil where none is a number, or several are as low.
  var lowest: (x: Double, y: Double)? {
    let least = Self.least(losses), places = losses.indices.filter { losses[$0] == least }
    guard places.count == 1 else { return nil }
    return places.first.map {
      (
        Self.value($0 % columns, of: columns, in: spanX),
        Self.value($0 / columns, of: rows, in: spanY)
      )
    }
  }

  /// The losses along a row of so many dots, `up` being 0 at the grid's lowest row and 1 at its
  /// highest.
  func row(at up: Double, count: Int) -> [Double] {
    let (row, part) = Self.place(up, rows)
    let mixed = (0..<columns).map { column in
      Self.mix(losses[row * columns + column], losses[(row + 1) * columns + column], part)
    }
    return (0..<count).map { n in
      let (column, part) = Self.place((Double(n) + 0.5) / Double(count), columns)
      return Self.mix(mixed[column], mixed[column + 1], part)
    }
  }

  private static func place(_ part: Double, _ count: Int) -> (index: Int, part: Double) {
    let place = min(max(0, part), 1) * Double(count - 1), index = min(count - 2, Int(place))
    return (index, place - Double(index))
  }

  private static func mix(_ a: Double, _ b: Double, _ part: Double) -> Double {
    a + (b - a) * part
  }
}

extension ClosedRange<Double> {
  /// Longer by half at an end where losses, measured along it, still fall a good deal.
  func widened(towards losses: [Double]) -> Self {
    let finite = losses.filter(\.isFinite), least = finite.min() ?? 0
    let more = (upperBound - lowerBound) / 2, spread = (finite.max() ?? 0) - least
    let falls = { (edge: Double?, inner: Double?) in
      guard let edge, let inner, edge == least else { return false }
      return inner - edge > 0.02 * abs(inner) && inner - edge > spread / 30
    }
    let isLow = falls(losses.first, losses.dropFirst().first)
    let isHigh = falls(losses.last, losses.dropLast().last)
    return lowerBound - (isLow ? more : 0)...upperBound + (isHigh ? more : 0)
  }
}
