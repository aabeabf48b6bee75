import Autograd
import Screen

/// Draws what there is room for of a graph's picture, around what must be seen.
struct GraphDrawing {
  let context: ViewContext
  let plan: GraphPlan

  func draw(on canvas: inout Canvas) {
    let isCut = plan.size.width > canvas.width || plan.size.height > canvas.height
    let hasNote = (isCut || plan.part.before + plan.part.behind > 0) && canvas.height > 3
    let room = Size(width: canvas.width, height: canvas.height - (hasNote ? 1 : 0))
    let corner = corner(in: room)
    wires.draw(on: &canvas, x: -corner.x, y: -corner.y)
    var beyond = Beyond(left: plan.part.before, right: plan.part.behind)
    for (n, vertex) in plan.vertices.enumerated() {
      let rect = plan.rect(n)
      let seen = Rect(
        x: rect.x - corner.x, y: rect.y - corner.y, width: rect.width, height: rect.height)
      guard Rect(room).intersection(seen) == seen else {
        // A vertex is seen whole or not at all.
        canvas.frame.fill(seen)
        beyond.add(seen, room)
        continue
      }
      vertex.draw(plan.look, in: seen, on: &canvas)
    }
    guard hasNote else { return }
    canvas.frame.fill(Rect(x: 0, y: room.height, width: canvas.width, height: 1))
    beyond.draw(on: &canvas, y: room.height)
  }

  // MARK: What is seen

  /// The cell of the picture that is at the top left.
  private func corner(in room: Size) -> Point {
    let focus = plan.part.focus.map { plan.rect($0) } ?? Rect(x: 0, y: 0, width: 0, height: 0)
    let x = Self.start(focus.x + focus.width / 2, room.width, plan.size.width)
    let y = Self.start(focus.y + focus.height / 2, room.height, plan.size.height)
    guard plan.size.width > room.width else { return Point(x: 0, y: y) }
    // Whole layers: as far to the left as leaves the one that must be seen in sight.
    let first = plan.columns.first { $0.x >= x }?.x ?? 0
    return Point(x: min(first, focus.x), y: y)
  }

  private static func start(_ focus: Int, _ room: Int, _ length: Int) -> Int {
    length <= room ? 0 : min(max(0, focus - room / 2), length - room)
  }

  // MARK: Lines

  private var wires: WireSheet {
    var sheet = WireSheet()
    // What is lit is drawn last, so that it is in front.
    for isLit in [false, true] {
      for (layer, channel) in plan.channels.enumerated() {
        for link in plan.layers.links where plan.layers.items[link.from].layer == layer {
          guard link.edges.contains(where: lit.contains) == isLit else { continue }
          add(link, channel, isLit ? .current : .border, to: &sheet)
        }
      }
    }
    return sheet
  }

  private func add(
    _ link: GraphLayers.Link, _ channel: GraphChannel, _ style: Style, to sheet: inout WireSheet
  ) {
    let items = plan.layers.items, column = plan.columns[items[link.from].layer]
    let start = Point(x: column.x + column.width, y: plan.rows.start(link, plan.layers))
    // A line that passes a layer has no vertex in it: it goes on.
    let from = items[link.from].vertex == nil ? Point(x: column.x, y: start.y) : start
    let next = plan.columns[items[link.to].layer]
    let end = Point(x: next.x - 1, y: plan.rows.end(link, plan.layers))
    let turn = channel.tracks[link.from].map { start.x + 1 + $0 } ?? start.x
    sheet.add(
      WireSheet.Line(
        net: items[link.from].source, from: from, turn: turn, to: end, style: style,
        isDotted: link.isDetour))
  }

  /// The edges that the last tick used.
  private var lit: Set<Int> {
    guard let step = context.step, step.phase != .update else { return [] }
    let part = plan.part
    return Set(
      part.edges.indices.filter { n in
        let edge = part.edges[n]
        guard part.vertices[edge.to].node == step.node, part.vertices[edge.to].isComputed
        else { return false }
        guard step.phase == .backward else { return !edge.isDetour }
        return edge.isDetour == step.isDetour
          && part.vertices[edge.from].node == step.target.node && edge.slot == step.slot
      })
  }
}

/// How many quantities there are beyond the edges of what is seen.
private struct Beyond {
  var left: Int
  var right: Int
  var up = 0
  var down = 0

  mutating func add(_ rect: Rect, _ room: Size) {
    if rect.x < 0 {
      left += 1
    } else if rect.maxX > room.width {
      right += 1
    } else if rect.y < 0 {
      up += 1
    } else {
      down += 1
    }
  }

  func draw(on canvas: inout Canvas, y: Int) {
    let glyphs = canvas.context.glyphs
    let starts = [(glyphs.left, left), (glyphs.up, up), (glyphs.down, down)].filter { $0.1 > 0 }
    let text = starts.map { "\($0.0) \($0.1)" }.joined(separator: "   ")
    canvas.text(text, x: 0, y: y, .muted)
    guard right > 0 else { return }
    let end = "\(right) \(glyphs.right)", x = canvas.width - TextWidth.of(end)
    if x > TextWidth.of(text) + 1 { canvas.text(end, x: x, y: y, .muted) }
  }
}
