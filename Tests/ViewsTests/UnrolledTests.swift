import Autograd
import Screen
import Testing

@testable import Views

/// What the unrolled view says, compared with the model's text and arithmetic done by hand.
@Suite("The unrolled view") struct UnrolledTests {
  private func unrolling(_ text: String) throws -> Unrolling {
    try Moment(text).context().index.unrolling
  }

  private func draw(
    _ context: ViewContext, _ width: Int = 78, _ height: Int = 22
  ) -> (text: String, places: [Place]) {
    let drawn = Drawn(UnrolledView(), context, width, height)
    return (drawn.text, drawn.places)
  }

  private func line(_ name: String, _ text: String) throws -> Substring {
    try #require(text.split(separator: "\n").first { $0.hasPrefix(name + " ") })
  }

  @Test("has rows in the order a column is computed, what is given above what reads it")
  func rows() throws {
    let lstm = try unrolling(Loops.lstm)
    #expect(lstm.bands.map { $0.rows.map(\.name) } == [["x", "f", "i", "o", "g", "c", "h"]])
    #expect(lstm.bands[0].columns == [0, 1, 2, 3])
    #expect(lstm.bands[0].rows.compactMap { $0.carry == nil ? nil : $0.name } == ["c", "h"])
    let both = try unrolling(Loops.attention).bands
    #expect(
      both.map { $0.rows.map(\.name) } == [
        ["src", "x", "h"], ["e", "a", "d", "in", "y", "s", "p", "out", "L"],
      ])
    #expect(both.map(\.columns) == [[0, 1, 2, 3], [0, 1, 2]])
  }

  @Test("says what a decoder reads of its encoder")
  func links() throws {
    let links = try unrolling(Loops.attention).bands.map {
      $0.links.map { [$0.source, $0.target] }
    }
    #expect(links == [[], [["h", "e, d"], ["h[3]", "s[0]"]]])
    let moment = try Moment(Loops.attention)
    #expect(draw(moment.context(), 100, 45).text.contains("h[3] ──▶ s[0]"))
  }

  @Test("carries states the way the model does: onwards, back, or over a column")
  func carries() throws {
    let both = try unrolling(Loops.bidirectional).bands
    #expect(both.count == 1)
    let carries = both[0].rows.map { $0.carry?.distance }
    #expect(both[0].rows.map(\.name) == ["x", "f", "r", "s"])
    #expect(carries == [nil, 1, -1, nil])
    // f is read by columns 1, 2, 3 and r, which comes from the other end, by 3, 2, 1.
    #expect(
      both[0].rows[1].carry?.readers == [1, 2, 3] && both[0].rows[2].carry?.readers == [1, 2, 3])
    let dilated = Loops.scalar.replacing("h[0] = 0", with: "h[-1] = 0\nh[0] = 0")
      .replacing("h[t-1]", with: "h[t-2]")
    let band = try unrolling(dilated).bands[0]
    #expect(band.columns == [-1, 0, 1, 2, 3])
    #expect(band.rows.last?.carry?.distance == 2)
  }

  /// A letter that is said is read at the next time: it is carried, too.
  @Test("shows what is fed back")
  func feedback() throws {
    let text = """
      weight w = 0.5
      y[1] = 1
      for t = 1...3:
          s[t] = w y[t]
          y[t+1] = tanh(s[t])
      loss = s[3]
      """
    let band = try unrolling(text).bands[0]
    #expect(band.rows.first { $0.name == "s" }?.carry?.distance == 1)
  }

  @Test("needs a loop, and says so")
  func misfit() throws {
    let context = try Moment.perceptron(ticks: 3).context()
    #expect(!UnrolledView().suits(context, isCrowded: false))
    #expect(draw(context).text.contains("This view draws a column for each time"))
  }

  /// tanh(1) ≈ 0.7616, tanh(0.5·0.7616) ≈ 0.3634, tanh(0.5·0.3634 + 1) ≈ 0.8279.
  @Test("shows each time's numbers once they are computed, the time at work marked")
  func forward() throws {
    var moment = try Moment(Loops.scalar)
    let steps = moment.context().timeline
    for (time, numbers) in [(1, ["0", "0.76", "·", "·"]), (3, ["0", "0.76", "0.36", "0.83"])] {
      let h = try moment.node("h[\(time)]")
      moment.ticks = try steps.ticks(of: #require(steps.step(giving: h))).upperBound
      let text = draw(moment.context()).text
      #expect(text.contains("▶ \(time)"))
      let words = try line("h", text).split { $0 == " " || $0 == "─" || $0 == "▶" }
      #expect(words.dropFirst().map { String($0) } == numbers)
    }
  }

  /// The gradient comes back through column 3, then 2, then 1.
  @Test("turns an arrow around when a gradient came back along it")
  func backward() throws {
    var moment = try Moment(Loops.scalar)
    let timeline = moment.context().timeline
    for (passed, marks) in [(0, 0), (3, 1), (2, 2), (1, 3)] {
      moment.ticks =
        try passed == 0
        ? #require(timeline.firstTick(.backward))
        : timeline.ticksNeeded(for: Entry(.gradient(try moment.node("h[\(passed - 1)]"))))
      let row = try line("h", draw(moment.context()).text)
      #expect(row.components(separatedBy: "◀∂").count - 1 == marks)
      #expect(row.components(separatedBy: "─▶").count - 1 == 3 - marks)
    }
    #expect(draw(moment.context()).text.contains("◀ 1"))
  }

  @Test("counts the shares of the weights that all times use")
  func shares() throws {
    var moment = try Moment(Loops.scalar)
    #expect(draw(moment.context()).text.contains("w, u: the same in every column"))
    // In a narrow room they are named more shortly before they are not named at all.
    let narrow = try Drawn("unrolled", moment.context(), 28, 12).text
    #expect(narrow.contains("in every column: w, u"))
    let timeline = moment.context().timeline, w = try moment.node("w")
    let u = try moment.node("u")
    #expect(timeline.steps(writing: .gradient(w)).count == 3)
    // What is computed last hands its gradient on first: u x before w h.
    moment.ticks = timeline.ticks(of: timeline.steps(writing: .gradient(u))[1]).upperBound
    #expect(draw(moment.context()).text.contains("∂w 1/3  ∂u 2/3"))
    moment.ticks = timeline.ticks(of: timeline.steps(writing: .gradient(w))[1]).upperBound
    #expect(draw(moment.context()).text.contains("shares: each ∂ has 2 of 3"))
    moment.ticks = timeline.ticks.count
    #expect(draw(moment.context()).text.contains("shares: each ∂ has 3 of 3"))
  }

  @Test("keeps the time at work in sight in a long sequence", .timeLimit(.minutes(1)))
  func long() throws {
    var moment = try Moment(Loops.long(120))
    let timeline = moment.context().timeline
    let index = GraphIndex(moment.model.graph)
    let trace = moment.context().trace
    for ticks in stride(from: 1, to: timeline.ticks.count, by: 29) {
      moment.ticks = ticks
      let context = ViewContext(trace: trace, timeline: timeline, ticksDone: ticks, index: index)
      guard let spot = context.columnAtWork else { continue }
      let text = draw(context, 60, 12).text
      #expect(text.contains("\(context.marker(context.step?.phase)) \(spot.column) "))
    }
  }

  @Test(
    "brings every number into sight when it is asked for", arguments: [(40, 12), (78, 9)])
  func asked(width: Int, height: Int) throws {
    for text in [Loops.lstm, Loops.attention, Loops.bidirectional] {
      var moment = try Moment(text)
      moment.ticks = moment.context().timeline.ticks.count
      var context = moment.context()
      for row in context.index.unrolling.bands.flatMap(\.rows) {
        for node in row.cells.values.joined() {
          for entry in context.graph.entries(of: .value(node)) {
            context.kept = entry
            context.cursor = entry
            let isSeen = draw(context, width, height).places.contains { $0.entry == entry }
            #expect(isSeen, "\(context.name(entry)) at \(width)×\(height)")
          }
        }
      }
    }
  }

  @Test("does not move while it is stepped through", arguments: [(58, 18), (78, 22), (100, 30)])
  func still(width: Int, height: Int) throws {
    for text in [Loops.scalar, Loops.lstm, Loops.bidirectional] {
      var moment = try Moment(text)
      let count = moment.context().timeline.ticks.count
      var places: [Entry: Int] = [:]
      for ticks in stride(from: 0, through: count, by: 7) {
        moment.ticks = ticks
        for place in draw(moment.context(), width, height).places {
          let end = places[place.entry, default: place.rect.maxX]
          // What scrolls moves; there is room for all columns here.
          #expect(end == place.rect.maxX || width < 78)
          places[place.entry] = place.rect.maxX
        }
      }
    }
  }
}
