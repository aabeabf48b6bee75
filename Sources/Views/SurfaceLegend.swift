import Autograd
import Screen

/// What stands above the map: the two numbers, the loss, the gradient, and the signs.
struct SurfaceLegend {
  let context: ViewContext
  private let pair: SurfacePair
  private let way: SurfaceWay
  private let examples: Int

  init(_ context: ViewContext, _ pair: SurfacePair, _ way: SurfaceWay, examples: Int) {
    self.context = context
    self.pair = pair
    self.way = way
    self.examples = examples
  }

  struct Signs {
    let current: String
    let next: String
    let path: String
    let lowest: String

    init(_ glyphs: GlyphSet) {
      current = glyphs.isASCII ? "@" : glyphs.diamond
      next = glyphs.isASCII ? "#" : glyphs.hollowDiamond
      path = glyphs.dot
      lowest = glyphs.isASCII ? "x" : glyphs.times
    }
  }

  private var loss: String {
    context.timeline.program.root.map { context.graph[$0].label } ?? "loss"
  }

  /// Where the names do not fit, the numbers alone: the title has the names.
  func panel(width: Int) -> PlotPanel {
    let fits = [true, false].first { isNamed in
      max(numbers(isNamed).width(context), backward(isNamed).width(context)) <= width
    }
    return PlotPanel(title: title, legends: [numbers(fits ?? false), backward(fits ?? false)])
  }

  private var title: StageLine {
    let (across, up) = (context.name(pair.across), context.name(pair.up))
    let mean = examples > 1 ? ", mean of \(examples) examples" : ""
    // A point of the way was reached with other numbers in these.
    let others = context.learnedNumbers(most: 3).count > 2 ? ", others as now" : ""
    let signs = Signs(context.glyphs)
    return StageLine("\(loss): \(across) across, \(up) up", .code)
      + StageLine(mean + others + "   ", .muted) + StageLine(signs.lowest, .right)
      + StageLine(" lowest", .muted)
      + (way.path.isEmpty
        ? StageLine() : StageLine("  \(signs.path)", .update) + StageLine(" updates", .muted))
  }

  /// The numbers the pass was computed with, and its loss.
  private func numbers(_ isNamed: Bool) -> StageLine {
    let mark = StageLine("\(Signs(context.glyphs).current) ", .current)
    let ofOne = examples > 1 ? "this example: " : ""
    let end = context.timeline.program.root.map {
      StageLine("  \(ofOne)", .muted) + context.told(loss, Entry(.value($0)))
    }
    let between = isNamed ? "  " : ", "
    return mark + used(pair.across, isNamed) + StageLine(between, .muted) + used(pair.up, isNamed)
      + (end ?? StageLine())
  }

  private func used(_ entry: Entry, _ isNamed: Bool) -> StageLine {
    let value = context.asComputed.reading(entry) ?? context.trace[entry]
    return StageLine(isNamed ? "\(context.name(entry)) = " : "", .muted)
      + StageLine([.written(context.glyphs.text(StageNumber.text(value)), entry)])
  }

  /// The gradient, and what the update made of the numbers.
  private func backward(_ isNamed: Bool) -> StageLine {
    guard way.gradient != nil else { return StageLine() }
    var line = StageLine("\(context.marker(.backward)) ", .backward)
    for entry in [pair.across, pair.up] {
      let gradient = Entry(.gradient(entry.quantity.node), row: entry.row, column: entry.column)
      line +=
        StageLine(isNamed ? "\(context.name(gradient)) = " : "∂ ", isNamed ? .muted : .backward)
        + StageLine([.number(gradient)]) + StageLine("  ")
    }
    guard way.next != nil else { return line }
    return line + StageLine("\(Signs(context.glyphs).next) next ", .update)
      + StageLine([.number(pair.across)]) + StageLine(", ", .muted) + StageLine([.number(pair.up)])
  }
}
