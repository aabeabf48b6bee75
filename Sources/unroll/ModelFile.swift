import ArgumentParser
import Courseware
import Diagnostics
import Equations

/// The model a command works on, and values in place of its own.
struct ModelOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The model's file.", valueName: "model.eqn")) var model: String
  @OptionGroup var values: ValuesOption

  func read() throws -> Model { try ModelFile.read(model, values: values.values) }
}

struct ValuesOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A JSON file of values in place of the model's own: {\"w\": 0.5, \"x\": [1, 0]}.",
      valueName: "values.json"))
  var values: String?
}

/// Models on the disk.
enum ModelFile {
  /// A model with the values of another file.
  ///
  /// - Throws: the exit status, after saying all that is wrong in the first file that is wrong.
  static func read(_ path: String, values: String?) throws -> Model {
    let source = try text(path)
    let values = try values.map { try self.values($0, for: source) } ?? [:]
    do throws(Diagnostics) {
      let model = try Model(source, values: values)
      for warning in model.warnings { standardError(warning.rendered(in: source)) }
      return model
    } catch {
      throw fail(error.rendered(in: source))
    }
  }

  static func text(_ path: String) throws -> SourceText {
    let (text, problems) = TextFile.read(path, name: path, mayBePipe: true)
    guard let text, problems.isEmpty else {
      throw fail(problems.map { $0.withoutRule.line }.joined(separator: "\n"))
    }
    return text
  }

  static func values(
    _ path: String, for model: SourceText
  ) throws -> [String: Equations.Literal] {
    let source = try text(path)
    do throws(Diagnostics) {
      return try ValuesFile(source).values(for: Model.declaredNames(in: model))
    } catch {
      throw fail(error.rendered(in: source))
    }
  }
}

extension Diagnostic {
  /// The rules have their names for those who lint lessons.
  fileprivate var withoutRule: Diagnostic {
    var copy = self
    copy.rule = nil
    return copy
  }
}
