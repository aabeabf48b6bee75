import Autograd
import Screen

/// The loss along a training run, and in rows below it how the run went from other seeds.
struct LossPlot {
  let context: ViewContext
  let training: ViewContext.Training

  init(_ context: ViewContext, _ training: ViewContext.Training) {
    self.context = context
    self.training = training
  }

  private var current: ViewContext.LossPoint? { training.losses.last }

  private var scale: Scale {
    Scale(holding: training.losses.map(\.loss), mayBeLogarithmic: true)
  }

  private var panel: PlotPanel {
    var legend = StageLine()
    if let current {
      legend =
        StageLine("\(PlotPanel.marks(context.glyphs)[0]) ", .current)
        + StageLine("update \(current.update): \(StageNumber.text(current.loss))")
    }
    if let root = context.timeline.program.root {
      legend += StageLine("   this pass: ", .muted) + StageLine([.number(Entry(.value(root)))])
    }
    return PlotPanel(
      title: StageLine("loss along the run", .strong), legends: [legend])
  }

  func draw(on canvas: inout Canvas) {
    let rows = SeedRows(context, training.seeds)
    let below = min(rows.height, canvas.height / 3)
    let area = Rect(x: 0, y: 0, width: canvas.width, height: canvas.height - below)
    drawChart(in: area, on: &canvas)
    rows.draw(in: Rect(x: 0, y: area.maxY, width: canvas.width, height: below), on: &canvas)
  }

  private func drawChart(in area: Rect, on canvas: inout Canvas) {
    let panel = panel
    let first = training.losses.first?.update ?? 0, last = training.losses.last?.update ?? 1
    var chart = Chart(
      x: Scale(Double(first)...Double(max(first + 1, last)), isWhole: true), y: scale,
      in: panel.chartArea(in: area, context), glyphs: context.glyphs)
    chart.line(training.losses.map { (Double($0.update), $0.loss) }, .forward)
    chart.draw(nameX: "update", on: &canvas)
    panel.draw(in: area, on: &canvas)
    guard let current, let cell = chart.cell(Double(current.update), current.loss) else { return }
    canvas.frame.put(PlotPanel.marks(context.glyphs)[0], x: cell.x, y: cell.y, .current)
  }
}
