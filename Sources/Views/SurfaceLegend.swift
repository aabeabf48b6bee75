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

  var panel: PlotPanel {
    PlotPanel(title: title, legends: [numbers, backward])
  }

  private var title: StageLine {
    let (across, up) = (context.name(pair.across), context.name(pair.up))
    let mean = examples > 1 ? ", mean of \(examples) examples" : ""
    let signs = Signs(context.glyphs)
    return StageLine("\(loss): \(across) across, \(up) up", .code)
      + StageLine(mean + "   ", .muted) + StageLine(signs.lowest, .right)
      + StageLine(" lowest", .muted)
      + (way.path.isEmpty
        ? StageLine() : StageLine("  \(signs.path)", .update) + StageLine(" updates", .muted))
  }

  /// The numbers the pass was computed with.
  private var numbers: StageLine {
    StageLine("\(Signs(context.glyphs).current) ", .current)
      + used(pair.across) + StageLine("  ") + used(pair.up)
      + (context.timeline.program.root.map {
        StageLine("  ") + context.told(loss, Entry(.value($0)))
      } ?? StageLine())
  }

  private func used(_ entry: Entry) -> StageLine {
    let value = context.asComputed.reading(entry) ?? context.trace[entry]
    return StageLine("\(context.name(entry)) = ", .muted)
      + StageLine([.written(context.glyphs.text(StageNumber.text(value)), entry)])
  }

  /// The gradient, and what the update made of the numbers.
  private var backward: StageLine {
    guard way.gradient != nil else { return StageLine() }
    var line = StageLine("\(context.marker(.backward)) ", .backward)
    for entry in [pair.across, pair.up] {
      let gradient = Entry(.gradient(entry.quantity.node), row: entry.row, column: entry.column)
      line += context.told(context.name(gradient), gradient) + StageLine("  ")
    }
    guard way.next != nil else { return line }
    return line + StageLine("\(Signs(context.glyphs).next) next ", .update)
      + StageLine([.number(pair.across)]) + StageLine(", ", .muted) + StageLine([.number(pair.up)])
  }
}
