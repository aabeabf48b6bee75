import Autograd
import Screen

/// `seed 3 ▇▅▃▁ 0.04`: a run a row, all on one scale.
struct SeedRows {
  let context: ViewContext
  let seeds: [ViewContext.SeedRun]
  private let scale: Scale

  init(_ context: ViewContext, _ seeds: [ViewContext.SeedRun]) {
    self.context = context
    self.seeds = seeds
    scale = Scale(holding: seeds.flatMap { $0.losses.map(\.loss) }, mayBeLogarithmic: true)
  }

  /// The rows all of them take, a blank one above.
  var height: Int { seeds.isEmpty ? 0 : seeds.count + 1 }

  func draw(in area: Rect, on canvas: inout Canvas) {
    let names = seeds.map { "seed \($0.seed)" }
    let ends = seeds.map { $0.losses.last.map { context.glyphs.text(StageNumber.text($0.loss)) } }
    let nameWidth = names.map(TextWidth.of).max() ?? 0
    let endWidth = ends.map { TextWidth.of($0 ?? "") }.max() ?? 0
    let room = max(0, min(40, area.width - nameWidth - endWidth - 2))
    let hasBlank = area.height >= height
    for n in seeds.indices.prefix(max(0, area.height - (hasBlank ? 1 : 0))) {
      let y = area.y + n + (hasBlank ? 1 : 0)
      canvas.text(names[n], x: area.x, y: y, .muted)
      let x = area.x + nameWidth + 1
      canvas.frame.put(line(seeds[n].losses, width: room), x: x, y: y, .forward)
      guard let end = ends[n], x + room + 1 + endWidth <= area.maxX else { continue }
      canvas.text(end, x: x + room + 1 + endWidth - TextWidth.of(end), y: y)
    }
  }

  /// A curve one row high, from the first update to the last.
  private func line(_ losses: [ViewContext.LossPoint], width: Int) -> String {
    guard let first = losses.first, let last = losses.last else { return "" }
    var next = 0
    return (0..<width).map { column in
      let update =
        Double(first.update) + Double(last.update - first.update) * Double(column)
        / Double(max(1, width - 1))
      while next + 1 < losses.count, Double(losses[next + 1].update) <= update { next += 1 }
      return scale.part(of: losses[next].loss).map {
        String(context.glyphs.column(0.125 + 0.875 * $0))
      }
        ?? " "
    }.joined()
  }
}
