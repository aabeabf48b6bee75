/// A program as one array of sweeps over one memory, laid out once and run many times.
///
/// Quantities keep their places: after a run every value and gradient can be read. Quantities of one
/// op and shape that are computed at the same time lie one behind the other, values first, then
/// gradients, so that their sweeps become one; the numbers of the examples that are run side by side
/// lie together, `[element][example]`.
struct FlatProgram: Sendable {
  let lanes: Int
  private(set) var tables: SweepTables
  /// Which sweeps make copies and values, which gradients, which the values of updates, and which
  /// give the updated quantities those values.
  private(set) var forward: Range<Int>
  private(set) var backward: Range<Int>
  private(set) var update: Range<Int>
  private(set) var assignment: Range<Int>
  /// The sweeps that write the first share of a weight's gradient, or of an update's sum: where
  /// several runs make one update, they add in all runs but the first.
  private(set) var firstShares: [Int]
  /// Where each quantity's numbers begin, by its node; −1 where it has none.
  let values: [Int]
  let gradients: [Int]
  /// Gradients of what stable forms pass by, with the shares that do not flow on.
  let passedBy: [NodeID: Int]
  /// Which quantities have a number for each example.
  let isLaned: [Bool]
  /// Where it is written, for each example, what the backward pass begins with, and how much the
  /// example counts in a sum of updates.
  let seeds: Int
  let shares: Int
  /// Numbers that must be there before the first run, by their places.
  let initial: [(place: Int, number: Double)]
  /// The place behind the last one.
  let end: Int

  /// The program with its sweeps elsewhere: so much further on in the tables of several.
  func moved(by start: Int) -> FlatProgram {
    func moved(_ range: Range<Int>) -> Range<Int> {
      range.lowerBound + start..<range.upperBound + start
    }
    var program = self
    program.tables = SweepTables()
    program.forward = moved(forward)
    program.backward = moved(backward)
    program.update = moved(update)
    program.assignment = moved(assignment)
    program.firstShares = firstShares.map { $0 + start }
    return program
  }
}

/// Which parts of memory a program shares with others: the weights, what their gradients add up in,
/// and what the model's own updates of them add up in.
struct SharedPlaces {
  var values: [String: Int] = [:]
  var gradients: [String: Int] = [:]
  var updates: [String: Int] = [:]
  /// All shared values, which last during a run.
  var lasting = 0..<0
}
