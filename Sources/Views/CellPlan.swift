import Autograd
import Screen

/// Which drawing of a cell fits.
enum CellPlan {
  static func draw(_ cell: RecurrentCell, _ context: ViewContext, on canvas: inout Canvas) {
    guard let picture = picture(cell, context, canvas.frame.size) else {
      return CellList.fitting(context, cell, width: canvas.width).draw(on: &canvas)
    }
    // A title and the lines below are for those who have the room.
    let hasTitle = picture.height + 2 <= canvas.height
    if hasTitle { canvas.put(CellList.title(cell, context), x: 0, y: 0) }
    picture.draw(top: hasTitle ? 2 : 0, on: &canvas)
    let below = picture.height + (hasTitle ? 3 : 1)
    canvas.lines(of: cell, from: below)
  }

  /// The most generous picture that fits; nil where a list says more.
  private static func picture(
    _ cell: RecurrentCell, _ context: ViewContext, _ room: Size
  ) -> (any CellPicture)? {
    let measure = CellMeasure(context, cell)
    let looks = CellLook.all(hasGradients: context.hasGradients).lazy
    let pictures = looks.compactMap { picture(cell, $0, measure) }.filter {
      $0.width <= room.width
    }
    if let whole = pictures.first(where: { $0.height <= room.height }) { return whole }
    // Of long vectors a picture shows some of the numbers, unless the list has room for all.
    let list = CellList.fitting(context, cell, width: room.width)
    guard list.shown(in: room.width) < list.count else { return nil }
    return pictures.first.flatMap { $0.cut(to: room.height) }
  }

  private static func picture(
    _ cell: RecurrentCell, _ look: CellLook, _ measure: CellMeasure
  ) -> (any CellPicture)? {
    switch cell.kind {
    case .lstm, .gru: GatedPicture(measure, cell, look)
    case .plain: SumPicture(measure, cell, look)
    case .other: nil
    }
  }

  static func natural(_ cell: RecurrentCell, _ context: ViewContext) -> Size {
    let look = CellLook.all(hasGradients: context.hasGradients)[0]
    let size = picture(cell, look, CellMeasure(context, cell)).map {
      Size(width: $0.width, height: $0.height + 2)
    }
    let natural = size ?? CellList(context, cell).naturalSize
    return Size(width: min(140, natural.width), height: min(40, natural.height))
  }
}

/// A way to draw a cell.
protocol CellPicture {
  var width: Int { get }
  var height: Int { get }
  /// The same with fewer numbers of each vector; nil where there is no room for two of them.
  func cut(to height: Int) -> (any CellPicture)?
  func draw(top: Int, on canvas: inout Canvas)
}

extension Canvas {
  /// The cell's equations with their numbers, where there is room for all of them.
  mutating func lines(of cell: RecurrentCell, from top: Int) {
    let lines = cell.computed.compactMap { context.graph[$0].line }
    let heads = lines.map { line in
      let isCurrent = context.currentLine == line
      let text = context.graph.lines[line].text
      return ListRow([.init(2, StageLine(text, isCurrent ? .strong : .code))], isCurrent: isCurrent)
    }
    let worked = zip(lines, heads).flatMap { line, head in
      [head, ListRow([.init(4, context.worked(line: line))])]
    }
    let rows = top + worked.count <= height ? worked : heads
    if top + rows.count <= height { list(rows, top: top, height: height - top) }
  }
}
