import ArgumentParser
import Autograd
import Diagnostics
import Equations

struct CalcCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calc",
    abstract: "Work out equations, every step, with the gradient of the last quantity.",
    discussion: """
      Examples:
        unroll calc 'loss = (σ(w x + b) - y)^2' w=0.5 x=1 b=0 y=1
        unroll calc 'a = 1; b = a + a; c = b + b'
        unroll calc 'y = W x' W='[[1, 2], [3, 4]]' x='[1, -1]'
      """)

  @Argument(help: "Equations, with ; between.") var equations: String
  @Argument(
    parsing: .remaining,
    help: ArgumentHelp("Values of names the equations use.", valueName: "name=value"))
  var values: [String] = []

  func validate() throws {
    guard equations.contains("=") else {
      throw ValidationError("an equation is needed, such as 'f = (x + y) z'")
    }
  }

  func run() throws {
    let calculation = Calculation(equations: equations, values: values)
    let model: Model
    do {
      model = try calculation.model()
    } catch {
      throw fail(error.rendered)
    }
    let trace = model.program.run()
    var output = Output()
    try TraceReport(model, trace).write(to: &output)
    try output.flush()
    if let problem = NotFinite(trace) { throw fail(problem.message, .failed) }
  }
}

/// Equations and values from the command line.
struct Calculation {
  let equations: String
  let values: [String]

  struct Wrong: Error {
    let rendered: String
  }

  func model() throws(Wrong) -> Model {
    let givens = try givens()
    let text = SourceText(name: "equations", text: equations)
    let whole = (givens + [equations]).joined(separator: "\n")
    do {
      return try Model(SourceText(name: "equations", text: whole), root: .last)
    } catch {
      throw Wrong(rendered: rendered(error, behind: givens.count, in: text))
    }
  }

  /// A declaration for each value.
  private func givens() throws(Wrong) -> [String] {
    var givens: [String] = []
    for value in values {
      let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw Wrong(rendered: "\(value): not a value; write name=number, such as x=0.5")
      }
      guard let literal = try? Literal(parts[1]), let shape = literal.shape else {
        throw Wrong(rendered: "\(value): not a value; write a number or a list such as [1, 0]")
      }
      let lengths = shape.isScalar ? "" : ": \(shape)"
      givens.append("given \(parts[0]) \(lengths) = \(parts[1])")
    }
    return givens
  }

  /// The errors with their places in the equations, as the person wrote them.
  private func rendered(_ errors: Diagnostics, behind lines: Int, in text: SourceText) -> String {
    errors.all.map { found in
      guard found.range.lower.line > lines else {
        return "\(values[found.range.lower.line - 1]): \(found.message)"
      }
      var found = found
      found.range = SourceRange(
        Position(line: found.range.lower.line - lines, column: found.range.lower.column),
        Position(line: found.range.upper.line - lines, column: found.range.upper.column))
      found.advice = found.advice?.replacing(
        "define it above, or declare it with given or weight",
        with: "give it a value behind the equations: \(text[found.range])=0.5")
      return found.rendered(in: text)
    }.joined(separator: "\n")
  }
}
