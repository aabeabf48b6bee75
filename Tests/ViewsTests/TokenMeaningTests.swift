import Autograd
import Screen
import Testing

@testable import Views

/// What the views for words, probabilities and attention say, compared with what is known without
/// them.
@Suite("A view of words") struct TokenMeaningTests {
  private func draw(
    _ name: String, _ context: ViewContext, _ width: Int = 78, _ height: Int = 22
  ) throws -> (lines: [String], places: [Place], frame: Frame) {
    let drawn = try Drawn(name, context, width, height)
    return (drawn.rows, drawn.places, drawn.frame)
  }

  /// Two states, which are weighed by what is asked: σ of the difference 2·0.5 is 0.73.
  private static let looking = """
    given h[1...2] = [1, 0]
    weight q = 1
    a = softmax([q h[1], q h[2]])
    d = sum(i = 1...2: a[i] h[i])
    loss = (d - 1)^2
    """

  /// Letters with numbers that can be worked out: p = softmax of what U has for the letter read.
  private static let letters = """
    vocab abc = letters "ABC"
    given in[1...3] : abc = "ABB"
    given out[1...3] : abc = "BAC"
    weight U : [abc, abc] = [[0, 2, 0], [1, 0, 0], [0, 0, 0]]
    for t = 1...3:
        z[t] = U onehot(in[t], abc)
        p[t] = softmax(z[t])
    loss = sum(t = 1...3: cross_entropy(p[t], out[t]))
    """

  @Test(
    "finds the weights of attention by what is done with them",
    arguments: ["18-attention/dot", "18-attention/matrix", "18-attention/additive"])
  func attention(model: String) throws {
    let moment = try Moment.lesson(model), context = moment.context()
    let weights = try #require(context.index.attention)
    #expect(weights.weights == (try (1...3).map { try moment.node("a[\($0)]") }))
    let states = try (1...3).map { try moment.node("h[\($0)]") }
    for node in weights.weights { #expect(weights.states[node] == states) }
    let grid = try #require(HeatGrid(context))
    // It reads ABC and writes CBA.
    #expect(grid.columnTitles.map(\.word) == ["A", "B", "C"])
    #expect(grid.rowTitles.map(\.word) == ["C", "B", "A"])
  }

  @Test("takes no probabilities for attention, and no weights for states")
  func noAttention() throws {
    for model in ["15-language-model/char-lm", "17-seq2seq/free-running", "11-lstm/lstm"] {
      #expect(try Moment.lesson(model).context().index.attention == nil)
    }
  }

  @Test("of attention reaches every weight, and lights the row at work")
  func rows() throws {
    let start = try Moment.lesson("18-attention/dot")
    for row in 1...3 {
      let node = try start.node("a[\(row)]"), timeline = start.context().timeline
      let step = try #require(timeline.step(giving: node))
      let moment = start.at(timeline.ticks(of: step).lowerBound + 1)
      let (lines, places, _) = try draw("heatmap", moment.context())
      let lit = try #require(lines.first { $0.hasPrefix("▶") })
      #expect(lit.contains("a[\(row)]"))
      for row in 1...3 {
        let entries = start.model.graph.entries(of: .value(try start.node("a[\(row)]")))
        #expect(Set(entries).subtracting(places.map(\.entry)).isEmpty)
      }
    }
  }

  @Test("shades in fifths of the scale, and draws no shade for what is not computed")
  func shades() throws {
    let text = """
      given M : [1, 6] = [[0.1, 0.3, 0.5, 0.7, 0.9, -1]]
      weight k = 1
      N = k M
      """
    let start = try Moment(text).context()
    let drawing = try #require(HeatmapDrawing(start))
    #expect(
      [0.1, 0.3, 0.5, 0.7, 0.9, -1].map { drawing.shade($0) } == [" ", "░", "▒", "▓", "█", "█"])
    #expect(drawing.style(-1) == .negative && drawing.style(0.1) == .positive)
    let cursor = Entry(.value(try Moment(text).node("N")))
    let covered = try Moment(text).context(cursor: cursor)
    #expect(!(try draw("heatmap", covered).lines[2].contains { "░▒▓█".contains($0) }))
  }

