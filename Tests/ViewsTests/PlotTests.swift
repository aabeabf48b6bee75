import Autograd
import Foundation
import Screen
import Testing

@testable import Views

/// What charts are made of, and what they say, compared with arithmetic done by hand.
@Suite("A chart") struct PlotTests {
  private func draw(
    _ name: String, _ context: ViewContext, _ width: Int = 78, _ height: Int = 22
  ) throws -> (rows: [String], places: [Place]) {
    let drawn = try Drawn(name, context, width, height)
    return (drawn.rows, drawn.places)
  }

  // MARK: Dots

  @Test("puts a dot where Unicode's braille block has it")
  func braille() {
    // The block's eight signs of one dot, in its order: down the left side but for the lowest row,
    // down the right side, then the lowest row.
    let signs = Array("⠁⠂⠄⠈⠐⠠⡀⢀")
    let dots = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    for (sign, dot) in zip(signs, dots) {
      #expect(picture(glyphs: .unicode) { $0.set(2 + dot.0, dot.1, .plain) } == [" \(sign)"])
    }
  }

  @Test("draws with signs that ASCII has")
  func plainDots() {
    #expect(picture(glyphs: .ascii) { $0.set(0, 0, .plain) } == ["'"])
    #expect(picture(glyphs: .ascii) { $0.set(1, 1, .plain) } == [" ."])
    let both = picture(glyphs: .ascii) {
      $0.line(from: Point(x: 0, y: 0), to: Point(x: 0, y: 1), .plain)
    }
    #expect(both == [":"])
  }

