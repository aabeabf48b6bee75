/// A number as a person types it: `0.5`, `.5`, `1/2`, `½`, `5e-1`, `0,5`, `−0.5`.
package struct NumberText: Hashable, Sendable {
  package let value: Double
  /// How many digits stand behind the point; nil for a fraction, which is exact.
  package let decimals: Int?

  /// Why a text is not read as a number.
  package enum Unreadable: Error, Hashable, Sendable {
    case empty
    case notANumber
    /// Two points, or two commas, or both.
    case severalPoints
    /// `1,234` is 1234 to some and 1.234 to others.
    case ambiguousComma(decimal: String, whole: String)
    case spaceInside
    case percent
    case divisionByZero
    case outOfRange

    /// What to say to whoever typed it.
    package var reason: String {
      switch self {
      case .empty: "type a number, such as 0.5 or 1/2"
      case .notANumber: "this is not a number; type one such as 0.5, −2 or 1/2"
      case .severalPoints: "a number has one point; leave out what separates thousands"
      case .ambiguousComma(let decimal, let whole):
        "the comma can be read two ways; type \(decimal) or \(whole)"
      case .spaceInside: "a number has no space in it; leave out what separates thousands"
      case .percent: "type it without the percent sign: 0.5 is 50 percent"
      case .divisionByZero: "a fraction cannot have 0 below its line"
      case .outOfRange: "no number here is as large or as small as that"
      }
    }
  }

  /// - Throws: why the text is no number, or not one that can be read in just one way.
  package init(_ text: String) throws(Unreadable) {
    var reader = NumberReader(text)
    self = try reader.number()
  }

  init(value: Double, decimals: Int?) {
    self.value = value
    self.decimals = decimals
  }
}
