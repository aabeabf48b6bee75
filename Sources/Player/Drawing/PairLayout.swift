import Autograd
import Screen
import Views

/// Where two scenes stand in a rectangle.
enum PairLayout {
  /// The narrowest half in which any view is worth showing.
  private static let narrow = 40
  private static let gap = 2

  /// Beside one another where each has the room it needs, else above one another, else one of them.
  static func areas(
    _ pairs: [(StageState, ViewContext)], in rect: Rect, isOnTwin: Bool
  ) -> [Rect?] {
    let least = pairs.map { stage, context in
      stage.scene.views.first?.least(context) ?? Size(width: 0, height: 0)
    }
    let width = (rect.width - gap) / 2, height = rect.height / 2
    let needed = least.reduce(Size(width: 0, height: 0)) {
      Size(width: max($0.width, $1.width), height: max($0.height, $1.height + 1))
    }
    let columns = [
      Rect(x: rect.x, y: rect.y, width: width, height: rect.height),
      Rect(x: rect.maxX - width, y: rect.y, width: width, height: rect.height),
    ]
    let rows = [
      Rect(x: rect.x, y: rect.y, width: rect.width, height: height),
      Rect(x: rect.x, y: rect.maxY - height, width: rect.width, height: height),
    ]
    if needed.width <= width { return columns }
    if needed.width <= rect.width, needed.height <= height { return rows }
    if width >= narrow { return columns }
    return isOnTwin ? [nil, rect] : [rect, nil]
  }
}
