import Screen
import TestSupport
import Testing

@testable import Views

/// A picture to be compared: what is drawn, in how many cells.
struct Picture: CustomTestStringConvertible {
  let view: String
  let width: Int
  let height: Int

  var testDescription: String { "\(view) at \(width)×\(height)" }

  static let all = ViewCatalogue.all.flatMap { view in
    [(40, 12), (78, 9), (78, 22), (100, 30)].map {
      Picture(view: view.name, width: $0.0, height: $0.1)
    }
  }
}

@Suite("Every view") struct GoldenTests {
  private func draw(_ picture: Picture, _ context: ViewContext) throws -> Frame {
    try Drawn(picture.view, context, picture.width, picture.height).frame
  }

  @Test("shows the perceptron as it was approved", arguments: Picture.all)
  func perceptron(_ picture: Picture) throws {
    // The eleven ticks: two products, their sum, z, o, e, two products e·x, w, b.
    let moments = [
      ("before", try Moment.perceptron(ticks: 0)), ("first product", try .perceptron(ticks: 1)),
      ("sum", try .perceptron(ticks: 4)), ("update", try .perceptron(ticks: 11)),
      ("edited", try .edited(ticks: 5)),
    ]
    for glyphs in [GlyphSet.unicode, .ascii] {
      let frames = try moments.map { ($0.0, try draw(picture, $0.1.context(glyphs))) }
      let mode = glyphs.isASCII ? "ascii" : "unicode"
      Golden.check("perceptron-\(picture.view)-\(picture.width)x\(picture.height)-\(mode)", frames)
    }
  }

  @Test("shows a network of two layers as it was approved", arguments: Picture.all)
  func network(_ picture: Picture) throws {
    var moment = try Moment(Sample.network)
    let count = moment.context().timeline.ticks.count
    let frames = try [12, 40, count].map { ticks in
      moment.ticks = ticks
      return ("\(ticks) ticks", try draw(picture, moment.context()))
    }
    Golden.check("network-\(picture.view)-\(picture.width)x\(picture.height)", frames)
  }
}
