import Diagnostics

/// What bounds a model, so that no text exhausts the memory or goes on for minutes.
extension ModelBuilder {
  /// A model of more numbers is refused: it would exhaust the memory.
  static let largest = 10_000_000
  /// So is one of more operations, or of more operands of them,
  static let mostNodes = 400_000
  static let mostOperands = 1_000_000
  /// and one whose loops run longer, or whose functions call one another more often.
  static let mostRepetitions = 1_000_000
  static let mostExpansions = 200_000

  /// A function that calls others that call others, each of them twice, is refused.
  mutating func countExpansion(_ call: Expression) throws(Diagnostic) {
    expansions += 1
    guard expansions <= Self.mostExpansions else {
      throw error(
        call.range,
        "the functions of this model are expanded more than \(Self.mostExpansions) times",
        "name what is used again and again")
    }
  }

  /// Takes room for one more quantity.
  mutating func takeRoom(for operands: Int, _ range: SourceRange) throws(Diagnostic) {
    self.operands += operands
    guard graph.nodes.count < Self.mostNodes, self.operands <= Self.mostOperands else {
      throw error(
        range, "the model has more than \(Self.mostNodes) operations", "make it smaller")
    }
  }

  /// A loop that runs on and on is refused before it takes minutes.
  mutating func countRepetition(_ range: Expression) throws(Diagnostic) {
    repetitions += 1
    guard repetitions <= Self.mostRepetitions else {
      throw error(
        range.range, "the loops of this model run more than \(Self.mostRepetitions) times",
        "make the range smaller")
    }
  }
}
