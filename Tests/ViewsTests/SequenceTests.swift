import Autograd
import Screen
import TestSupport
import Testing

@testable import Views

/// What holds for all views holds for models with loops, too.
extension EveryViewTests {
  @Test("draws models with loops at any size and moment", arguments: 0..<24)
  func sequences(seed: Int) throws {
    var random = Seeded(UInt64(seed))
    let text = Loops.sequences[seed % Loops.sequences.count]
    var moment = try Moment(text)
    if Bool.random(using: &random) {
      moment.model = moment.model.learning(with: .adam(rate: 0.1))
    }
    if Bool.random(using: &random), let leaf = moment.model.graph.nodes.first(where: { $0.isLeaf })
    {
      moment.edits[leaf.id] = Matrix(leaf.shape, repeating: leaf.isToken ? 1 : -0.125)
    }
    let count = moment.context().timeline.ticks.count
    for view in views() {
      moment.ticks = Int.random(in: 0...count, using: &random)
      let size = Size(
        width: Int.random(in: 0...110, using: &random),
        height: Int.random(in: 0...34, using: &random))
      check(view, moment.context(Bool.random(using: &random) ? .unicode : .ascii), size)
    }
  }

  @Test(
    "draws models with loops where there is hardly any room", arguments: Loops.sequences.indices)
  func narrow(sample: Int) throws {
    var moment = try Moment(Loops.sequences[sample])
    for ticks in [0, 40, moment.context().timeline.ticks.count] {
      moment.ticks = ticks
      for size in [(0, 0), (1, 1), (3, 2), (9, 2), (2, 9), (60, 1), (1, 60), (14, 5), (24, 8)] {
        for view in views() {
          check(view, moment.context(), Size(width: size.0, height: size.1))
        }
      }
    }
  }
}

/// A model with a loop to be looked at, and the quantity that is edited in its last picture.
struct LoopSample: CustomTestStringConvertible {
  let name: String
  let text: String
  let edited: String

  var testDescription: String { name }

  static let others = [
    LoopSample(name: "gru", text: Loops.gru, edited: "x[1]"),
    LoopSample(name: "attention", text: Loops.attention, edited: "E"),
    LoopSample(name: "scalar", text: Loops.scalar, edited: "w"),
  ]
}

/// Pictures of models with loops: what there is at each size is looked at and approved.
@Suite("A model with a loop") struct SequenceGoldenTests {
  private static let sizes = [(40, 12), (58, 18), (78, 9), (78, 22), (100, 30), (140, 45)]

  static let pictures = ["unrolled", "cell"].flatMap { view in
    sizes.map { Picture(view: view, width: $0.0, height: $0.1) }
  }

  private func frames(
    _ text: String, _ picture: Picture, _ glyphs: GlyphSet, edited: String
  ) throws -> [(title: String, frame: Frame)] {
    let view = try #require(ViewCatalogue.view(named: picture.view))
    var moment = try Moment(text)
    let timeline = moment.context().timeline, count = timeline.ticks.count
    let turn = try #require(timeline.firstTick(.backward))
    let draw = { (moment: Moment) in
      var frame = Frame(size: Size(width: picture.width, height: picture.height))
      _ = view.draw(moment.context(glyphs), into: &frame, in: frame.bounds)
      return frame
    }
    var frames: [(title: String, frame: Frame)] = []
    for (title, ticks) in [
      ("before", 0), ("forward", turn / 2), ("backward", turn + (count - turn) / 2),
    ] {
      moment.ticks = ticks
      frames.append((title, draw(moment)))
    }
    let node = try moment.node(edited)
    moment.edits[node] = Matrix(moment.model.graph[node].shape, repeating: 0.5)
    moment.ticks = turn / 2
    frames.append(("edited", draw(moment)))
    return frames
  }

  @Test("shows an LSTM as it was approved", arguments: pictures)
  func lstm(_ picture: Picture) throws {
    for glyphs in [GlyphSet.unicode, .ascii] {
      let mode = glyphs.isASCII ? "ascii" : "unicode"
      Golden.check(
        "lstm-\(picture.view)-\(picture.width)x\(picture.height)-\(mode)",
        try frames(Loops.lstm, picture, glyphs, edited: "x[1]"))
    }
  }

  @Test(
    "shows others as they were approved",
    arguments: pictures.filter { $0.height == 22 || $0.height == 18 }, LoopSample.others)
  func others(_ picture: Picture, _ sample: LoopSample) throws {
    Golden.check(
      "\(sample.name)-\(picture.view)-\(picture.width)x\(picture.height)",
      try frames(sample.text, picture, .unicode, edited: sample.edited))
  }
}
