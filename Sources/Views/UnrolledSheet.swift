import Autograd
import Screen

/// The unrolled columns, laid out by a plan.
struct UnrolledSheet {
  let context: ViewContext
  let plan: UnrolledPlan
  private let measure: UnrolledMeasure
  /// The first line of the canvas that rows may take: above it stands the header, where rows scroll.
  var topLine = 0

  /// What stands below one another.
  enum Item: Hashable {
    case header(band: Int)
    case row(band: Int, row: Int)
    case weights(band: Int)
    case links(band: Int)
    case blank
    /// What is computed outside the columns.
    case rest
  }

  init(_ context: ViewContext, _ plan: UnrolledPlan, _ measure: UnrolledMeasure? = nil) {
    self.context = context
    self.plan = plan
    self.measure = measure ?? UnrolledMeasure(context)
  }

  /// The columns of the rows' names.
  var labelWidth: Int { measure.labelWidth + rangeWidth }
  /// Room to say which numbers of long vectors are seen.
  private var rangeWidth: Int {
    let longest = measure.longest
    guard longest > plan.most else { return 0 }
    return TextWidth.of(
      context.glyphs.text(
        plan.most > 1 ? " \(longest)…\(longest)/\(longest)" : " \(longest)/\(longest)"))
  }
  var rest: [NodeID] { measure.rest }
  var unrolling: Unrolling { context.index.unrolling }
  var bands: [Unrolling.Band] { unrolling.bands }

  // MARK: From top to bottom

  var items: [Item] {
    var items: [Item] = []
    for (b, band) in bands.enumerated() {
      if b > 0, plan.isSpaced { items.append(.blank) }
      if plan.hasLinks, band.hasLinks { items.append(.links(band: b)) }
      items.append(.header(band: b))
      for r in band.rows.indices {
        if r > 0, plan.isSpaced { items.append(.blank) }
        items.append(.row(band: b, row: r))
      }
      if plan.hasWeights, !band.weights.isEmpty {
        items += (plan.isSpaced ? [.blank] : []) + [.weights(band: b)]
      }
    }
    if !rest.isEmpty { items += (plan.isSpaced ? [.blank] : []) + [.rest] }
    return items
  }

  func height(_ item: Item) -> Int {
    guard case .row(let band, let row) = item else { return 1 }
    let count = min(bands[band].rows[row].length, plan.most)
    let lines = (count + plan.perRow - 1) / plan.perRow
    return plan.gradients == .below && hasGradients(bands[band].rows[row]) ? 2 * lines : lines
  }

  var height: Int { items.reduce(0) { $0 + height($1) } }

  // MARK: From left to right

  /// How many columns can be seen at once, at a guess: for all bands together.
  func seen(in width: Int) -> Int {
    bands.indices.reduce(0) { $0 + seen(of: $1, in: width) }
  }

  /// Whether so many columns of each band can be seen, or all it has.
  func shows(_ count: Int, in width: Int) -> Bool {
    bands.indices.allSatisfy { seen(of: $0, in: width) >= min(count, bands[$0].columns.count) }
  }

  private func seen(of band: Int, in width: Int) -> Int {
    let count = bands[band].columns.count
    return min(count, max(0, width - labelWidth) / max(1, typicalWidth(band) + plan.gap))
  }

  private func typicalWidth(_ band: Int) -> Int {
    let widths = measure.widths[band], side = min(plan.perRow, measure.longest, plan.most)
    return Column(0, widths, side: side, plan).width
  }

  var naturalSize: Size {
    let widths = bands.indices.map { b in
      labelWidth + min(bands[b].columns.count, 40) * (typicalWidth(b) + plan.gap)
    }
    return Size(width: min(140, max(44, widths.max() ?? 0)), height: min(45, height))
  }

  var leastSize: Size {
    let widths = bands.indices.map { b in
      labelWidth + min(bands[b].columns.count, 2) * (typicalWidth(b) + plan.gap)
    }
    return Size(width: widths.max() ?? 0, height: min(20, height))
  }

  /// A column of a band.
  struct Column {
    let place: Int
    let numberWidth: Int
    let gradientWidth: Int
    let width: Int

    init(_ place: Int, _ widths: UnrolledMeasure.Widths, side: Int, _ plan: UnrolledPlan) {
      let isBeside = plan.gradients == .beside
      self.place = place
      numberWidth = isBeside ? widths.number : max(widths.number, widths.gradient)
      gradientWidth = isBeside ? widths.gradient : 0
      let cell = numberWidth + (gradientWidth > 0 ? 1 + gradientWidth : 0)
      width = max(side * (cell + 1) - 1, numberWidth + widths.word)
    }

    /// From one number to the next beside it.
    var pitch: Int { numberWidth + (gradientWidth > 0 ? 1 + gradientWidth : 0) + 1 }
  }

  /// A column as wide as its own numbers.
  func column(_ place: Int, of band: Int) -> Column {
    let cells = bands[band].rows.map { ($0, shownEntries($0, place)) }
    let side = cells.map { min(plan.perRow, $0.1.count) }.max() ?? 1
    return Column(place, UnrolledMeasure.widths(cells, place, context), side: side, plan)
  }

  func hasGradients(_ row: Unrolling.Row) -> Bool { context.hasGradients(row) }

  /// The numbers of a row in a column; of a long vector those around the one that must be seen.
  func shownEntries(_ row: Unrolling.Row, _ column: Int) -> ArraySlice<Entry> {
    let all = context.entries(row, column)
    guard all.count > plan.most else { return all }
    let first = firstShown(of: all.count, row)
    return all[first..<min(all.count, first + plan.most)]
  }

  func firstShown(of count: Int, _ row: Unrolling.Row) -> Int {
    firstVisible(of: count, room: plan.most, keeping: focusElement(row))
  }

  /// Which number of a row's cells must be seen.
  private func focusElement(_ row: Unrolling.Row) -> Int? {
    let entry = context.kept ?? context.written.first
    guard let entry, let spot = unrolling[entry.quantity.node],
      bands[spot.band].rows[spot.row].name == row.name
    else { return nil }
    return entry.row * context.graph[entry.quantity.node].shape.columnCount + entry.column
  }
}

extension Unrolling.Band {
  /// Whether there is anything to say of what comes in, or from how far.
  fileprivate var hasLinks: Bool {
    !links.isEmpty || rows.contains { abs($0.carry?.distance ?? 1) > 1 }
  }
}
