import Synchronization

/// The picture of a moment, kept once it is drawn: an arrow key goes from number to number of what
/// the student saw, and a click hits what stood there.
final class Glance: Sendable {
  private let drawn = Mutex<LessonPicture?>(nil)

  /// The picture kept; that of `state` where none was drawn, as between two keys that come at once.
  ///
  /// - Returns: nil where no lesson is open.
  func picture(of state: State) -> LessonPicture? {
    if let kept = drawn.withLock(\.self) { return kept }
    guard let picture = LessonPicture(state) else { return nil }
    drawn.withLock { $0 = picture }
    return picture
  }
}
