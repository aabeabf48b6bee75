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

  private init(_ context: ViewContext, _ areas: [(view: any View, rect: Rect)]) {
    self.context = context
    self.areas = areas
  }

  /// The first of its views alone, with all the room.
  func alone(in rect: Rect) -> StagePicture {
    StagePicture(context, areas.prefix(1).map { ($0.view, rect) })
  }

  /// The names of the views that are shown.
  var names: [String] { areas.map { type(of: $0.view).name } }

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
    let needs = views.map { Need(least: $0.least(context), natural: $0.size(context)) }
    if let columns = needs.columns(in: rect) { return Array(zip(views, columns)) }
    if let rows = needs.rows(in: rect) { return Array(zip(views, rows)) }
    return [(views[0], rect)]
  }
}

/// The room a view must have, and the room it would fill.
private struct Need {
  let least: Size
  let natural: Size
}

extension [Need] {
  /// Beside one another, with two columns between; nil where there is not room for all.
  fileprivate func columns(in rect: Rect) -> [Rect]? {
    let gap = 2
    guard allSatisfy({ $0.least.height <= rect.height }),
      let widths = shared(rect.width - gap * (count - 1), \.width)
    else { return nil }
    var x = rect.x
    return widths.map { width in
      defer { x += width + gap }
      return Rect(x: x, y: rect.y, width: width, height: rect.height)
    }
  }

  /// Above one another, with a row between.
  fileprivate func rows(in rect: Rect) -> [Rect]? {
    let gap = 1
    guard allSatisfy({ $0.least.width <= rect.width }),
      let heights = shared(rect.height - gap * (count - 1), \.height)
    else { return nil }
    var y = rect.y
    return heights.map { height in
      defer { y += height + gap }
      return Rect(x: rect.x, y: y, width: rect.width, height: height)
    }
  }

  /// Each gets what it needs, and of what is left the more the more it would fill.
  private func shared(_ room: Int, _ length: KeyPath<Size, Int>) -> [Int]? {
    let spare = room - reduce(0) { $0 + $1.least[keyPath: length] }
    guard spare >= 0 else { return nil }
    let wishes = map { Swift.max(1, $0.natural[keyPath: length] - $0.least[keyPath: length]) }
    let all = wishes.reduce(0, +)
    var given = 0, wished = 0
    return zip(self, wishes).map { need, wish in
      wished += wish
      let extra = spare * wished / all - given
      given += extra
      return need.least[keyPath: length] + extra
    }
  }
}
