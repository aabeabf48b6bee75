import Autograd
import Screen

/// A graph's picture laid out, larger than the room for it maybe.
struct GraphPlan {
  let part: GraphPart
  let layers: GraphLayers
  let rows: GraphRows
  let look: GraphLook
  let vertices: [GraphVertex]
  /// Between each layer and the next.
  let channels: [GraphChannel]
  /// Where each layer begins, and its width.
  let columns: [(x: Int, width: Int)]
  let size: Size

  init(_ part: GraphPart, _ vertices: [GraphVertex], _ layers: GraphLayers, _ look: GraphLook) {
    self.part = part
    self.layers = layers
    self.look = look
    self.vertices = vertices
    var rows = GraphRows(layers, look)
    channels = layers.order.indices.map { Self.channel($0, layers, &rows) }
    self.rows = rows
    var columns: [(x: Int, width: Int)] = [], x = 0
    for (layer, channel) in zip(layers.order, channels) {
      let width = layer.compactMap { layers.items[$0].vertex.map { vertices[$0].width(look) } }
      columns.append((x, width.max() ?? 0))
      x += (width.max() ?? 0) + max(2, channel.trackCount + 2)
    }
    self.columns = columns
    size = Size(width: columns.last.map { $0.x + $0.width } ?? 0, height: rows.height)
  }

  /// Where lines change places, those they lead to move down until none runs into another.
  private static func channel(
    _ layer: Int, _ layers: GraphLayers, _ rows: inout GraphRows
  ) -> GraphChannel {
    let links = layers.links.filter { layers.items[$0.from].layer == layer }
    var channel = GraphChannel(links, layers, rows)
    for _ in 0..<4 where channel.isTwisted {
      rows.shift(behind: layer, layers)
      channel = GraphChannel(links, layers, rows)
    }
    return channel
  }

  /// The first of the looks whose picture fits; else the last.
  static func fitting(_ context: ViewContext, in room: Size) -> GraphPlan? {
    let part = GraphPart(context)
    guard !part.edges.isEmpty else { return nil }
    let vertices = part.vertices.map { GraphVertex($0, context) }, layers = GraphLayers(part)
    let boxed = GraphLook(isBoxed: true, hasGradients: context.hasGradients)
    let plan = GraphPlan(part, vertices, layers, boxed)
    guard plan.size.height > room.height else { return plan }
    let bare = GraphLook(isBoxed: false, hasGradients: context.hasGradients)
    return GraphPlan(part, vertices, layers, bare)
  }

  /// Where a vertex stands.
  func rect(_ vertex: Int) -> Rect {
    let column = columns[layers.items[vertex].layer]
    return Rect(x: column.x, y: rows.top[vertex], width: column.width, height: look.pitch)
  }
}
