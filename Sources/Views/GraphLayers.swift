import Autograd

/// The vertices of a picture in layers from left to right, as Sugiyama draws graphs: a line that
/// passes a layer has a place in it, and the places are ordered so that few lines cross.
struct GraphLayers {
  /// What has a place in a layer: a vertex, or a line that passes.
  struct Item: Hashable {
    /// Nil for a line.
    let vertex: Int?
    let layer: Int
    /// The vertex the line comes from; a vertex itself.
    let source: Int
    var isDetour = false
  }

  /// A line from one layer to the next.
  struct Link: Hashable {
    let from: Int
    let to: Int
    /// Which operand it is where it ends at a vertex.
    var slot: Int
    /// Whether all it is a part of goes past a stable form.
    let isDetour: Bool
    /// The edges of the graph it is a part of.
    var edges: [Int]
  }

  private(set) var items: [Item] = []
  private(set) var links: [Link] = []
  /// The items of each layer from top to bottom.
  private(set) var order: [[Int]] = []

  init(_ part: GraphPart) {
    let layers = Self.layers(of: part)
    items = part.vertices.indices.map { Item(vertex: $0, layer: layers[$0], source: $0) }
    order = Array(repeating: [], count: (layers.max() ?? -1) + 1)
    for item in items.indices { order[items[item].layer].append(item) }
    for (n, edge) in part.edges.enumerated() { add(n, edge) }
    for sweep in 0..<8 { sort(toTheRight: sweep % 2 == 0) }
    for (n, vertex) in part.vertices.enumerated() where vertex.isSymmetric { untwist(n) }
  }

  /// Where operands may change places, the upper one comes in above the lower.
  private mutating func untwist(_ vertex: Int) {
    let ends = links.indices.filter { links[$0].to == vertex && !links[$0].isDetour }
    guard ends.count == 2, let (upper, lower) = places(ends[0], ends[1]), upper != lower else {
      return
    }
    links[ends[0]].slot = upper < lower ? 0 : 1
    links[ends[1]].slot = upper < lower ? 1 : 0
  }

  /// Where two links begin in the layer before their end.
  private func places(_ a: Int, _ b: Int) -> (Int, Int)? {
    let layer = order[items[links[a].from].layer]
    guard let first = layer.firstIndex(of: links[a].from),
      let second = layer.firstIndex(of: links[b].from)
    else { return nil }
    return (first, second)
  }

  /// An operation stands right of all its operands; a leaf, and what is computed of leaves alone, as
  /// near to its first use as it can.
  private static func layers(of part: GraphPart) -> [Int] {
    var layers = Array(repeating: 0, count: part.vertices.count)
    var isFree = part.vertices.map { _ in true }
    for edge in part.edges {
      layers[edge.to] = max(layers[edge.to], layers[edge.from] + 1)
      let from = part.vertices[edge.from]
      if from.isOutside || !isFree[edge.from] { isFree[edge.to] = false }
    }
    var firstUse: [Int: Int] = [:]
    for edge in part.edges.reversed() {
      if isFree[edge.to], let use = firstUse[edge.to] { layers[edge.to] = use - 1 }
      firstUse[edge.from] = min(firstUse[edge.from] ?? .max, layers[edge.to])
    }
    for n in layers.indices where isFree[n] || !part.vertices[n].isComputed {
      layers[n] = firstUse[n].map { $0 - 1 } ?? layers[n]
    }
    return layers
  }

  /// Leads an edge through the layers between its ends, along the lines its quantity has already.
  private mutating func add(_ n: Int, _ edge: GraphPart.Edge) {
    var last = edge.from
    for layer in items[edge.from].layer + 1..<max(items[edge.to].layer, items[edge.from].layer + 1)
    {
      let passing = order[layer].first {
        items[$0].vertex == nil && items[$0].source == edge.from
          && items[$0].isDetour == edge.isDetour
      }
      let next = passing ?? items.count
      if passing == nil {
        items.append(
          Item(vertex: nil, layer: layer, source: edge.from, isDetour: edge.isDetour))
        order[layer].append(next)
      }
      link(last, next, slot: 0, n, edge.isDetour)
      last = next
    }
    link(last, edge.to, slot: edge.slot, n, edge.isDetour)
  }

  private mutating func link(_ from: Int, _ to: Int, slot: Int, _ edge: Int, _ isDetour: Bool) {
    let same = links.firstIndex {
      $0.from == from && $0.to == to && $0.slot == slot && $0.isDetour == isDetour
    }
    if let place = same {
      links[place].edges.append(edge)
    } else {
      links.append(Link(from: from, to: to, slot: slot, isDetour: isDetour, edges: [edge]))
    }
  }

  /// Puts each item at the mean place of those it is linked to in the layer before, or behind.
  private mutating func sort(toTheRight: Bool) {
    var places = Array(repeating: 0.0, count: items.count)
    for layer in order {
      for (place, item) in layer.enumerated() { places[item] = Double(place) }
    }
    var neighbours: [[Double]] = Array(repeating: [], count: items.count)
    for layer in toTheRight ? Array(order.indices) : order.indices.reversed() {
      for link in links where items[toTheRight ? link.to : link.from].layer == layer {
        let (own, other) = toTheRight ? (link.to, link.from) : (link.from, link.to)
        // The second operand comes from below the first.
        neighbours[own].append(places[other] + (toTheRight ? 0 : 0.1 * Double(link.slot)))
      }
      let wanted = order[layer].map { item -> Double in
        let list = neighbours[item]
        return list.isEmpty ? places[item] : list.reduce(0, +) / Double(list.count)
      }
      let sorted = zip(order[layer], wanted).enumerated().sorted {
        ($0.element.1, $0.offset) < ($1.element.1, $1.offset)
      }
      order[layer] = sorted.map(\.element.0)
      for (place, item) in order[layer].enumerated() { places[item] = Double(place) }
    }
  }
}
