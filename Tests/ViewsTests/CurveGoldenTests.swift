import Autograd
import Screen
import TestSupport
import Testing

@testable import Views

/// A picture of one of the views that draw curves.
struct CurvePicture: CustomTestStringConvertible {
  let view: String
  let size: Size
  let glyphs: GlyphSet

  var testDescription: String { "\(view) at \(size.width)×\(size.height)" }
  var name: String {
    "\(view)-\(size.width)x\(size.height)-\(glyphs.isASCII ? "ascii" : "unicode")"
  }

  static func all(_ view: String) -> [CurvePicture] {
    [(40, 12), (78, 22), (100, 30), (140, 45)].flatMap { width, height in
      [GlyphSet.unicode, .ascii].map {
        CurvePicture(view: view, size: Size(width: width, height: height), glyphs: $0)
      }
    }
  }

  /// The largest screen adds room, not moments: of those one is enough.
  func check(
    _ model: String, _ moments: [(title: String, moment: Moment)], cursor: Entry? = nil
  ) throws {
    let view = try #require(ViewCatalogue.view(named: view))
    let shown = size.width > 100 ? Array(moments.suffix(1)) : moments
    let frames = shown.map { title, moment in
      var frame = Frame(size: size)
      _ = view.draw(moment.context(glyphs, cursor: cursor), into: &frame, in: frame.bounds)
      return (title, frame)
    }
    Golden.check("\(model)-\(name)", frames)
  }
}

@Suite("A view of curves") struct CurveGoldenTests {
  @Test("plots what an LSTM carries as it was approved", arguments: CurvePicture.all("plot"))
  func lstm(_ picture: CurvePicture) throws {
    let moment = try Moment(Sample.scalarLSTM)
    var edited = moment.after(0.3)
    edited.edits[try moment.node("bf")] = .init(-4)
    try picture.check(
      "lstm",
      [
        ("before", moment), ("forward", moment.after(0.25)), ("edited", edited),
        ("backward", moment.after(0.75)),
      ])
  }

  @Test("plots the losses of a run as it was approved", arguments: CurvePicture.all("plot"))
  func losses(_ picture: CurvePicture) throws {
    try picture.check("run", [("twelve updates, three seeds", try Moment.seeds())])
  }

  @Test("draws a neuron's activation as it was approved", arguments: CurvePicture.all("curve"))
  func activation(_ picture: CurvePicture) throws {
    let moment = try Moment(Sample.neuron)
    var edited = moment.after(1)
    edited.edits[try moment.node("x")] = .init(-3)
    try picture.check(
      "neuron",
      [
        ("before", moment), ("forward", moment.after(0.4)), ("edited", edited),
        ("backward", moment.after(1)),
      ])
  }

  @Test(
    "draws the loss against one weight as it was approved", arguments: CurvePicture.all("curve"))
  func descent(_ picture: CurvePicture) throws {
    var moment = try Moment(Sample.parabola)
    let start = moment.after(1)
    try moment.descend(updates: 6)
    try picture.check("parabola", [("first update", start), ("seventh update", moment.after(1))])
  }

  @Test(
    "draws one loss beside the mean of two as it was approved", arguments: CurvePicture.all("curve")
  )
  func mean(_ picture: CurvePicture) throws {
    let moment = try Moment.twoExamples(updates: 3).after(0.9)
    let weight = Entry(.value(try moment.node("w")))
    try picture.check("examples", [("fourth update", moment)], cursor: weight)
  }

  @Test(
    "draws the loss over two weights as it was approved", arguments: CurvePicture.all("surface"))
  func surface(_ picture: CurvePicture) throws {
    var moment = try Moment(Sample.bowl)
    let before = moment, backward = moment.after(0.8)
    try moment.descend(updates: 8)
    try picture.check(
      "bowl",
      [
        ("before", before), ("backward", backward),
        ("two examples", try .twoExamples(updates: 5).after(0.9)),
        ("ninth update", moment.after(1)),
      ])
  }
}
