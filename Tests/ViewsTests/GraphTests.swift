import Autograd
import Screen
import TestSupport
import Testing

@testable import Views

/// What the picture of a graph says, read off the picture.
@Suite("A graph's picture") struct GraphTests {
  private func draw(
    _ context: ViewContext, _ width: Int = 300, _ height: Int = 80
  ) throws -> (frame: Frame, places: [Place]) {
    let drawn = try Drawn("graph", context, width, height)
    return (drawn.frame, drawn.places)
  }

  @Test(
    "leads a line from each operand to its operation, and to no other", arguments: NamedModel.all)
  func lines(model: NamedModel) throws { try checkLines(try Moment(model.text).context()) }

  @Test("leads lines so for any model", arguments: 0..<20)
  func anyLines(seed: Int) throws {
    var random = Seeded(UInt64(seed))
    var moment = try random.moment()
    moment.edits = [:]
    try checkLines(moment.context())
  }

  private func checkLines(_ context: ViewContext) throws {
    let plan = try #require(GraphPlan.fitting(context, in: Size(width: 0, height: 80)))
    let reader = LineReader(try draw(context).frame)
    for vertex in plan.vertices.indices {
      let rect = plan.rect(vertex),
        isDetour = plan.part.edges.contains { $0.from == vertex && $0.isDetour }
      guard !isDetour else { continue }
      let start = Point(x: rect.maxX, y: rect.y + plan.look.valueRow)
      let reached = reader.ends(from: start)
      let wanted = plan.layers.links.filter {
        plan.layers.items[$0.from].source == vertex && plan.layers.items[$0.to].vertex != nil
      }.map { link in
        let target = plan.rect(link.to)
        let below = link.slot > 0 && plan.look.hasGradients ? 1 : 0
        return Point(x: target.x - 1, y: target.y + plan.look.valueRow + below)
      }
      // Where lines of two operands end in one row they have met.
      #expect(Set(wanted).isSubset(of: reached), "\(plan.vertices[vertex].node.label)")
      let targets = reached.compactMap { end in
        plan.vertices.indices.first {
          plan.rect($0).x == end.x + 1 && plan.rect($0).contains(Point(x: end.x + 1, y: end.y))
        }
      }
      let users = Set(plan.part.edges.filter { $0.from == vertex }.map(\.to))
      #expect(Set(targets) == users, "\(plan.vertices[vertex].node.label)")
    }
  }

