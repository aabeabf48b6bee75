import Autograd
import Screen

extension MatrixBlock {
  /// - Returns: the row below the block.
  func draw(_ detail: Detail, y: Int, on canvas: inout Canvas) -> Int {
    let graph = context.graph, isFull = detail == .full
    drawInputs(y: y, on: &canvas)
    let top = y + 2 + (isFull ? 1 : 0), pitch = isFull && context.hasGradients ? 2 : 1
    if isFull { drawFrame(y: top - 1, height: rows * pitch + 2, on: &canvas) }
    let weights = layer.products.map { graph[$0.weight].label }.joined(separator: " ")
    canvas.text(weights, x: 0, y: top, .code, maxX: labelWidth)
    drawTitles(y: isFull ? top - 1 : y + 1, on: &canvas)
    for row in 0..<rows where top + row * pitch < canvas.height {
      drawRow(row, y: top + row * pitch, hasGradients: pitch == 2, on: &canvas)
    }
    let end = top + rows * pitch
    if hasTerms, detail == .full || detail == .products {
      drawTerms(y: end + (isFull ? 1 : 0), on: &canvas)
    }
    return y + height(detail)
  }

  private func x(ofColumn n: Int) -> Int { labelWidth + 2 + n * columnWidth }

  private func drawInputs(y: Int, on canvas: inout Canvas) {
    let labels = layer.products.map { context.graph[$0.input].label }.joined(separator: " ")
    canvas.text(labels, x: 0, y: y + 1, .code, maxX: labelWidth)
    for (n, input) in inputs.enumerated() where x(ofColumn: n) < canvas.width {
      let name = context.glyphs.text(context.name(input))
      let start = x(ofColumn: n) + inputWidth - TextWidth.of(name)
      canvas.text(name, x: start, y: y, .muted)
      canvas.number(input, x: x(ofColumn: n), y: y + 1, width: inputWidth)
    }
  }

  private func drawFrame(y: Int, height: Int, on canvas: inout Canvas) {
    canvas.frame.box(Rect(x: labelWidth, y: y, width: tableEnd - labelWidth, height: height))
  }

  private func drawTitles(y: Int, on canvas: inout Canvas) {
    forEachResult(in: canvas.width) { result, x in
      let start = x + result.width - TextWidth.of(result.title)
      let isOutput = result.entries.first?.quantity.node == layer.output
      canvas.text(result.title, x: start, y: y, isOutput ? .strong : .muted)
    }
  }

  private func drawRow(_ row: Int, y: Int, hasGradients: Bool, on canvas: inout Canvas) {
    var n = 0
    for product in layer.products {
      for term in product.inputs(in: context.graph).indices {
        let weight = product.weight(row: row, term: term, in: context.graph)
        let isNow = hasTerms && context.isCurrent(term: term, of: product.node)
        canvas.number(weight, x: x(ofColumn: n), y: y, width: inputWidth)
        if isNow {
          canvas.text(context.glyphs.pointer, x: x(ofColumn: n) - 1, y: y, .current)
        }
        if hasGradients {
          canvas.gradient(of: weight, end: x(ofColumn: n) + inputWidth, y: y + 1)
        }
        n += 1
      }
    }
    forEachResult(in: canvas.width) { result, x in
      canvas.text(result.sign, x: x - 1 - TextWidth.of(result.sign), y: y, .muted)
      canvas.number(result.entries[row], x: x, y: y, width: result.width)
    }
  }

  /// The products, each under its weight.
  private func drawTerms(y: Int, on canvas: inout Canvas) {
    var n = 0
    canvas.text(context.times, x: 0, y: y, .muted)
    for product in layer.products {
      for term in product.inputs(in: context.graph).indices {
        defer { n += 1 }
        guard x(ofColumn: n) < canvas.width, let value = context.value(ofTerm: term, product)
        else { continue }
        let text = context.glyphs.text(StageNumber.text(value))
        let start = x(ofColumn: n) + inputWidth - TextWidth.of(text)
        let isNow = context.isCurrent(term: term, of: product.node)
        if n > 0 { canvas.text("+", x: x(ofColumn: n) - 2, y: y, .muted) }
        if start + TextWidth.of(text) <= canvas.width {
          canvas.text(text, x: start, y: y, isNow ? .current : .plain)
        }
      }
    }
  }

  /// Calls `body` with each result and the column its numbers start in; where not all fit, with
  /// the last ones.
  private func forEachResult(in room: Int, _ body: (Result, Int) -> Void) {
    var left = room - tableEnd
    let shown = results.reversed().prefix { result in
      left -= TextWidth.of(result.sign) + result.width + 3
      return left >= -1
    }
    var x = tableEnd
    for result in shown.reversed() {
      x += TextWidth.of(result.sign) + 2
      body(result, x)
      x += result.width + 1
    }
  }
}
