import Autograd

/// Kinds of quantities that the engine does not know yet, each asked in this one place.
extension Node {
  /// Whether its number stands for a word, so that it has no gradient.
  var isToken: Bool { false }

  /// Whether its shares come from a stable form, which passes by the quantities in between.
  var isStable: Bool { false }
}
