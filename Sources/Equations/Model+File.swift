import Diagnostics
import Foundation

extension Model {
  /// Reads a model from a file.
  ///
  /// ```swift
  /// let model = try Model(contentsOfFile: "lstm.eqn", values: ["y": 0])
  /// ```
  ///
  /// - Parameters:
  ///   - path: the file's, in UTF-8; messages call it so.
  ///   - values: values in place of the file's own, by name.
  /// - Throws: everything that is wrong in the file, in its order, or that it cannot be read.
  public init(
    contentsOfFile path: String, values: [String: Literal] = [:]
  ) throws(Diagnostics) {
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      let isThere = FileManager.default.fileExists(atPath: path)
      throw Diagnostics([
        Diagnostic(
          file: path, range: SourceRange(at: .start),
          message: isThere ? "the file cannot be read as text" : "there is no such file",
          advice: isThere ? "it must be readable, and UTF-8" : "look at its name and folder")
      ])
    }
    try self.init(SourceText(name: path, text: text), values: values)
  }
}
