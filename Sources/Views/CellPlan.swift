import Autograd
import Screen

/// Which drawing of a cell fits.
enum CellPlan {
  static func draw(_ cell: RecurrentCell, _ context: ViewContext, on canvas: inout Canvas) {
    let list = CellList.fitting(context, cell, width: canvas.width)
    let pictures = pictures(cell, context)
    // Half a picture says less than a list of everything.
    let whole = pictures.first { $0.width <= canvas.width && $0.height <= canvas.height }
    guard let picture = whole ?? cut(pictures, list, canvas.frame.size) else {
      return list.draw(on: &canvas)
    }
    // A title and the lines below are for those who have the room.
    let hasTitle = picture.height + 2 <= canvas.height
    if hasTitle { canvas.put(list.title, x: 0, y: 0) }
    picture.draw(top: hasTitle ? 2 : 0, on: &canvas)
    let below = picture.height + (hasTitle ? 3 : 1)
    canvas.lines(of: cell, from: below)
  }

  /// From the most generous one to the tightest.
  private static func pictures(
    _ cell: RecurrentCell, _ context: ViewContext
  ) -> [any CellPicture] {
    let measure = CellMeasure(context, cell)
    let looks = CellLook.all(hasGradients: context.hasGradients)
    return switch cell.kind {
    case .lstm, .gru: looks.map { GatedPicture(measure, cell, $0) }
    case .plain: looks.map { SumPicture(measure, cell, $0) }
    case .other: []
    }
  }

  /// Of long vectors a picture shows some of the numbers, unless the list has room for all.
  private static func cut(
    _ pictures: [any CellPicture], _ list: CellList, _ room: Size
  ) -> (any CellPicture)? {
    guard list.shown(in: room.width) < list.count else { return nil }
    return pictures.first { $0.width <= room.width }.flatMap { $0.cut(to: room.height) }
  }

  static func natural(_ cell: RecurrentCell, _ context: ViewContext) -> Size {
    let size = pictures(cell, context).first.map { Size(width: $0.width, height: $0.height + 2) }
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
