import Courseware
import Diagnostics
import Equations

/// Reads a line of `vary`.
struct VariationReader {
  /// What is wrong with it, to be reported at its place.
  struct Wrong: Error {
    let message: String
    let advice: String
  }

  private static let example = "write uniform(-1, 1) step 0.1, integer(1, 5) or choice(0.5, 1, 2)"

  static func read(
    _ field: Courseware.Literal.Field, for model: Model
  ) throws(Wrong) -> Variation {
    let name = field.name.text
    guard let declaration = model.declaration(named: name) else {
      throw Wrong(
        message: "`\(name)` is not a given or a weight of the model",
        advice: model.declarations.map(\.name).advice(for: name))
    }
    guard let text = field.value.text?.text,
      let match = text.wholeMatch(of: /\s*(\w+)\s*\((.*)\)\s*(?:step\s+(\S+)\s*)?/)
    else {
      throw Wrong(message: "this does not say how `\(name)` is drawn", advice: example)
    }
    let values = try list(String(match.output.2))
    let step = try match.output.3.map { (text) throws(Wrong) in try number(String(text)) }
    let source = try source(String(match.output.1), values, step)
    let variation = Variation(name: name, source: source)
    try check(variation, declaration, model)
    try checkShown(variation)
    return variation
  }

  private static func list(_ text: String) throws(Wrong) -> [Equations.Literal] {
    guard case .list(let values)? = try? Equations.Literal("[\(text)]"), !values.isEmpty else {
      throw Wrong(message: "`\(text)` is no list of values", advice: example)
    }
    return values
  }

  private static func number(_ text: String) throws(Wrong) -> Double {
    guard case .number(let value)? = try? Equations.Literal(text), value.isFinite else {
      throw Wrong(message: "`\(text)` is not a number", advice: example)
    }
    return value
  }

  private static func source(
    _ function: String, _ values: [Equations.Literal], _ step: Double?
  ) throws(Wrong) -> Variation.Source {
    let numbers = values.compactMap { if case .number(let value) = $0 { value } else { nil } }
    if function == "choice", step == nil {
      return numbers.count == values.count ? .numbers(numbers) : .wholes(values)
    }
    guard numbers.count == 2, values.count == 2 else {
      throw Wrong(message: "`\(function)` needs a least and a largest number", advice: example)
    }
    // One number alone is a value for this question, in place of the scene's.
    if numbers[0] == numbers[1], step ?? 1 > 0 { return .numbers([numbers[0]]) }
    guard numbers[0] < numbers[1], (numbers[1] - numbers[0]).isFinite else {
      throw Wrong(
        message: "nothing lies between \(numbers[0].short) and \(numbers[1].short)",
        advice: "write the smaller number first")
    }
    switch function {
    case "uniform":
      guard let step else { return .between(low: numbers[0], high: numbers[1]) }
      return try steps(numbers[0], numbers[1], step)
    case "integer" where step == nil:
      let low = numbers[0].rounded(.up)
      guard low <= numbers[1] else {
        throw Wrong(message: "no whole number lies between these", advice: example)
      }
      return try steps(low, numbers[1], 1)
    default:
      throw Wrong(message: "there is no way of drawing called `\(function)`", advice: example)
    }
  }

  private static func steps(
    _ low: Double, _ high: Double, _ step: Double
  ) throws(Wrong) -> Variation.Source {
    guard step > 0 else {
      throw Wrong(message: "a step is above 0", advice: "write step 0.1")
    }
    // The last step may be reached by rounding alone: 1 lies ten steps of 0.1 above 0.
    let count = ((high - low) / step + 1e-9).rounded(.down)
    guard count >= 1 else {
      throw Wrong(
        message: "a step of \(step.short) leads out of the range at once",
        advice: "write a smaller step, or a wider range")
    }
    guard count <= 1_000_000 else {
      throw Wrong(
        message: "there are more than a million steps between these",
        advice: "write a larger step")
    }
    return .steps(low: low, step: step, count: Int(count))
  }

  /// A student reckons with the numbers in the text, so they must stand there whole.
  private static func checkShown(_ variation: Variation) throws(Wrong) {
    var random = Random(seed: 0)
    let long = variation.source.extremes.flatMap { source -> [Double] in
      guard case .numbers = source else { return [] }
      return [Variation(name: variation.name, source: source).number(&random)]
    }.first { Double(shown: $0.asked) != $0 }
    guard let long else { return }
    throw Wrong(
      message: "`\(variation.name)` gets numbers such as \(long.whole), too long to reckon with",
      advice: "draw numbers of fewer digits")
  }

  /// Tokens take whole numbers only, and a whole value must have the shape that was declared.
  private static func check(
    _ variation: Variation, _ declaration: Model.Declaration, _ model: Model
  ) throws(Wrong) {
    let drawn = variation.source.extremes.first { value in
      let literal = Variation(name: variation.name, source: value)
      var random = Random(seed: 0)
      let numbers = model.leaves(
        of: declaration, from: literal.draw(for: declaration, in: model.graph, using: &random))
      return numbers?.allSatisfy { model.isToken($0.value, of: $0.key) } != true
    }
    guard drawn != nil else { return }
    let isToken = declaration.members.contains { model.tokenCount(of: $0.node) != nil }
    throw Wrong(
      message: "what is drawn for `\(variation.name)` does not fit it",
      advice: isToken ? "draw whole numbers that are tokens, or words" : "give it its shape")
  }
}

extension Variation.Source {
  /// Ways of drawing that can only give one of the values this one can, its first and last among
  /// them: where those fit, all do.
  fileprivate var extremes: [Variation.Source] {
    switch self {
    case .steps(let low, let step, let count):
      [low, low + step, low + Double(count) * step].map { .numbers([Variation.rounded($0)]) }
    case .between(let low, let high): [.numbers([Double(shown: (low + (high - low) / 3).short)])]
    case .numbers(let values): values.map { .numbers([$0]) }
    case .wholes(let values): values.map { .wholes([$0]) }
    }
  }
}
