import Diagnostics

/// A running model beside the text: what is shown, stepped and asked.
package struct Scene: Hashable, Sendable {
  /// What is stepped.
  package enum Play: String, Hashable, Sendable, CaseIterable {
    case forward, backward, training, all
  }

  /// How far one key goes.
  package enum StepSize: String, Hashable, Sendable, CaseIterable {
    case operation, equation, time, example, epoch
  }

  /// What tells it from the other scenes of its page: `left` in `= left: loss`.
  package var name: Written?
  package var model: Written?
  /// A map from name to value, in place of the model's own.
  package var values: Literal?
  /// The pictures, side by side where there are several.
  package var views: [Written] = []
  package var play: Located<Play>?
  package var stop: Located<StepSize>?
  package var at: Written?
  package var focus: Written?
  package var edit: [Written] = []
  /// The table to train on.
  package var data: Written?
  package var train: Training?
  package var compare: Comparison?
  package var predict: [Written] = []
  package var `break`: Break?
  package var tool: Tool?
  /// Every field as written.
  package var fields: Literal
  package var range: SourceRange

  /// The names a query may call it by: its own and its twin's.
  package var names: [String] { [name?.text, twinName].compactMap { $0 } }

  /// What the scene beside it is called; nil where there is none, or it has no name.
  package var twinName: String? { self.break?.title ?? compare?.name?.text }
}

/// A second model or other values, in step beside the first.
package struct Comparison: Hashable, Sendable {
  package var name: Written?
  package var model: Written?
  package var values: Literal?
  package var data: Written?
  package var train: Training?
  package var range: SourceRange
}

/// A deliberately wrong rule, run beside the right one.
package struct Break: Hashable, Sendable {
  package var name: Written?
  /// What is wrong in how gradients are gathered.
  package enum Gathering: String, Hashable, Sendable, CaseIterable {
    /// Each share takes the place of those before it.
    case overwrite
  }

  /// The operation that is broken; nil where the gathering of gradients is.
  package var rule: Written?
  package var forward: Written?
  /// One formula for each input.
  package var backward: [Written] = []
  package var gradients: Located<Gathering>?
  package var range: SourceRange

  /// What queries and the screen call the scene with the wrong rule.
  package var title: String { name?.text ?? "broken" }
}

/// What a chapter without a graph shows.
package struct Tool: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case bpe, ngrams, onehot, wiring, bio
  }

  package var kind: Located<Kind>
  /// The fields of the tool's own, as written.
  package var fields: [Literal.Field]
}
