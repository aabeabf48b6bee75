import Autograd
import Screen

extension QuestionState {
  /// How the right number comes out, where it stands nowhere on the stage: all of it, or up to the
  /// line the student has come to. Nil where there is nothing to work out, or not yet.
  func workingLines(_ glyphs: GlyphSet) -> [StyledText]? {
    guard let derivations = shownDerivations else { return nil }
    let count = min(derivations.count, (workingStep ?? derivations.count) + 1)
    return derivations.prefix(count).enumerated().map { number, derivation in
      let isCurrent = number == workingStep
      return StyledText(glyphs.text(derivation.line), isCurrent ? .current : .code)
    }
  }

  /// The derivations there are to go through; nil where the stage shows the number.
  var shownDerivations: [Derivation]? {
    guard isSettled, asked.entry == nil, let derivations = asked.working?.derivations,
      !derivations.isEmpty
    else { return nil }
    return derivations
  }

  /// On to the next line of it, the first behind the last.
  mutating func stepWorking() {
    let count = shownDerivations?.count ?? 0
    let next = workingStep.map { $0 + 1 } ?? 0
    workingStep = next < count ? next : nil
  }
}
