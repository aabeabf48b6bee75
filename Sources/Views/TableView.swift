import Autograd
import Screen

/// The examples with the model's answers and the updates so far; without training, all named
/// quantities.
package struct TableView: View {
  package static let name = "table"
  package init() {}

  package func size(_ context: ViewContext) -> Size {
    guard let training = context.training else {
      return Size(width: 60, height: QuantityTable(context).count)
    }
    let table = ExampleTable(context)
    let log = UpdateLog(context, training)
    return Size(
      width: (table?.width ?? 0) + 3 + log.width(.full),
      height: 2 + max(training.examples.count, training.updates.count))
  }

  /// The examples and the headline above them.
  package func least(_ context: ViewContext) -> Size {
    guard let training = context.training, let table = ExampleTable(context.unedited) else {
      return size(context.unedited)
    }
    return Size(width: table.width, height: 2 + training.examples.count)
  }

  package func draw(
    _ context: ViewContext, into frame: inout Frame, in rect: Rect
  ) -> [Place] {
    Canvas.draw(context, into: &frame, in: rect) { canvas in
      guard let training = context.training,
        let table = ExampleTable(context, room: canvas.width)
      else {
        return canvas.list(
          QuantityTable(context).rows(width: canvas.width, reach: canvas.height), top: 0,
          height: canvas.height)
      }
      let top = canvas.height > 2 ? 1 : 0
      if top > 0 { canvas.text(headline(training, canvas), x: 0, y: 0, .title) }
      drawBody(table, UpdateLog(context, training), top: top, on: &canvas)
    }
  }

  /// The longest form that fits.
  private func headline(_ training: ViewContext.Training, _ canvas: Canvas) -> String {
    let epoch = "epoch \(training.epoch)", count = training.updateCount
    let total = training.examples.count, all = "\(total) \(total == 1 ? "example" : "examples")"
    let long = training.example.map { "example \($0 + 1) of \(total)" } ?? all
    let short = training.example.map { "example \($0 + 1)/\(total)" } ?? all
    let forms = [
      "\(epoch) · \(long) · \(count) \(count == 1 ? "update" : "updates")",
      "\(epoch) · \(short)",
    ]
    return forms.first {
      TextWidth.of(canvas.context.glyphs.text($0)) <= canvas.width
    } ?? epoch
  }

  /// The log beside the examples where it fits, else below them.
  private func drawBody(
    _ table: ExampleTable, _ log: UpdateLog, top: Int, on canvas: inout Canvas
  ) {
    let room = canvas.height - top, rows = table.examples.count + 1
    let beside = Rect(
      x: table.width + 3, y: top, width: canvas.width - table.width - 3, height: room)
    if let form = log.form(for: beside.width), canvas.height - top - rows < log.count + 2 {
      table.draw(on: &canvas, top: top, height: room)
      log.draw(form, in: beside, on: &canvas)
      return
    }
    // The examples first; the newest updates in what is left.
    let tableHeight = min(rows, room), rest = room - tableHeight
    table.draw(on: &canvas, top: top, height: tableHeight)
    let gap = rest > 2 ? 1 : 0
    let below = Rect(
      x: 0, y: top + tableHeight + gap, width: canvas.width, height: rest - gap)
    if let form = log.form(for: below.width) { log.draw(form, in: below, on: &canvas) }
  }
}
