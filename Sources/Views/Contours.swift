import Autograd
import Screen

/// Lines of equal loss on a sheet of dots, and where each can be labelled.
struct Contours {
  /// From the lowest up, all of them round numbers.
  let levels: [Double]
  /// For each level the cells its line runs through.
  private(set) var cells: [[Point]]

  init(_ grid: LossGrid, on dots: inout Dots, cellsOf size: Size) {
    levels = Self.levels(grid.losses)
    cells = Array(repeating: [], count: levels.count)
    guard dots.width > 1, dots.height > 1 else { return }
    let scale = (
      x: max(1, dots.width / max(1, size.width)), y: max(1, dots.height / max(1, size.height))
    )
    var above: [Int] = []
    for y in 0..<dots.height {
      let up = 1 - (Double(y) + 0.5) / Double(dots.height)
      let bands = grid.row(at: up, count: dots.width).map(band)
      for x in bands.indices {
        guard let level = edge(bands[x], x > 0 ? bands[x - 1] : -1, above.isEmpty ? -1 : above[x])
        else { continue }
        dots.set(x, y, .border)
        let cell = Point(x: x / scale.x, y: y / scale.y)
        if cells[level].last != cell { cells[level].append(cell) }
      }
      above = bands
    }
  }

  /// The level whose line runs between a dot's band and that of its left or upper neighbour; nil
  /// where there is none.
  private func edge(_ band: Int, _ left: Int, _ above: Int) -> Int? {
    guard band >= 0 else { return nil }
    if left >= 0, left != band { return min(left, band) }
    return above >= 0 && above != band ? min(above, band) : nil
  }

  /// How many levels lie at or below a loss; −1 for what is no number.
  private func band(_ loss: Double) -> Int {
    guard loss.isFinite else { return -1 }
    return levels.firstIndex { $0 > loss } ?? levels.count
  }

  /// A handful of round numbers that cut the picture in parts of about equal size; where the losses
  /// differ little, evenly spaced ones.
  static func levels(_ losses: [Double]) -> [Double] {
    let sorted = losses.filter(\.isFinite).sorted()
    guard let least = sorted.first, let most = sorted.last, least < most else { return [] }
    let quantiles = [0.02, 0.07, 0.15, 0.28, 0.42, 0.57, 0.73, 0.9].map {
      sorted[Int($0 * Double(sorted.count - 1))]
    }
    var levels: [Double] = []
    // Where a loss all but vanishes, nobody asks how much.
    for value in quantiles where value > most / 10_000 {
      let round = Scale.roundStep(atLeast: value)
      if round > least, round < most, round > levels.last ?? 0 { levels.append(round) }
    }
    guard levels.count < 4 else { return levels }
    return Scale(least...most).ticks(most: 7).map(\.value).filter { $0 > least && $0 < most }
  }

  /// For each level a cell for its label, far from other labels and from what must be seen.
  ///
  /// - Parameter widths: the columns each label takes.
  func places(widths: [Int], in size: Size, avoiding taken: [Point]) -> [Point?] {
    var taken = taken
    return zip(cells, widths).map { cells, width in
      var best: (distance: Int, place: Point)?
      for cell in cells where cell.x - width / 2 >= 0 && cell.x - width / 2 + width <= size.width {
        let distance = taken.map { abs($0.x - cell.x) + 2 * abs($0.y - cell.y) }.min() ?? 99
        if distance > best?.distance ?? width + 1 { best = (distance, cell) }
      }
      guard let best else { return nil }
      taken.append(best.place)
      return Point(x: best.place.x - width / 2, y: best.place.y)
    }
  }
}
