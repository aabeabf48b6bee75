import Autograd
import Screen
import Views

extension State {
  /// Goes to the first number that a wrong rule has made another one.
  mutating func goToDifference() {
    guard let twin = lesson?.page.twin, twin.twin.isBroken else {
      return say("no rule is broken on this page")
    }
    guard let difference = twin.difference else {
      return say("with these changes no number differs")
    }
    lesson?.page.jump(to: difference.position)
    guard let found = lesson?.page.reachedDifference else {
      return say("the steps wait for a guess before that")
    }
    lesson?.page.stage?.cursor = difference.entry
    lesson?.page.twin?.stage.cursor = difference.entry
    lesson?.focus = .stage
    say("\(found.naming); v measures which is right")
  }
}

extension PageState {
  /// The first number that differs, once the steps have come there.
  package var reachedDifference: ReachedDifference? {
    guard let stage, let twin, let difference = twin.difference,
      stage.position >= difference.position
    else { return nil }
    return ReachedDifference(
      name: stage.name(of: difference.entry), entry: difference.entry,
      titles: (twin.title(isTwin: false), twin.title(isTwin: true)),
      numbers: stage.position.presentation == difference.position.presentation
        ? (stage.numberNow(difference.entry), twin.stage.numberNow(difference.entry)) : nil)
  }
}

/// The first number that differs, as it is told.
package struct ReachedDifference {
  package let name: String
  package let entry: Autograd.Entry
  fileprivate let titles: (String, String)
  /// What it is with the right rule and with the wrong one, in the example where it differs first.
  fileprivate let numbers: (Double?, Double?)?

  /// `first difference: ∂loss/∂a`.
  package var naming: String {
    "first difference: \(name)" + (numbers == nil ? ", in an earlier example" : "")
  }

  /// The same with the numbers, and without: from the longest form to the shortest.
  var forms: [String] {
    guard let numbers, let one = numbers.0, let other = numbers.1 else { return [naming] }
    return ["\(naming), \(titles.0) \(one.short), \(titles.1) \(other.short)", naming]
  }
}

/// What the last step gave in the two scenes, where it was not the same.
package struct StepDifference {
  /// `differs: right 0.42, broken 0.58`.
  package let sentence: String
}

extension PageState {
  /// Where one rule is broken: what the last step made of it, where that differs.
  package var stepDifference: StepDifference? {
    guard let stage, let twin, twin.twin.isBroken else { return nil }
    let context = stage.context(.unicode, cursor: nil)
    let written = context.written.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    let pairs = written.lazy.map { (context.reading($0), twin.stage.numberNow($0)) }
    guard let pair = pairs.first(where: { $0.0?.differs(from: $0.1) ?? false }),
      let one = pair.0, let other = pair.1
    else { return nil }
    return StepDifference(
      sentence: "differs: \(twin.title(isTwin: false)) \(one.short), "
        + "\(twin.title(isTwin: true)) \(other.short)")
  }
}

extension StageState {
  /// What stands on the stage for a number; nil where it is covered.
  func numberNow(_ entry: Autograd.Entry) -> Double? {
    context(.unicode, cursor: nil).reading(entry)
  }
}
