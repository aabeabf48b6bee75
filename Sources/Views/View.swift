import Autograd
import Screen

/// A picture of a running model.
///
/// A view draws into a frame and says where it put which number, so that the cursor can go there.
/// It computes no number: it reads them from the context's trace.
package protocol View: Sendable {
  /// As lessons call it.
  static var name: String { get }
  init()
  /// How many cells it needs to show all of the context's model.
  func size(_ context: ViewContext) -> Size
  /// The least room in which it is worth showing beside another view; the same whatever the
  /// student changed, so that no change makes a view come or go.
  func least(_ context: ViewContext) -> Size
  /// Whether it has something to show of the context's model.
  ///
  /// - Parameter isCrowded: whether the model has more quantities than a picture can hold.
  func suits(_ context: ViewContext, isCrowded: Bool) -> Bool
  /// Draws inside `rect` and nowhere else; where that is too small, what matters most.
  func draw(_ context: ViewContext, into frame: inout Frame, in rect: Rect) -> [Place]
}

extension View {
  package func least(_ context: ViewContext) -> Size { size(context.unedited) }

  package func suits(_ context: ViewContext, isCrowded: Bool) -> Bool { true }
}

/// Where a number stands on the screen.
package struct Place: Hashable, Sendable {
  package let entry: Entry
  package let rect: Rect

  package init(_ entry: Entry, _ rect: Rect) {
    self.entry = entry
    self.rect = rect
  }
}
