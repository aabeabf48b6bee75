import Autograd
import Equations

/// A number that stays covered until the student has guessed it.
package struct Prediction: Hashable, Sendable {
  /// For a weight, its next value.
  package let entry: Autograd.Entry
  /// How many ticks are done once it is known.
  let ticks: Int
}

extension SceneRun {
  /// How many examples are asked about: each that is shown, but the first alone where the same come
  /// again and again.
  private var askedExamples: Int { isTraining ? 1 : exampleCount }

  /// Every number that is to be guessed, with the example it is asked about.
  var asked: [(presentation: Int, entry: Autograd.Entry)] {
    (0..<askedExamples).flatMap { number in predictions.map { (number, $0.entry) } }
  }

  /// The numbers of an example that nobody has guessed yet.
  func covered(at presentation: Int, _ guesses: Guesses) -> [Autograd.Entry] {
    awaited(at: presentation, guesses).map(\.entry)
  }

  private func awaited(at presentation: Int, _ guesses: Guesses) -> [Prediction] {
    guard presentation < askedExamples else { return [] }
    return predictions.filter { guesses[$0.entry, presentation] == nil }
  }

  /// How far the steps go before a guess is needed; nil where none is.
  func limit(_ guesses: Guesses) -> ScenePosition? {
    guard !predictions.isEmpty else { return nil }
    for presentation in 0..<askedExamples {
      guard let next = awaited(at: presentation, guesses).first else { continue }
      return ScenePosition(presentation: presentation, ticks: next.ticks - 1)
    }
    return nil
  }

  /// The number that the next step would compute, where it must be guessed first.
  func awaited(at position: ScenePosition, _ guesses: Guesses) -> Autograd.Entry? {
    let next = awaited(at: position.presentation, guesses).first
    return next.flatMap { $0.ticks == position.ticks + 1 ? $0.entry : nil }
  }
}

extension Model {
  /// The numbers that a name stands for: one, those of a vector or a matrix, or all of a family;
  /// with `grad(…)` around it, their gradients.
  func entries(named text: String) -> [Autograd.Entry] {
    let name = text.filter { !$0.isWhitespace }
    let whole = nodes(named: name)
    if !whole.isEmpty { return whole.flatMap { graph.entries(of: .value($0)) } }
    if name.hasPrefix("grad("), name.hasSuffix(")"), loss != nil {
      let inner = nodes(named: String(name.dropFirst(5).dropLast()))
      if !inner.isEmpty { return inner.flatMap { graph.entries(of: .gradient($0)) } }
    }
    return entry(named: name).map { [$0] } ?? []
  }
}
