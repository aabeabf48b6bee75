import Autograd
import Screen

/// The model's lines with their numbers, the one at work lit.
package struct EquationsView: View {
  package static let name = "equations"
  package init() {}

  package func size(_ context: ViewContext) -> Size {
    let sheet = EquationSheet(context, width: .max / 4)
    // No screen has room for a long one whole; it is shown as well in any other height.
    let height = sheet.isLong ? context.graph.lines.count : sheet.rows(.airy).count
    return Size(width: sheet.naturalWidth, height: height)
  }

  package func draw(
    _ context: ViewContext, into frame: inout Frame, in rect: Rect
  ) -> [Place] {
    Canvas.draw(context, into: &frame, in: rect) { canvas in
      let sheet = EquationSheet(context, width: canvas.width, reach: canvas.height)
      canvas.list(sheet.rows(sheet.density(for: canvas.height)), top: 0, height: canvas.height)
    }
  }
}

/// The rows of the view, laid out for a width.
struct EquationSheet {
  /// What there is room for below the lines themselves.
  enum Density: CaseIterable {
    case airy, captioned, worked, separated, tight

    var isWorked: Bool { self == .airy || self == .captioned || self == .worked }
    var isCaptioned: Bool { self == .airy || self == .captioned }
  }

  /// A model of more lines is laid out around the line that must be seen.
  static let longest = 64

  let context: ViewContext
  let width: Int
  let isLong: Bool
  /// Whether the givens and the weights are among what is laid out.
  private let hasLeaves: Bool
  private let lines: [EquationLine]
  private let textWidth: Int
  private let valueWidth: Int
  private let gradientWidth: Int

  /// - Parameter reach: how many lines are laid out before and behind the one that must be seen.
  init(_ context: ViewContext, width: Int, reach: Int = 0) {
    self.context = context
    self.width = width
    let count = context.graph.lines.count
    isLong = count > Self.longest
    let shown = isLong ? stretch(of: count, around: context.keptLine, reach: reach) : 0..<count
    hasLeaves = shown.lowerBound == 0
    lines = shown.map { EquationLine($0, context) }
    textWidth = TextWidth.of(context.glyphs.text(context.index.widestText))
    let values = lines.map { $0.value.width(context) }, columns = isLong ? 4 : 1
    valueWidth = (values.max() ?? 0).roundedUp(to: columns)
    let gradients = lines.compactMap { $0.gradient?.width(context) }
    gradientWidth = (gradients.max() ?? 0).roundedUp(to: columns)
  }

  /// The most generous density whose rows fit.
  func density(for height: Int) -> Density {
    isLong ? .tight : Density.allCases.first { rows($0).count <= height } ?? .tight
  }

  func rows(_ density: Density) -> [ListRow] {
    let leaves = hasLeaves ? LeafRows(context).rows(width: width) : []
    let gap = density == .tight || leaves.isEmpty || lines.isEmpty ? [] : [ListRow()]
    return leaves + gap
      + lines.indices.flatMap { n in
        rows(lines[n], density) + (density == .airy && n + 1 < lines.count ? [ListRow()] : [])
      }
  }

  private func rows(_ line: EquationLine, _ density: Density) -> [ListRow] {
    var rows = [head(line)]
    if let gradient = line.gradient, !hasGradientsBeside {
      rows.append(ListRow([.init(valueX, gradient)]))
    }
    if density.isWorked {
      rows.append(ListRow([ListRow.Column(4, context.worked(line: line.number))]))
    }
    if density.isCaptioned, !hasCaptionsBeside, !line.caption.isEmpty {
      rows.append(ListRow([ListRow.Column(4, StageLine(line.caption, .muted))]))
    }
    return rows
  }

  private func head(_ line: EquationLine) -> ListRow {
    let isCurrent = context.currentLine == line.number
    var row = ListRow(isCurrent: isCurrent)
    let text = StageLine(line.text, isCurrent ? .strong : .code)
    row.columns.append(.init(2, text, end: min(valueX - 1, width)))
    row.columns.append(.init(valueX, line.value))
    if let gradient = line.gradient, hasGradientsBeside {
      row.columns.append(.init(gradientX, gradient))
    }
    if hasCaptionsBeside { row.columns.append(.init(captionX, StageLine(line.caption, .muted))) }
    return row
  }

  // MARK: Columns

  /// Numbers come before text: where both do not fit, the text gives way.
  private var valueX: Int {
    let natural = 2 + textWidth + 3
    let wanted = max(valueWidth, min(gradientWidth, width - 12))
    return natural + wanted <= width ? natural : max(2, min(natural, width - wanted))
  }
  private var gradientX: Int { valueX + valueWidth + 3 }
  private var hasGradientsBeside: Bool { gradientX + gradientWidth <= width }
  private var captionX: Int {
    gradientWidth > 0 && hasGradientsBeside
      ? gradientX + gradientWidth + 3 : valueX + valueWidth + 3
  }
  private var captionWidth: Int {
    TextWidth.of(context.glyphs.text(context.index.widestCaption))
  }
  private var hasCaptionsBeside: Bool { captionX + min(captionWidth, 24) <= width }

  var naturalWidth: Int { min(captionX + captionWidth, 120) }
}

/// One line of the model.
private struct EquationLine {
  let number: Int
  let text: String
  let caption: String
  let value: StageLine
  let gradient: StageLine?

  init(_ number: Int, _ context: ViewContext) {
    let line = context.graph.lines[number]
    self.number = number
    text = context.glyphs.text(line.text)
    caption = context.glyphs.text(line.caption)
    guard let node = context.index.definitions[number] else {
      value = StageLine()
      gradient = nil
      return
    }
    let isUpdate = context.graph[node].phase == .update
    let sign = isUpdate ? "← " : Self.padded(StageLine.equality(.value(node), context), context)
    value = StageLine(sign, .muted) + StageLine(.value(node), in: context.graph)
    gradient =
      isUpdate || !context.hasGradients || !context.graph[node].hasGradient
      ? nil : StageLine("∂ ", .backward) + StageLine(.gradient(node), in: context.graph)
  }

  /// As wide as the widest sign, which is two characters in ASCII: numbers stay where they are.
  private static func padded(_ sign: String, _ context: ViewContext) -> String {
    let width = { TextWidth.of(context.glyphs.text($0)) }
    return String(repeating: " ", count: max(0, width("≈ ") - width(sign))) + sign
  }
}

extension ViewContext {
  /// The line that must be seen: that of the number asked for, else the one at work.
  var keptLine: Int? {
    guard let kept else { return currentLine }
    // What is no part of a line stands above them all.
    return graph[kept.quantity.node].line
  }
}

extension Int {
  /// In a list that scrolls, columns as wide as what is seen would wander with every step.
  fileprivate func roundedUp(to step: Int) -> Int { (self + step - 1) / step * step }
}
