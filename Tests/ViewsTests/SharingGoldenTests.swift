import Screen
import TestSupport
import Testing

@testable import Views

/// Pictures of models that use quantities again and again, in the views that show it.
@Suite("A view of shared quantities") struct SharingGoldenTests {
  static let views = ["graph", "ledger"]
  static let sizes = [(40, 12), (78, 22), (100, 30), (140, 45)]
  @Test("shows them as it was approved", arguments: views, NamedModel.shared)
  func sample(view: String, model: NamedModel) throws {
    let name = model.name
    for size in Self.sizes {
      let frames = try frames(view, try Moment(model.text), size, .unicode)
      Golden.check("\(name)-\(view)-\(size.0)x\(size.1)", frames)
      guard name == "recurrent" else { continue }
      let plain = try self.frames(view, try Moment(model.text), size, .ascii)
      Golden.check("\(name)-\(view)-\(size.0)x\(size.1)-ascii", plain)
    }
  }

  /// Before, in the middle of the way forward, in the middle of the way back, at the end, and
  /// halfway back with the first leaf edited.
  private func frames(
    _ name: String, _ start: Moment, _ size: (Int, Int), _ glyphs: GlyphSet
  ) throws -> [(title: String, frame: Frame)] {
    var moment = start
    let count = moment.context().timeline.ticks.count
    let back = moment.context().timeline.firstTick(.backward) ?? count
    var frames: [(title: String, frame: Frame)] = []
    for ticks in [0, back / 2, (back + count) / 2, count] {
      moment.ticks = ticks
      frames.append(("\(ticks) of \(count) ticks", try draw(name, moment.context(glyphs), size)))
    }
    let leaf = try #require(moment.model.declarations.first).node
    moment.edits[leaf] = .init(moment.model.graph[leaf].shape, repeating: 0.25)
    frames.append(("edited", try draw(name, moment.context(glyphs), size)))
    return frames
  }

  private func draw(_ name: String, _ context: ViewContext, _ size: (Int, Int)) throws -> Frame {
    try Drawn(name, context, size.0, size.1).frame
  }
}
