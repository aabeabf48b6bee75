import Autograd
import Screen

/// The columns that the numbers of a cell's parts take, found once for all drawings.
struct CellMeasure {
  struct Widths {
    var number = 1
    /// With the `∂` before it; 0 where there is none.
    var gradient = 0
  }

  let context: ViewContext
  private var widths: [NodeID: Widths] = [:]
  /// Of longer vectors, those of so many numbers.
  private static let most = 64

  init(_ context: ViewContext, _ cell: RecurrentCell) {
    self.context = context
    for node in cell.parts.map(\.node) + cell.terms + [cell.sum].compactMap({ $0 }) {
      let entries = Array(context.graph.entries(of: .value(node)).prefix(Self.most))
      // A weight's gradient adds up over all columns: it belongs to none of them.
      let hasGradient = context.hasGradient(node) && context.graph[node].origin != .weight
      widths[node] = Widths(
        number: context.width(entries),
        gradient: hasGradient ? context.gradientWidth(entries) : 0)
    }
  }

  subscript(node: NodeID) -> Widths { widths[node, default: Widths()] }
}

/// How much stands beside a number in the picture of a cell.
struct CellLook {
  /// Where a gradient stands: in place of a gate's bar, or of all else, where there is little room.
  enum Gradients { case beside, asBar, below, instead }

  /// The columns of a gate's bar.
  let bar: Int
  let gradients: Gradients
  /// Whether it is said what each part is for.
  let hasCaptions: Bool
  /// The columns between two parts.
  let gap: Int

  /// The rows of a number.
  var linesEach: Int { gradients == .below ? 2 : 1 }

  /// From the most generous one to the tightest.
  static func all(hasGradients: Bool) -> [Self] {
    let looks: [(Int, Gradients, Bool, Int)] = [
      (8, .beside, true, 5), (6, .beside, true, 3), (6, .asBar, true, 5), (6, .asBar, true, 3),
      (4, .asBar, true, 2), (4, .asBar, false, 3), (6, .below, true, 3), (4, .below, true, 2),
      (4, .below, false, 2), (3, .below, false, 1), (6, .instead, true, 3),
      (4, .instead, true, 2), (4, .instead, false, 2), (3, .instead, false, 1),
    ]
    return looks.filter { hasGradients || $0.1 == .beside || $0.1 == .instead }.map {
      Self(bar: $0, gradients: $1, hasCaptions: $2, gap: $3)
    }
  }
}