  @Test("puts operands left of their operation, and nothing over anything", arguments: 0..<20)
  func places(seed: Int) throws {
    var random = Seeded(UInt64(seed))
    let context = try random.moment().context()
    for height in [8, 80] {
      let plan = try #require(GraphPlan.fitting(context, in: Size(width: 0, height: height)))
      for edge in plan.part.edges { #expect(plan.rect(edge.from).maxX < plan.rect(edge.to).x) }
      for a in plan.vertices.indices {
        for b in plan.vertices.indices where a < b {
          #expect(plan.rect(a).intersection(plan.rect(b)).isEmpty)
        }
      }
    }
  }

  /// c = b + b and b = a + a: backward, b waits once, then a.
  @Test("says that a gradient waits for the shares of other uses")
  func waiting() throws {
    var moment = try Moment(Sample.reuse)
    var seen: [Bool] = []
    for ticks in 0...moment.context().timeline.ticks.count {
      moment.ticks = ticks
      seen.append(try draw(moment.context()).frame.plainText.contains("1 of 2"))
    }
    // Forward b, c, loss; backward c, then b twice, then a twice.
    #expect(seen == [false, false, false, false, false, true, false, true, false])
  }

  @Test("has every number of the model", arguments: NamedModel.all)
  func numbers(model: NamedModel) throws {
    let context = try Moment(model.text).context(), graph = context.graph
    let places = Set(try draw(context).places.map(\.entry.quantity))
    let computed = graph.nodes.filter { $0.phase == .forward && $0.op != nil }
    let wanted = Set(computed.map(\.id) + computed.flatMap(\.inputs))
    for node in wanted {
      #expect(places.contains(.value(node)), "\(graph[node].label)")
      if !context.timeline.steps(writing: .gradient(node)).isEmpty {
        #expect(places.contains(.gradient(node)), "\(graph[node].label)")
      }
    }
  }

  @Test(
    "keeps what is being computed in sight", arguments: [1, 2],
    [(40, 12), (78, 22), (100, 30)])
  func sight(sample: Int, size: (Int, Int)) throws {
    var moment = try Moment(NamedModel.shared[sample].text)
    let count = moment.context().timeline.ticks.count
    for ticks in stride(from: 1, through: count, by: 1 + count / 24) {
      moment.ticks = ticks
      let context = moment.context(), step = try #require(context.step)
      let places = try draw(context, size.0, size.1).places.map(\.entry)
      #expect(places.contains(Entry(.value(step.node))), "tick \(ticks)")
      if step.phase == .forward { #expect(places.contains { context.written.contains($0) }) }
    }
  }

  @Test("says how much there is beyond its edges")
  func beyond() throws {
    var moment = try Moment(Loops.scalar)
    moment.ticks = 8
    let context = moment.context()
    let whole = try draw(context).places.filter { $0.entry.quantity.kind == .value }.count
    let (frame, places) = try draw(context, 60, 22)
    let note = try #require(frame.plainText.split(separator: "\n").last).split(separator: " ")
    let hidden = note.compactMap { Int($0) }.reduce(0, +)
    #expect(places.filter { $0.entry.quantity.kind == .value }.count + hidden == whole)
    #expect(note.contains("←") || note.contains("→"))
  }

  @Test("keeps everything where it is while the numbers come", arguments: NamedModel.all)
  func still(model: NamedModel) throws {
    var moment = try Moment(model.text)
    var shapes: Set<[Rect]> = []
    let count = moment.context().timeline.ticks.count
    for ticks in stride(from: 0, through: count, by: max(1, count / 12)) {
      moment.ticks = ticks
      let plan = try #require(GraphPlan.fitting(moment.context(), in: Size(width: 0, height: 80)))
      shapes.insert(plan.vertices.indices.map { plan.rect($0) })
    }
    #expect(shapes.count == 1)
  }
}

/// Follows lines of box-drawing characters as the eye does.
private struct LineReader {
  private let frame: Frame
  private static let arms: [Character: String] = [
    "─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu", "├": "rud", "┤": "lud",
    "┬": "lrd", "┴": "lru", "┼": "lrud",
  ]
  private static let ways: [Character: (x: Int, y: Int, back: Character)] = [
    "l": (-1, 0, "r"), "r": (1, 0, "l"), "u": (0, -1, "d"), "d": (0, 1, "u"),
  ]

  init(_ frame: Frame) { self.frame = frame }

  /// Where a line that starts in a cell arrives: the cells from which nothing goes on to the right.
  func ends(from start: Point) -> Set<Point> {
    var seen: Set<Point> = [], ends: Set<Point> = [], open = [start]
    while let point = open.popLast() {
      guard seen.insert(point).inserted else { continue }
      for arm in Self.arms[frame[point.x, point.y].character] ?? "" {
        guard let way = Self.ways[arm] else { continue }
        if let next = next(after: point, way) {
          open.append(next)
        } else if arm == "r" {
          ends.insert(point)
        }
      }
    }
    return ends
  }

  /// The next cell the line goes on in; a line that crosses it is in front.
  private func next(
    after point: Point, _ way: (x: Int, y: Int, back: Character)
  ) -> Point? {
    var next = Point(x: point.x + way.x, y: point.y + way.y)
    while let arms = Self.arms[frame[next.x, next.y].character] {
      if arms.contains(way.back) { return next }
      // The edge of a box is no crossing: behind it there is no line that goes on.
      guard arms == "ud", way.x != 0 else { return nil }
      let beyond = frame[next.x + way.x, next.y].character
      guard Self.arms[beyond] != nil else { return nil }
      next = Point(x: next.x + way.x, y: next.y + way.y)
    }
    return nil
  }
}