  @Test("of a matrix names rows and columns by their words")
  func words() throws {
    let moment = try Moment(Self.letters), node = try moment.node("U")
    let grid = try #require(HeatGrid(moment.context(cursor: Entry(.value(node)))))
    #expect(grid.rowTitles.map(\.word) == ["A", "B", "C"])
    #expect(grid.columnTitles.map(\.word) == ["A", "B", "C"])
  }

  /// e²/(e² + 2) = 0.79 for the column of B, which is (2, 0, 0); e/(e + 2) = 0.58 for that of A,
  /// which is (0, 1, 0).
  @Test("says at each place the most probable word, how probable it is, and whether it is right")
  func saying() throws {
    let start = try Moment(Self.letters)
    let lines = try draw("tokens", start.at(start.forwardTicks).context()).lines
    let rows = lines.map { $0.split(separator: " ").map(String.init) }
    #expect(rows.contains(["reads", "A", "B", "B"]))
    #expect(rows.contains(["says", "B", "✓", "A", "✓", "A", "✗"]))
    #expect(rows.contains(["right", "B", "A", "C"]))
    #expect(rows.contains(["p", "0.58", "0.79", "0.79"]))
    // −log of the right word's: 0.55, 0.24, and of 1/(e² + 2), 2.24.
    #expect(rows.contains(["loss", "0.55", "0.24", "2.24"]))
    let before = try draw("tokens", start.context()).lines
    #expect(before.contains { $0.split(separator: " ") == ["says", "·", "·", "·"] })
  }

  @Test("keeps what is read apart from what is answered, and lights the one at work")
  func bands() throws {
    let start = try Moment.lesson("17-seq2seq/free-running"), context = start.context()
    let bands = TokenBand.all(context)
    #expect(bands.map(\.places.count) == [3, 3])
    #expect(bands[0].places.map { $0.read.flatMap { context.tokenWord($0) } } == ["A", "B", "C"])
    // Only the first letter is read: the others are the decoder's own.
    #expect(bands[1].places.map { $0.read.flatMap { context.tokenWord($0) } } == [">", nil, nil])
    for (name, line) in [("h[2]", 0), ("s[2]", 2)] {
      let timeline = context.timeline
      let step = try #require(timeline.step(giving: try start.node(name)))
      let moment = start.at(timeline.ticks(of: step).lowerBound + 1)
      let lines = try draw("tokens", moment.context()).lines
      #expect(lines.firstIndex { $0.contains("▶") } == line)
    }
  }

  @Test("counts the scores of attention to the letter that is written", arguments: 1...3)
  func scores(place: Int) throws {
    let start = try Moment.lesson("18-attention/dot"), timeline = start.context().timeline
    let step = try #require(timeline.step(giving: try start.node("e[\(place),2]")))
    let moment = start.at(timeline.ticks(of: step).upperBound)
    let lines = try draw("tokens", moment.context()).lines
    let lit = try #require(lines.first { $0.contains("▶") })
    #expect(lit.split(separator: "▶")[1].first == Array(">CB")[place - 1])
  }

  @Test("of probabilities shows those at work, marks the right word, and the longest bar strong")
  func bars() throws {
    let start = try Moment(Self.letters), timeline = start.context().timeline
    for place in 1...3 {
      let step = try #require(timeline.step(giving: try start.node("p[\(place)]")))
      let moment = start.at(timeline.ticks(of: step).upperBound)
      let (lines, _, frame) = try draw("bars", moment.context())
      #expect(lines[0].contains("p[\(place)] = softmax(z[\(place)])  \(place) of 3"))
      let target = try #require(lines.first { $0.contains("target") })
      #expect(target.dropFirst(2).hasPrefix("\(["B", "A", "C"][place - 1]) "))
      let strong = (0..<22).filter { frame[2, $0].style == .strong }
      #expect(strong.map { frame[2, $0].character } == [["B", "A", "A"][place - 1]])
    }
  }

