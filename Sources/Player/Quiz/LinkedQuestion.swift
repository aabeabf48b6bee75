import Autograd
import Courseware
import Equations

/// A question bound to the scenes it asks, ready to be asked any number of times.
package struct LinkedQuestion: Sendable {
  package let question: Question
  /// The page it stands on.
  package let pageID: String
  /// The scenes it asks, the one it is about first; none where it asks for no number.
  let scenes: [SceneRun]
  /// Whether the first of them is one that a student sees.
  let hasStage: Bool
  /// Its queries, and those of the claims in its texts.
  let queries: [Courseware.Query: BoundQuery]
  let variations: [Variation]
  /// Numbers with which it can be asked for sure.
  private(set) var proven: Drawing

  /// So many drawings are tried before the proven one is taken.
  static let mostDrawings = 100

  /// - Throws: what is wrong with every drawing.
  init(
    _ question: Question, pageID: String, scenes: [SceneRun], hasStage: Bool = true,
    queries: [Courseware.Query: BoundQuery], variations: [Variation]
  ) throws(Flaw) {
    self.question = question
    self.pageID = pageID
    self.scenes = scenes
    self.hasStage = hasStage
    self.queries = queries
    self.variations = variations
    proven = Drawing(of: [], in: scenes)
    var random = Random(seed: 1, question.id.text.seed)
    var found: Flaw?
    for _ in 0..<(variations.isEmpty ? 1 : Self.mostDrawings) {
      let drawing = drawing(using: &random)
      let flaw = AskedQuestion(self, drawing, seed: 1).flaw
      if flaw == nil {
        proven = drawing
        return
      }
      found = found ?? flaw
    }
    throw found ?? .notFinite
  }

  /// Whether it has other numbers each time.
  package var varies: Bool { !variations.isEmpty }

  /// The question with the numbers and the order of choices that a seed gives: the same for the same
  /// seed.
  package func asked(seed: UInt64) -> AskedQuestion {
    var random = Random(seed: seed, question.id.text.seed)
    for _ in 0..<(varies ? Self.mostDrawings : 0) {
      let asked = AskedQuestion(self, drawing(using: &random), seed: seed)
      if asked.flaw == nil { return asked }
    }
    return AskedQuestion(self, proven, seed: seed)
  }

  /// The next drawing, whatever comes of it.
  func drawing(using random: inout Random) -> Drawing {
    let values = variations.map { variation in
      let scene = scenes.first { $0.model.declaration(named: variation.name) != nil }
      let value = scene.flatMap { scene in
        scene.model.declaration(named: variation.name).map {
          variation.draw(for: $0, in: scene.model.graph, using: &random)
        }
      }
      return DrawnValue(name: variation.name, value: value ?? .list([]))
    }
    return Drawing(of: values, in: scenes)
  }
}

/// A query of a question, and which of its scenes it asks.
struct BoundQuery: Sendable {
  let scene: Int
  let query: Equations.Query
  /// The number on the stage that it names; nil where it is an expression, or more than one number.
  let entry: Autograd.Entry?
}

extension String {
  /// A number of its own for every text, the same on every machine (FNV-1a).
  var seed: UInt64 {
    utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
