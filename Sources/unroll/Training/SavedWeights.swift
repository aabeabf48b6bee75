import ArgumentParser
import Equations

/// The file that training keeps its weights in, whole at every moment.
struct SavedWeights {
  private let file: WholeFile

  /// What the person calls it.
  var name: String { file.name }

  struct Problem: Error {
    let message: String

    fileprivate init(_ name: String, _ problem: WholeFile.Problem) {
      message = "--save \(name): \(problem.message)"
    }
  }

  /// - Parameter others: files that must not be overwritten.
  /// - Throws: the exit status, after saying why there can be no such file.
  init(_ name: String, besides others: [String?]) throws {
    if others.compactMap(\.self).contains(where: { WholeFile.isSame(name, $0) }) {
      throw fail("--save \(name): this is what is learned from; name another file")
    }
    do throws(WholeFile.Problem) {
      file = try WholeFile(name)
    } catch {
      throw fail(Problem(name, error).message)
    }
  }

  /// Finds out whether there is room for these weights, and keeps nothing.
  func rehearse(_ weights: [(name: String, value: Literal)]) throws(Problem) {
    do {
      try file.rehearse(Self.text(weights))
    } catch {
      throw Problem(name, error)
    }
  }

  /// Puts these weights in place of what the file had.
  func write(_ weights: [(name: String, value: Literal)]) throws(Problem) {
    do {
      try file.write(Self.text(weights))
    } catch {
      throw Problem(name, error)
    }
  }

  private static func text(_ weights: [(name: String, value: Literal)]) -> String {
    JSON.object(weights.map { ($0.name, JSON($0.value)) }).written + "\n"
  }
}