  @Test("goes with the backward pass from the last place to the first")
  func backward() throws {
    let start = try Moment(Self.letters), context = start.context()
    var seen: [String] = []
    for ticks in start.forwardTicks...context.timeline.ticks.count {
      let headline = try draw("bars", start.at(ticks).context()).lines[0]
      if seen.last != headline { seen.append(headline) }
    }
    // First the losses one after the other, then the places.
    #expect(seen.map { $0.prefix(4) } == ["p[3]", "p[2]", "p[1]", "p[3]", "p[2]", "p[1]"])
  }

  @Test("draws a bar as long as its number, from an axis where numbers are below 0")
  func axis() throws {
    let text = "given x = 1\nweight w : [3] = [1, -1, 0.5]\nz = x w"
    var moment = try Moment(text)
    moment.ticks = moment.forwardTicks
    let (lines, _, frame) = try draw("bars", moment.context(), 60, 6)
    let lengths = (2..<5).map { row in
      frame.text(row: row).count { "█▏▎▍▌▋▊▉".contains($0) }
    }
    #expect(lengths[0] == lengths[1] || abs(lengths[0] - lengths[1]) == 1)
    #expect(abs(lengths[0] - 2 * lengths[2]) <= 1)
    let axis = try #require(lines[2].firstIndex(of: "│"))
    #expect(lines[3][..<axis].contains("█") && !lines[2][..<axis].contains("█"))
  }

  @Test("of one probability draws the other bar without a number")
  func pair() throws {
    var moment = try Moment("given x = 1\ngiven y = 0\nweight w = 0\np = σ(w x)\nloss = bce(p, y)")
    moment.ticks = moment.forwardTicks
    let (lines, places, _) = try draw("bars", moment.context(), 78, 6)
    #expect(lines.contains { $0.hasPrefix("  y = 1 █") && $0.contains("0.5") })
    #expect(lines.contains { $0.hasPrefix("  y = 0 █") && $0.contains("target") })
    #expect(places.count { $0.entry.quantity.kind == .value } == 1)
  }

  @Test("that cannot show a model says what it needs", arguments: ["heatmap", "bars", "tokens"])
  func misfit(name: String) throws {
    let context = try Moment("given a = 2\nc = a a\nloss = c + 1").context()
    #expect(try draw(name, context).lines.joined(separator: " ").contains("It needs"))
    #expect(ViewCatalogue.view(named: name)?.suits(context, isCrowded: false) == false)
  }

  @Test(
    "shows every chapter's model at every moment without harm",
    arguments: ["heatmap", "bars", "tokens"])
  func everywhere(name: String) throws {
    for model in [
      "18-attention/dot", "17-seq2seq/seq2seq-gru", "16-reading/bag", "11-lstm/counter",
    ] {
      let start = try Moment.lesson(model), count = start.context().timeline.ticks.count
      for ticks in stride(from: 0, through: count, by: max(1, count / 40)) {
        let context = start.at(ticks).context()
        for (width, height) in [(78, 22), (40, 12), (17, 5)] {
          for place in try draw(name, context, width, height).places {
            #expect(place.rect.maxX <= width && place.rect.maxY <= height)
          }
        }
      }
    }
  }

  @Test("of a long text keeps the letter at work in sight", .timeLimit(.minutes(1)))
  func long() throws {
    let text = String(repeating: "hello", count: 60)
    let source = try String(
      contentsOf: Moment.url(ofLesson: "15-language-model/char-lm"), encoding: .utf8
    )
    .replacing("\"hell\"", with: "\"\(text)\"").replacing("\"ello\"", with: "\"\(text)\"")
    let start = try Moment(source), forward = start.forwardTicks
    let index = start.context().index
    for ticks in [forward / 7, forward / 2, forward * 9 / 10] {
      let moment = start.at(ticks), context = moment.context(index: index)
      #expect(try draw("tokens", context).lines.contains { $0.contains("▶") })
      for name in ["heatmap", "bars"] { #expect(try !draw(name, context).places.isEmpty) }
    }
  }
}
