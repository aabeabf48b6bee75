import Autograd
import Screen

/// How closely columns of numbers are set.
struct UnrolledPlan: Hashable {
  /// Where a number's gradient stands: in its place only once there is one, to save room.
  enum GradientPlace { case beside, below, instead }

  /// How many numbers of a vector stand side by side; the others below them.
  var perRow = 1
  /// How many numbers of a vector are shown.
  var most = 64
  var gradients = GradientPlace.beside
  /// Whether rows have a blank one between them.
  var isSpaced = true
  /// Whether the weights that all columns share are named.
  var hasWeights = true
  /// Whether it is said what comes in from outside the columns.
  var hasLinks = true
  /// The columns between two columns, for the arrows.
  var gap = 4

  static let roomy = Self()
  static let tight = Self(
    most: 1, gradients: .instead, isSpaced: false, hasWeights: false, hasLinks: false, gap: 3)

  /// The sheet that shows the most in a room. It is the same at every moment of a pass: nothing
  /// moves while a student steps.
  static func best(_ context: ViewContext, for room: Size) -> UnrolledSheet {
    let measure = UnrolledMeasure(context), longest = measure.longest
    for most in [64, 8, 4, 2, 1] where most == 64 || most < longest {
      for (places, columns) in [([GradientPlace.beside, .below], 3), ([.instead], 2)] {
        let plans = places.flatMap { place in
          all(most: most, longest: longest, place, context).map {
            UnrolledSheet(context, $0, measure)
          }
        }
        let fitting = plans.filter { $0.height <= room.height && $0.shows(columns, in: room.width) }
        let seen = fitting.map { $0.seen(in: room.width) }
        if let best = seen.max(), let n = seen.firstIndex(of: best) { return fitting[n] }
      }
    }
    return scrolled(context, measure, room)
  }

  /// Where no plan fits, rows scroll: as many numbers side by side as leave one column whole.
  private static func scrolled(
    _ context: ViewContext, _ measure: UnrolledMeasure, _ room: Size
  ) -> UnrolledSheet {
    let sheets = (1...max(1, min(measure.longest, 8))).map { perRow in
      var plan = tight
      (plan.perRow, plan.most) = (perRow, 8)
      return UnrolledSheet(context, plan, measure)
    }
    return sheets.last { $0.shows(2, in: room.width) } ?? sheets.last {
      $0.shows(1, in: room.width)
    }
      ?? UnrolledSheet(context, tight, measure)
  }

  /// From the most generous one to the tightest.
  private static func all(
    most: Int, longest: Int, _ place: GradientPlace, _ context: ViewContext
  ) -> [Self] {
    guard context.hasGradients || place == .beside else { return [] }
    let extras = [
      (true, true, true), (false, true, true), (false, false, true), (false, false, false),
    ]
    return (1...max(1, min(longest, most, 12))).flatMap { perRow in
      extras.flatMap { isSpaced, hasWeights, hasLinks in
        [4, 3].map {
          Self(
            perRow: perRow, most: most, gradients: place, isSpaced: isSpaced,
            hasWeights: hasWeights, hasLinks: hasLinks, gap: $0)
        }
      }
    }
  }
}
