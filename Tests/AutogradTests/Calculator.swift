import Foundation

@testable import Autograd

/// Reads printed arithmetic and works it out, knowing nothing of how it was printed.
///
/// Written against the page, not against the engine: the operators a reader sees, the usual
/// precedence, and this file's own arithmetic. What e to the power of x and the hyperbolic tangent are
/// to the last bit is the engine's to say; ElementaryFunctionTests hold it to the C library.
struct Calculator {
  private var rest: Substring
  struct Unreadable: Error, CustomStringConvertible { let description: String }

  static func value(of text: String) throws -> Double {
    var calculator = Calculator(rest: text[...])
    let value = try calculator.sum()
    calculator.skipSpaces()
    guard calculator.rest.isEmpty else {
      throw Unreadable(description: "left over in \(text): \(calculator.rest)")
    }
    return value
  }

  private init(rest: Substring) { self.rest = rest }

  private mutating func sum() throws -> Double {
    var total = try product()
    while true {
      if take("+") {
        total += try product()
      } else if take("−") {
        total -= try product()
      } else {
        return total
      }
    }
  }

  private mutating func product() throws -> Double {
    var total = try signed()
    while true {
      if take("·") {
        total *= try signed()
      } else if take("/") {
        total /= try signed()
      } else {
        return total
      }
    }
  }

  private mutating func signed() throws -> Double {
    if take("−") { return -(try signed()) }
    let base = try atom()
    guard take("^") else { return base }
    let exponent = try atom()
    // A square is a product.
    return exponent == 2 ? base * base : pow(base, exponent)
  }

  private mutating func atom() throws -> Double {
    if take("(") {
      let value = try sum()
      guard take(")") else { throw Unreadable(description: "no ) before \(rest)") }
      return value
    }
    skipSpaces()
    if rest.first?.isLetter == true { return try call() }
    return try number()
  }

  private mutating func call() throws -> Double {
    let name = rest.prefix { $0.isLetter }
    rest.removeFirst(name.count)
    guard take("(") else { throw Unreadable(description: "no ( behind \(name)") }
    // The language writes log(1 + x) for the function that does not lose the digits of a small x.
    let addsOne = name == "log" && rest.hasPrefix("1 + ")
    if addsOne { rest.removeFirst(4) }
    var arguments = [try sum()]
    while take(",") { arguments.append(try sum()) }
    guard take(")") else { throw Unreadable(description: "no ) before \(rest)") }
    let x = arguments[0]
    switch name {
    // The engine's own, compared with the C library's in ElementaryFunctionTests.
    case "exp": return Function.exp(x)
    case "log": return addsOne ? Foundation.log1p(x) : Foundation.log(x)
    case "sqrt": return Foundation.sqrt(x)
    case "tanh": return Function.tanh(x)
    case "abs": return x < 0 ? 0 - x : x
    case "sign": return x == 0 ? 0 : x < 0 ? -1 : 1
    case "step": return x > 0 ? 1 : 0
    case "max": return arguments.sorted()[arguments.count - 1]
    case "min": return arguments.sorted()[0]
    case "argmax": return Double(arguments.firstIndex(of: arguments.sorted().last ?? x) ?? 0)
    default: throw Unreadable(description: "no function \(name)")
    }
  }

  private mutating func number() throws -> Double {
    if take("∞") { return .infinity }
    var text = String(rest.prefix { $0.isNumber || $0 == "." })
    rest.removeFirst(text.count)
    if rest.first == "e" {
      rest.removeFirst()
      text += "e"
      if rest.first == "−" {
        rest.removeFirst()
        text += "-"
      }
      let exponent = rest.prefix { $0.isNumber }
      rest.removeFirst(exponent.count)
      text += exponent
    }
    guard let value = Double(text) else {
      throw Unreadable(description: "no number at “\(text)\(rest)”")
    }
    return value
  }

  private mutating func skipSpaces() { rest = rest.drop { $0 == " " } }

  private mutating func take(_ character: Character) -> Bool {
    skipSpaces()
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }
}
