import Autograd
import Foundation
import Screen
import Testing

@testable import Views

/// The map of the loss x² + 10 y², compared with arithmetic done by hand.
@Suite("The map of the loss") struct SurfaceTests {
  private func bowl(_ part: Double = 0) throws -> (context: ViewContext, pair: SurfacePair) {
    let context = try Moment(Sample.bowl).after(part).context()
    return (context, try #require(SurfacePair(context)))
  }

  private func hand(_ x: Double, _ y: Double) -> Double { x * x + 10 * y * y }

  private func grid(_ context: ViewContext, _ pair: SurfacePair) throws -> LossGrid {
    var measure = try #require(LossGrid.measure(context, pair))
    return LossGrid(&measure, pair, aspect: 2, holding: SurfaceWay(context, pair).all)
  }

  @Test("is measured on its grid")
  func measured() throws {
    let (context, pair) = try bowl()
    let grid = try grid(context, pair)
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        let x = at(column, of: grid.columns, grid.spanX), y = at(row, of: grid.rows, grid.spanY)
        #expect(abs(grid.losses[row * grid.columns + column] - hand(x, y)) < 1e-12)
      }
    }
  }

  private func at(_ n: Int, of count: Int, _ span: ClosedRange<Double>) -> Double {
    span.lowerBound + (span.upperBound - span.lowerBound) * Double(n) / Double(count - 1)
  }

  @Test("has the lowest loss in sight")
  func lowest() throws {
    let (context, pair) = try bowl()
    let grid = try grid(context, pair), lowest = try #require(grid.lowest)
    #expect(grid.spanX.contains(0) && grid.spanY.contains(0))
    // The lowest point of the grid is not further from the bowl's bottom than a grid's step.
    #expect(abs(lowest.x) < 3.0 / Double(grid.columns) * 4)
    #expect(abs(lowest.y) < 3.0 / Double(grid.rows) * 4)
  }

  /// Within a cell, the loss reaches from the lowest to the highest of its corners.
  @Test("draws each line through cells where the loss is its level", arguments: [false, true])
  func contours(isASCII: Bool) throws {
    let (context, pair) = try bowl()
    let grid = try grid(context, pair), size = Size(width: 60, height: 20)
    var dots = Dots(columns: 60, rows: 20, isASCII: isASCII)
    let contours = Contours(grid, on: &dots, cellsOf: size)
    #expect(contours.levels.count >= 4)
    // How far straight lines between the grid's points lie above the bowl, at most.
    let step = (grid.spanY.upperBound - grid.spanY.lowerBound) / Double(grid.rows - 1)
    let chord = 10 * step * step / 4 + 0.01
    for (level, cells) in zip(contours.levels, contours.cells) {
      #expect(cells.count > 8, "\(level)")
      for cell in cells {
        // A line lies between a dot and its neighbour to the left or above.
        let xs = [-0.6, 0.5, 1].map { at(Double(cell.x) + $0, of: 60, grid.spanX) }
        let ys = [-0.3, 0.5, 1].map { at(20 - Double(cell.y) - $0, of: 20, grid.spanY) }
        let losses = xs.flatMap { x in ys.map { hand(x, $0) } }
        let (least, most) = (losses.min() ?? 0, losses.max() ?? 0)
        #expect(least <= level + chord && level <= most + chord, "\(level) at \(cell)")
      }
    }
  }

  private func at(_ place: Double, of count: Int, _ span: ClosedRange<Double>) -> Double {
    span.lowerBound + (span.upperBound - span.lowerBound) * place / Double(count)
  }

  @Test("has round levels, few enough to be told apart")
  func levels() {
    let bowl = (0...40).flatMap { x in
      (0...40).map { hand(Double(x) / 10 - 2, Double($0) / 10 - 2) }
    }
    let levels = Contours.levels(bowl)
    #expect((4...9).contains(levels.count) && levels == levels.sorted())
    #expect(levels.allSatisfy { [1, 2, 5].contains($0 / pow(10, log10($0).rounded(.down))) })
    // Losses that differ little are told apart all the same.
    let flat = Contours.levels((0...100).map { 0.69 + Double($0) / 10_000 })
    #expect((3...8).contains(flat.count) && flat.allSatisfy { (0.69...0.70).contains($0) })
    #expect(Contours.levels([3, 3, 3]).isEmpty && Contours.levels([.nan, .infinity]).isEmpty)
  }

  /// At (1.5, 0.8) the loss is 2.25 + 6.4 = 8.65 and the gradient (3, 16).
  @Test("tells the two numbers, the loss and the gradient")
  func numbers() throws {
    let (context, _) = try bowl(0.75)
    let view = SurfaceView()
    for size in [Size(width: 78, height: 22), Size(width: 40, height: 12)] {
      var frame = Frame(size: size)
      let places = view.draw(context, into: &frame, in: frame.bounds)
      let text = frame.plainText
      #expect(text.contains("x = 1.5  y = 0.8  loss = 8.65"))
      #expect(text.contains("∂loss/∂x = 3  ∂loss/∂y = 16"))
      #expect(places.count == 5)
    }
  }

  @Test("has an arrow that points against the gradient, as the axes show it")
  func arrow() throws {
    let chart = Chart(
      x: Scale(-2...2), y: Scale(-2...2), in: Rect(x: 0, y: 0, width: 70, height: 40),
      glyphs: .unicode)
    let start = try #require(chart.dot(1, 0.5))
    // The gradient there is (2, 10): down and a little to the left, by as many units of each axis
    // as the slope says.
    let arrow = try #require(SurfaceArrow(chart, from: (1, 0.5), against: (2, 10)))
    #expect(arrow.start == start && arrow.end.y > start.y && arrow.end.x < start.x)
    let across = Double(arrow.end.x - start.x) / Double(chart.dots.width)
    let down = Double(arrow.end.y - start.y) / Double(chart.dots.height)
    #expect(abs(across / down + 0.2) < 0.1)
    #expect(arrow.head(.unicode) == "↓" && arrow.head(.ascii) == "v")
    #expect(SurfaceArrow(chart, from: (1, 0.5), against: (0, 0)) == nil)
    #expect(SurfaceArrow(chart, from: (1, 0.5), against: (.nan, 1)) == nil)
  }

  @Test("is over the weight under the cursor and the next")
  func pair() throws {
    let moment = try Moment(Sample.network)
    let weight = Entry(.value(try moment.node("W2")), row: 0, column: 1)
    let pair = try #require(SurfacePair(moment.context(cursor: weight)))
    #expect(pair.across == weight && pair.up == Entry(weight.quantity, row: 1, column: 0))
    let first = try #require(SurfacePair(moment.context()))
    #expect(first.across == Entry(.value(try moment.node("W1"))))
    #expect(SurfacePair(try Moment(Sample.parabola).context()) == nil)
    #expect(SurfacePair(try Moment.perceptron(ticks: 0).context()) == nil)
  }

  @Test("of a model too large to be run hundreds of times in a frame says so")
  func large() throws {
    let steps = (1...1000).map { "h\($0) = tanh(w h\($0 - 1) + u x)\n" }.joined()
    let context = try Moment(
      "given x = 0.5\ngiven h0 = 0\nweight w, u = 0.9\n\(steps)loss = h1000^2"
    ).context()
    #expect(!SurfaceView().suits(context, isCrowded: false))
    var frame = Frame(size: Size(width: 78, height: 22))
    _ = SurfaceView().draw(context, into: &frame, in: frame.bounds)
    #expect(frame.plainText.contains("takes too long"))
  }

  @Test("marks the updates of the way, and the last of them apart")
  func way() throws {
    var moment = try Moment(Sample.bowl)
    try moment.descend(updates: 2)
    // x = 1.5, 1.38, 1.2696 and y = 0.8, 0.16, 0.032.
    var frame = Frame(size: Size(width: 78, height: 22))
    _ = SurfaceView().draw(moment.context(), into: &frame, in: frame.bounds)
    let body = frame.plainText.split(separator: "\n").dropFirst(2).joined()
    #expect(body.count { $0 == "●" } == 2 && body.count { $0 == "◆" } == 1)
  }

  @Test("has no numbers at its lines while the loss waits for a guess")
  func guessed() throws {
    var context = try bowl(1).context
    let loss = try #require(context.timeline.program.root)
    let labels = Contours.levels(try grid(context, try bowl(1).pair).losses).map {
      context.glyphs.text($0.text(digits: 6))
    }
    let known = try Drawn("surface", context, 78, 22).text
    context.hidden = [Entry(.value(loss))]
    let hidden = try Drawn("surface", context, 78, 22).text
    #expect(labels.contains { known.contains($0) && !hidden.contains($0) })
    #expect(hidden.contains("loss ?") || hidden.contains("loss = ?"))
  }
}
