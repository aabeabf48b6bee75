import Autograd
import Screen
import TestSupport
import Testing

@testable import Views

/// Pictures of the views for words, probabilities and attention, drawn of the chapters' models.
struct LessonPicture: CustomTestStringConvertible {
  let view: String
  let model: String

  var testDescription: String { "\(view) of \(model)" }
  /// As it may stand in a file's name.
  var name: String { "\(model.split(separator: "/").last ?? "")-\(view)" }

  static let all = [
    LessonPicture(view: "heatmap", model: "18-attention/dot"),
    LessonPicture(view: "heatmap", model: "18-attention/matrix"),
    LessonPicture(view: "heatmap", model: "15-language-model/char-lm"),
    LessonPicture(view: "bars", model: "15-language-model/char-lm"),
    LessonPicture(view: "bars", model: "03-loss/logistic-neuron"),
    LessonPicture(view: "tokens", model: "17-seq2seq/free-running"),
    LessonPicture(view: "tokens", model: "16-reading/tagger"),
    LessonPicture(view: "tokens", model: "16-reading/sentiment"),
  ]
}

@Suite("A view of words") struct TokenGoldenTests {
  private static let sizes = [(40, 12), (78, 22), (100, 30), (140, 45)]

  private func moments(_ picture: LessonPicture) throws -> [(String, Moment)] {
    let start = try Moment.lesson(picture.model)
    let forward = start.forwardTicks, all = start.context().timeline.ticks.count
    var edited = start.at(forward)
    let given = try #require(start.context().index.weights.first)
    edited.edits[given] = Matrix(start.model.graph[given].shape, repeating: 0.75)
    return [
      ("before", start), ("forward", start.at(forward * 2 / 3)), ("loss", start.at(forward)),
      ("backward", start.at((forward + all) / 2)), ("edited", edited),
    ]
  }

  @Test("looks as it was approved", arguments: LessonPicture.all)
  func looks(_ picture: LessonPicture) throws {
    let view = try #require(ViewCatalogue.view(named: picture.view))
    for (width, height) in Self.sizes {
      for glyphs in width < 100 ? [GlyphSet.unicode, .ascii] : [.unicode] {
        let frames = try moments(picture).map { title, moment in
          var frame = Frame(size: Size(width: width, height: height))
          _ = view.draw(moment.context(glyphs), into: &frame, in: frame.bounds)
          return (title, frame)
        }
        let mode = glyphs.isASCII ? "ascii" : "unicode"
        Golden.check("\(picture.name)-\(width)x\(height)-\(mode)", frames)
      }
    }
  }
}
