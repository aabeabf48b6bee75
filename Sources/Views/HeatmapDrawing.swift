import Autograd
import Screen

/// How a grid stands on a canvas.
struct HeatmapDrawing {
  /// What a cell shows, the most generous first. In a tight one the number is shaded on one side.
  enum Detail: CaseIterable {
    case airy, full, gradients, tightAiry, tightFull, tightGradients, numbers, tight, shades

    var isTight: Bool { [.tightAiry, .tightFull, .tightGradients, .tight].contains(self) }
    var hasShadeRow: Bool { [.airy, .full, .tightAiry, .tightFull].contains(self) }
    var hasGradients: Bool { ![.numbers, .tight, .shades].contains(self) }
    var gap: Int { self == .airy || self == .tightAiry ? 1 : 0 }
  }

  let grid: HeatGrid
  let context: ViewContext
  let scale: Double
  let isSigned: Bool
  /// The columns of every number, and of every gradient with its `∂`.
  let numberWidth: Int
  let gradientWidth: Int
  let labelWidth: Int
  /// The row and the column that what happens now belongs to.
  let current: (row: Int?, column: Int?)
  private let wordWidth: Int

  /// Grids of more numbers are only shaded: no screen has room for the digits.
  private static let mostNumbers = 1024

  init?(_ context: ViewContext) {
    guard let grid = HeatGrid(context) else { return nil }
    self.grid = grid
    self.context = context
    scale = grid.scale
    isSigned = grid.isSigned
    current = (grid.currentRow, grid.currentColumn)
    let entries = grid.count > Self.mostNumbers ? [] : grid.entries
    numberWidth = context.width(entries)
    gradientWidth = context.hasGradients ? context.widthWithGradient(entries) : 0
    labelWidth = grid.rowTitles.map { TextWidth.of(context.glyphs.text($0.name)) }.max() ?? 0
    wordWidth = min(12, grid.rowTitles.map { TextWidth.of($0.word ?? "") }.max() ?? 0)
  }

  var hasGradients: Bool {
    context.hasGradients
      && grid.entry(0, 0).map { context.graph[$0.quantity.node].hasGradient } == true
  }

  // MARK: Sizes

  /// The first column of cells, behind the marker and the rows' titles.
  var left: Int { 2 + labelWidth + (wordWidth > 0 ? wordWidth + 1 : 0) + 1 }

  var hasColumnWords: Bool { grid.columnTitles.contains { $0.word != nil } }

  /// The headline and the titles of the columns.
  var headHeight: Int { hasColumnWords ? 3 : 2 }

  func height(ofRowIn detail: Detail) -> Int {
    1 + (detail.hasShadeRow ? 1 : 0) + (detail.hasGradients && hasGradients ? 1 : 0) + detail.gap
  }

  /// A number with a shade on each side or before it, or the shade alone.
  func width(ofCellIn detail: Detail) -> Int {
    if detail == .shades { return isSigned ? 3 : 2 }
    let number = numberWidth + (detail.isTight ? 2 : 4)
    let gradient = detail.hasGradients ? gradientWidth + (detail.isTight ? 0 : 1) : 0
    return max(number, gradient, detail.isTight ? 0 : min(titleWidth, 12))
  }

  private var titleWidth: Int {
    grid.columnTitles.map {
      max(TextWidth.of(context.glyphs.text($0.name)), TextWidth.of($0.word ?? ""))
    }.max() ?? 0
  }

  /// With the legend and a blank row above it.
  func size(_ detail: Detail) -> Size {
    let gap = detail == .shades ? 0 : 1
    return Size(
      width: left + grid.columnCount * (width(ofCellIn: detail) + gap),
      height: headHeight + grid.rowCount * height(ofRowIn: detail) - detail.gap + 2)
  }

  /// The most generous detail that fits; shades where none does.
  func detail(for size: Size) -> Detail {
    Detail.allCases.first { detail in
      let wanted = self.size(detail)
      let isKnown = detail == .shades || grid.count <= Self.mostNumbers
      return isKnown && wanted.width <= size.width && wanted.height <= size.height
    } ?? .shades
  }

  // MARK: Shades

  /// A fifth of the scale is a step darker.
  func shade(_ value: Double) -> String {
    let glyphs = context.glyphs
    let shades = [" ", glyphs.light, glyphs.medium, glyphs.dark, glyphs.full]
    guard value.isFinite else { return shades[4] }
    return shades[min(4, Int(min(1, abs(value) / scale) * 5))]
  }

  func style(_ value: Double) -> Style {
    isSigned ? (value < 0 ? .negative : .positive) : .forward
  }
}
