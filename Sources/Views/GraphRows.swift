import Screen

/// The rows in which the items of a graph's picture stand, each near those it is linked to.
struct GraphRows {
  /// The first row of each item.
  private(set) var top: [Int]
  private(set) var height: Int
  private let look: GraphLook

  init(_ layers: GraphLayers, _ look: GraphLook) {
    self.look = look
    var tops = Array(repeating: 0.0, count: layers.items.count)
    let heights = layers.items.map { $0.vertex == nil ? 1 : look.pitch }
    for layer in layers.order {
      var y = 0
      for item in layer {
        tops[item] = Double(y)
        y += heights[item]
      }
    }
    for sweep in 0..<6 {
      Self.settle(&tops, layers, heights, look, toTheRight: sweep % 2 == 0)
    }
    let first = tops.min() ?? 0
    top = tops.map { Int(($0 - first).rounded()) }
    height = zip(top, heights).map(+).max() ?? 0
  }

  /// Moves each layer's items towards what they are linked to, in their order and without overlap.
  private static func settle(
    _ tops: inout [Double], _ layers: GraphLayers, _ heights: [Int], _ look: GraphLook,
    toTheRight: Bool
  ) {
    var wishes: [[Double]] = Array(repeating: [], count: tops.count)
    for layer in toTheRight ? Array(layers.order.indices) : layers.order.indices.reversed() {
      for link in layers.links where layers.items[toTheRight ? link.to : link.from].layer == layer {
        let out = look.outRow(layers.items[link.from]),
          into = look.inRow(layers.items[link.to], link.slot)
        let (own, wish) =
          toTheRight
          ? (link.to, tops[link.from] + Double(out - into))
          : (link.from, tops[link.to] + Double(into - out))
        wishes[own].append(wish)
      }
      let order = layers.order[layer]
      let wanted = order.map { item in
        wishes[item].isEmpty ? tops[item] : wishes[item].reduce(0, +) / Double(wishes[item].count)
      }
      for (item, y) in zip(order, nearest(wanted, order.map { heights[$0] })) { tops[item] = y }
    }
  }

  /// The rows nearest to the wanted ones in which things of these heights do not overlap: what
  /// would is pooled and placed together, as in isotonic regression.
  private static func nearest(_ wanted: [Double], _ heights: [Int]) -> [Double] {
    var pools: [(sum: Double, count: Int)] = [], above = 0, offsets: [Int] = []
    for (wish, height) in zip(wanted, heights) {
      offsets.append(above)
      pools.append((wish - Double(above), 1))
      above += height
      while pools.count > 1 {
        let (a, b) = (pools[pools.count - 2], pools[pools.count - 1])
        guard a.sum / Double(a.count) > b.sum / Double(b.count) else { break }
        pools.removeLast(2)
        pools.append((a.sum + b.sum, a.count + b.count))
      }
    }
    let places = pools.flatMap { pool in
      Array(repeating: (pool.sum / Double(pool.count)).rounded(), count: pool.count)
    }
    return zip(places, offsets).map { $0 + Double($1) }
  }

  /// Moves what stands behind a layer one row down.
  mutating func shift(behind layer: Int, _ layers: GraphLayers) {
    for (n, item) in layers.items.enumerated() where item.layer > layer {
      top[n] += 1
      height = max(height, top[n] + (item.vertex == nil ? 1 : look.pitch))
    }
  }

  /// The row in which a link leaves its first item.
  func start(_ link: GraphLayers.Link, _ layers: GraphLayers) -> Int {
    top[link.from] + look.outRow(layers.items[link.from])
  }

  /// The row in which it reaches its second.
  func end(_ link: GraphLayers.Link, _ layers: GraphLayers) -> Int {
    top[link.to] + look.inRow(layers.items[link.to], link.slot)
  }
}

/// How the vertices of a graph are drawn.
struct GraphLook: Hashable {
  /// In boxes with an edge above and below, else in bare rows.
  let isBoxed: Bool
  /// Whether gradients are shown, in a row of their own.
  let hasGradients: Bool

  /// How many rows a vertex has, with what separates it from the next.
  var pitch: Int { (isBoxed ? 3 : 1) + (hasGradients ? 1 : 0) }
  /// The row of the value.
  var valueRow: Int { isBoxed ? 1 : 0 }

  func outRow(_ item: GraphLayers.Item) -> Int { item.vertex == nil ? 0 : valueRow }

  /// The first operand comes in beside the value, the others below it.
  func inRow(_ item: GraphLayers.Item, _ slot: Int) -> Int {
    guard item.vertex != nil else { return 0 }
    return valueRow + (slot > 0 && hasGradients ? 1 : 0)
  }
}
