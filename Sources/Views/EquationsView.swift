import Autograd
import Screen

/// The model's lines with their numbers, the one at work lit.
package struct EquationsView: View {
  package static let name = "equations"
  package init() {}

  package func size(_ context: ViewContext) -> Size {
    let sheet = EquationSheet(context, width: .max / 4)
    return Size(width: sheet.naturalWidth, height: sheet.rows(.airy).count)
  }

  package func draw(
    _ context: ViewContext, into frame: inout Frame, in rect: Rect
  ) -> [Place] {
    Canvas.draw(context, into: &frame, in: rect) { canvas in
      let sheet = EquationSheet(context, width: canvas.width)
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

  let context: ViewContext
  let width: Int
  private let lines: [EquationLine]
  private let textWidth: Int
  private let valueWidth: Int
  private let gradientWidth: Int

  init(_ context: ViewContext, width: Int) {
    self.context = context
    self.width = width
    lines = context.graph.lines.indices.map { EquationLine($0, context) }
    textWidth = lines.map(\.textWidth).max() ?? 0
    valueWidth = lines.map { $0.value.width(context) }.max() ?? 0
    gradientWidth = lines.compactMap { $0.gradient?.width(context) }.max() ?? 0
  }

  /// The most generous density whose rows fit.
  func density(for height: Int) -> Density {
    Density.allCases.first { rows($0).count <= height } ?? .tight
  }

  func rows(_ density: Density) -> [ListRow] {
    let leaves = LeafRows(context).rows(width: width)
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
  private var captionWidth: Int { lines.map { TextWidth.of($0.caption) }.max() ?? 0 }
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
  let textWidth: Int

  init(_ number: Int, _ context: ViewContext) {
    let line = context.graph.lines[number]
    self.number = number
    text = context.glyphs.text(line.text)
    caption = context.glyphs.text(line.caption)
    textWidth = TextWidth.of(text)
    guard let node = context.graph.quantity(definedBy: number) else {
      value = StageLine()
      gradient = nil
      return
    }
    let isUpdate = context.graph[node].phase == .update
    let sign = isUpdate ? "← " : Self.padded(StageLine.equality(.value(node), context), context)
    value = StageLine(sign, .muted) + StageLine(.value(node), in: context.graph)
    gradient =
      isUpdate || !context.hasGradients
      ? nil : StageLine("∂ ", .backward) + StageLine(.gradient(node), in: context.graph)
  }

  /// As wide as the widest sign, which is two characters in ASCII: numbers stay where they are.
  private static func padded(_ sign: String, _ context: ViewContext) -> String {
    let width = { TextWidth.of(context.glyphs.text($0)) }
    return String(repeating: " ", count: max(0, width("≈ ") - width(sign))) + sign
  }
}