  @Test("draws lines from far outside without walking there", .timeLimit(.minutes(1)))
  func far() {
    let far = Point(x: .max / 4, y: .max / 4)
    #expect(picture(glyphs: .unicode) { $0.line(from: far, to: far, .plain) } == [""])
    #expect(
      picture(glyphs: .ascii) {
        $0.set(-1, 0, .plain); $0.set(0, 99, .plain)
      } == [""])
  }

  /// Two cells side by side, without blanks at the end.
  private func picture(glyphs: GlyphSet, _ set: (inout Dots) -> Void) -> [String] {
    var frame = Frame(size: Size(width: 2, height: 1))
    _ = Canvas.draw(Self.anywhere.context(glyphs), into: &frame, in: frame.bounds) { canvas in
      var dots = Dots(columns: 2, rows: 1, isASCII: glyphs.isASCII)
      set(&dots)
      dots.draw(on: &canvas, x: 0, y: 0)
    }
    return frame.plainText.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { String($0) }
  }

  private static let anywhere: Moment = {
    guard let moment = try? Moment(Sample.parabola) else { preconditionFailure("a sample") }
    return moment
  }()

  // MARK: Axes

  @Test("marks its axes at 1, 2 and 5 times a power of ten")
  func ticks() {
    #expect(Scale(0...1).ticks(most: 5).map(\.text) == ["0", "0.2", "0.4", "0.6", "0.8", "1"])
    #expect(Scale(-3...4).ticks(most: 4).map(\.text) == ["−2", "0", "2", "4"])
    #expect(Scale(0...0.0007).ticks(most: 4).map(\.text) == ["0", "0.0002", "0.0004", "0.0006"])
    #expect(Scale(1000.01...1000.02).ticks(most: 3).map(\.text).contains("1000.015"))
    let whole = Scale(0...3, isWhole: true).ticks(most: 8).map(\.text)
    #expect(whole == ["0", "1", "2", "3"])
  }

  @Test("marks a logarithmic axis at powers of ten, which lie equally far apart")
  func logarithm() {
    let scale = Scale(holding: [0.02, 5], mayBeLogarithmic: true)
    #expect(scale.isLogarithmic && scale.span.lowerBound < 0.02 && scale.span.upperBound > 5)
    #expect(scale.ticks(most: 6).map(\.text) == ["0.01", "0.1", "1", "10"])
    let parts = scale.ticks(most: 6).map(\.part)
    #expect(zip(parts, [0, 1.0 / 3, 2.0 / 3, 1]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(scale.part(of: 0) == nil && scale.part(of: -1) == nil)
  }

  @Test("takes a logarithm only for more than two decades above 0")
  func decades() {
    #expect(!Scale(holding: [0.1, 9], mayBeLogarithmic: true).isLogarithmic)
    #expect(!Scale(holding: [-1, 1e6], mayBeLogarithmic: true).isLogarithmic)
    #expect(!Scale(holding: [0.001, 9]).isLogarithmic)
    #expect(Scale(holding: [0, 0.001, 9], mayBeLogarithmic: true).isLogarithmic)
  }

  @Test("has a scale for any numbers")
  func anyNumbers() {
    for values in [[], [0], [.nan], [.infinity, 1], [5, 5], [-1e-9, 1e-9], [1e305, -1e305]] {
      let scale = Scale(holding: values)
      #expect(scale.span.lowerBound < scale.span.upperBound)
      #expect(scale.ticks(most: 5).count <= 7)
    }
    // Gradients through hundreds of steps end here.
    for values in [[Double.leastNonzeroMagnitude, 1], [1e-307, 1e-303], [1e-299, 1e299]] {
      let scale = Scale(holding: values, mayBeLogarithmic: true)
      #expect(scale.span.lowerBound < scale.span.upperBound)
      #expect(scale.ticks(most: 5).count <= 7)
    }
  }

  // MARK: Numbers over time

  @Test("of a run without finite losses stays empty, and one gap does not take the rest away")
  func gaps() throws {
    var moment = try Moment.seeds()
    let losses = try #require(moment.training?.losses)
    moment.training?.losses = losses.map { .init(update: $0.update, loss: .nan) }
    let none = try draw("plot", moment.context(), 60, 14).rows.joined()
    #expect(!none.contains { ("\u{2801}"..."\u{28FF}").contains($0) })
    moment.training?.losses[2].loss = 3
    moment.training?.losses[3].loss = 2
    let some = try draw("plot", moment.context(), 60, 14).rows.joined()
    #expect(some.contains { ("\u{2801}"..."\u{28FF}").contains($0) })
  }

  /// w starts at −2 and comes nearer to 3 by a fifth each time: the loss before update n is
  /// 25·0.64^(n−1), which is 0.18 for 12, and falls by more than two decades.
  @Test("of a run tells the newest update and its loss, and that the axis is logarithmic")
  func run() throws {
    let rows = try draw("plot", Moment.seeds().context()).rows
    #expect(rows[0].contains("update 12: 0.18"))
    #expect(rows.contains { $0.hasPrefix("log") })
    // 8/12 + 0.01, 8/24 + 0.02, 8/36 + 0.03.
    for (seed, loss) in [(1, "0.68"), (2, "0.35"), (3, "0.25")] {
      #expect(rows.contains { $0.hasPrefix("seed \(seed)") && $0.hasSuffix(" \(loss)") })
    }
  }

  @Test("of a state shows what is computed so far, a sign a step")
  func forward() throws {
    var moment = try Moment(Sample.vanishing)
    // Each step is a product and a sum; then the loss.
    let ends = [0, 2, 4, 6, 8]
    let counts = try ends.map { ticks -> Int in
      moment.ticks = ticks
      return try draw("plot", moment.context()).rows.dropFirst().joined().count { $0 == "●" }
    }
    #expect(counts == [1, 2, 3, 4, 5])
  }

  /// ∂loss/∂h[t] = 2 h[4]·0.01^(4 − t) with h[4] = 1.010101: 2.02, 0.0202, 0.000202 …
  @Test("of gradients grows from the right, by its logarithm where they vanish")
  func backward() throws {
    var moment = try Moment(Sample.vanishing)
    let context = moment.context(), timeline = context.timeline
    for (t, text) in [(4, "2.02"), (3, "0.02"), (2, "0.0002")] {
      let entry = Entry(.gradient(try moment.node("h[\(t)]")))
      moment.ticks = timeline.ticksNeeded(for: entry)
      let drawing = try draw("plot", moment.context())
      #expect(drawing.rows[0].contains("∂loss/∂h[\(t)] = \(text)"))
      #expect(drawing.rows.contains { $0.trimmingPrefix(while: \.isWhitespace).hasPrefix("log") })
      let marks = drawing.rows.dropFirst().joined().count { $0 == "●" }
      #expect(marks == 5 - t)
      #expect(drawing.places.map(\.entry).contains(entry))
    }
  }

  @Test("tells the time step the cursor is on")
  func cursor() throws {
    let moment = try Moment(Sample.scalarLSTM).after(1)
    let entry = Entry(.value(try moment.node("f[2]")))
    let drawing = try draw("plot", moment.context(cursor: entry))
    #expect(drawing.rows[0].contains("∂loss/∂f[t]"))
    #expect(drawing.rows.joined().contains("∂loss/∂f[2] = "))
  }

  @Test("names what an LSTM carries, and none of its gates")
  func carried() throws {
    let context = try Moment(Sample.scalarLSTM).context()
    #expect(Set(TimePlot.families(context).map(\.name)) == ["h", "c"])
  }

  @Test("of a forecast shows what is given, what is wanted and what is answered")
  func forecast() throws {
    let text = """
      given x[1...T] = [0.5, 0.25, 0]
      given y = -0.25
      weight w = 0.5
      h[0] = 0
      for t = 1...T:
          h[t] = tanh(w h[t-1] + x[t])
      p = w h[T]
      loss = (p - y)^2
      """
    let lines = try #require(Forecast(Moment(text).context())).lines
    #expect(lines.map { $0.points.map(\.position) } == [[1, 2, 3], [4], [4]])
    #expect(try Forecast(Moment(Sample.neuron).context()) == nil)
  }

  @Test("of very many numbers keeps the last step and the one under the cursor")
  func thinned() throws {
    let moment = try Moment(
      "size n = 64\ngiven x[1...T] = \(Array(repeating: 0.5, count: 200))\nweight u : [n]\n"
        + "h[0] = zeros(n)\nfor t = 1...T:\n    h[t] = tanh(h[t-1] + x[t] u)\nloss = sum(h[T])")
    let cursor = Entry(.value(try moment.node("h[101]")), row: 3)
    let context = moment.context(cursor: cursor)
    let family = try #require(TimePlot.families(context).first)
    let positions = family.gradientLine(context).points.map(\.position)
    #expect(positions.count < 80 && positions.contains(101) && positions.last == 200)
  }
}
