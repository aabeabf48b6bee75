import Autograd
import Screen
import Views

/// The views of a scene: beside one another where there is room, else above one another, else the
/// one that is chosen.
struct StagePicture {
  private let context: ViewContext
  /// What is drawn where.
  private let areas: [(view: any View, rect: Rect)]

  init(_ stage: StageState, _ context: ViewContext, in rect: Rect) {
    self.context = context
    areas = Self.arranged(stage, context, in: rect)
  }

  func draw(into frame: inout Frame) -> [Place] {
    areas.reduce(into: []) { $0 += $1.view.draw(context, into: &frame, in: $1.rect) }
  }

  /// The views in which a number cannot be reached that would be there with room enough.
  var cutViews: [String] {
    areas.filter { area in
      let size = area.view.size(context)
      let needsMore = size.width > area.rect.width || size.height > area.rect.height
      return needsMore && !entries(area.view, size).isSubset(of: entries(area.view, area.rect.size))
    }.map { type(of: $0.view).name }
  }

  private func entries(_ view: any View, _ size: Size) -> Set<Autograd.Entry> {
    var frame = Frame(size: size)
    return Set(view.draw(context, into: &frame, in: Rect(size)).map(\.entry))
  }

  private static func arranged(
    _ stage: StageState, _ context: ViewContext, in rect: Rect
  ) -> [(view: any View, rect: Rect)] {
    let views = stage.scene.views
    guard views.count > 1, stage.viewIndex == nil else {
      return views.isEmpty ? [] : [(views[stage.viewIndex ?? 0], rect)]
    }
    let sizes = views.map { $0.size(context) }
    let gaps = 2 * (views.count - 1)
    if sizes.map(\.width).reduce(gaps, +) <= rect.width {
      return Array(zip(views, split(rect.width - gaps, sizes.map(\.width)).columns(in: rect)))
    }
    if sizes.map(\.height).reduce(views.count - 1, +) <= rect.height {
      return Array(
        zip(views, split(rect.height - views.count + 1, sizes.map(\.height)).rows(in: rect)))
    }
    return [(views[0], rect)]
  }

  /// Room shared out: what each needs, and an equal part of what is left.
  private static func split(_ room: Int, _ needs: [Int]) -> [Int] {
    let spare = max(0, room - needs.reduce(0, +)), count = needs.count
    return needs.enumerated().map { n, need in
      need + spare * (n + 1) / count - spare * n / count
    }
  }
}

extension [Int] {
  fileprivate func columns(in rect: Rect) -> [Rect] {
    var x = rect.x
    return map { width in
      defer { x += width + 2 }
      return Rect(x: x, y: rect.y, width: width, height: rect.height)
    }
  }

  fileprivate func rows(in rect: Rect) -> [Rect] {
    var y = rect.y
    return map { height in
      defer { y += height + 1 }
      return Rect(x: rect.x, y: y, width: rect.width, height: height)
    }
  }
}
