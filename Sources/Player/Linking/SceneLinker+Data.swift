import Autograd
import Courseware
import Diagnostics
import Equations

extension SceneLinker {
  /// The examples of a scene's table.
  mutating func examples(
    of table: DataTable?, for model: Model, _ scene: Scene
  ) throws(Diagnostics) -> [[NodeID: Matrix]] {
    guard let table else { return [] }
    do throws(Diagnostics) {
      return try table.examples(for: model)
    } catch {
      // Each row for itself may be right.
      guard let lines = try? DataSet(model: model.source, table: table.source).linesOfSizes,
        lines.count > 1
      else { throw error }
      throw Diagnostics([
        Diagnostic(
          file: lesson.source.name, range: scene.data?.range ?? scene.range, rule: "link",
          message:
            "the examples of `\(table.source.name)` are of \(lines.count) different lengths, "
            + "as in lines \(lines[0]) and \(lines[1]), and a scene draws one model",
          advice: "make a table of one length for the scene; `unroll train` takes them all")
      ])
    }
  }
}

extension DataSet {
  /// For each size the line of its first example.
  fileprivate var linesOfSizes: [Int] {
    models.indices.compactMap { size in examples.first { $0.model == size }?.line }
  }
}
