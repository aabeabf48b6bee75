import Screen

/// Digits before a key: `5G` goes to the fifth step, `12 space` does twelve.
extension State {
  /// More digits than anyone counts steps with.
  private static let longestCount = 6

  /// Whether a key is a digit of a count, which is then kept.
  mutating func counts(_ key: Key) -> Bool {
    guard lesson?.page.stage != nil, !isHelpOpen, questionContext == nil,
      case .character(let digit) = key,
      ("0"..."9").contains(digit), digit != "0" || !count.isEmpty
    else { return false }
    count = String((count + String(digit)).suffix(Self.longestCount))
    return true
  }

  /// The count before this key, which is used up; nil without one.
  mutating func takeCount() -> Int? {
    defer { count = "" }
    return Int(count)
  }

  /// So many steps on, or back where it is below 0, not beyond the page.
  mutating func step(_ count: Int) {
    guard let stage = lesson?.page.stage else { return }
    jump(to: stage.scene.position(count, from: stage.position, stage.size))
  }

  /// To the step of this number, counted in steps of the size in use; without one, to the last.
  mutating func goToStep(_ number: Int?) {
    guard let stage = lesson?.page.stage else { return say("this page has no steps") }
    guard let number else {
      lesson?.page.jumpToEnd()
      return
    }
    let start = ScenePosition(ticks: stage.scene.ticks.lowerBound)
    jump(to: stage.scene.position(number, from: start, stage.size))
  }

  private mutating func jump(to position: ScenePosition) {
    guard position != lesson?.page.stage?.position else {
      return say("there is no step there: the page has no more")
    }
    follow()
    lesson?.page.jump(to: position)
  }
}
