import Foundation

@testable import Autograd

/// Reads LaTeX and works out what it says in numbers, knowing nothing of how it was written.
///
/// As ``Calculator`` does with lines of text: written against what LaTeX prints, in this file's own
/// arithmetic.
struct LaTeXReader {
  private var tokens: ArraySlice<String>
  struct Unreadable: Error, CustomStringConvertible { let description: String }

  static func value(of text: String) throws -> Double {
    var reader = LaTeXReader(tokens: try split(text)[...])
    let value = try reader.sum()
    guard reader.tokens.isEmpty else {
      throw Unreadable(description: "left over in \(text): \(reader.tokens.joined(separator: " "))")
    }
    return value
  }

  /// Commands, numbers and signs; `\left(` is one.
  static func split(_ text: String) throws -> [String] {
    var tokens: [String] = [], rest = text[...]
    while let first = rest.first {
      var token = String(first)
      if first == "\\" {
        let name = rest.dropFirst().prefix { $0.isASCII && $0.isLetter }
        token = "\\" + (name.isEmpty ? String(rest.dropFirst().prefix(1)) : String(name))
        if ["\\left", "\\right"].contains(token) {
          token += String(rest.dropFirst(token.count).prefix(1))
        }
      } else if first.isNumber || first == "." {
        token = String(rest.prefix { $0.isNumber || $0 == "." })
      }
      guard first.isASCII else { throw Unreadable(description: "\(first) is no LaTeX: \(text)") }
      rest = rest.dropFirst(token.count)
      if !first.isWhitespace { tokens.append(token) }
    }
    return tokens
  }

  /// Whether every brace, `\left` and `\begin` has its partner.
  static func isBalanced(_ text: String) throws -> Bool {
    var open: [String] = []
    let closing = ["}": "{", "\\right)": "\\left", "\\right|": "\\left", "\\right]": "\\left"]
    for token in try split(text) {
      if token == "{" { open.append("{") }
      if token == "\\begin" { open.append("\\begin") }
      if token.hasPrefix("\\left") && token.count == 6 { open.append("\\left") }
      if let partner = closing[token], open.popLast() != partner { return false }
      if token == "\\end", open.popLast() != "\\begin" { return false }
    }
    return open.isEmpty
  }

  private mutating func sum() throws -> Double {
    var total = try product()
    while true {
      if take("+") {
        total += try product()
      } else if take("-") {
        total -= try product()
      } else {
        return total
      }
    }
  }

  private mutating func product() throws -> Double {
    var total = try signed()
    while take("\\cdot") { total *= try signed() }
    return total
  }

  private mutating func signed() throws -> Double {
    if take("-") { return -(try signed()) }
    let base = try atom()
    guard take("^") else { return base }
    let exponent = try braces()
    return exponent == 2 ? base * base : pow(base, exponent)
  }

  private mutating func braces() throws -> Double {
    try expect("{")
    let value = try sum()
    try expect("}")
    return value
  }

  private mutating func atom() throws -> Double {
    guard let token = tokens.popFirst() else { throw Unreadable(description: "nothing left") }
    switch token {
    case "\\left(":
      let value = try sum()
      try expect("\\right)")
      return value
    case "\\left|":
      let value = try sum()
      try expect("\\right|")
      return abs(value)
    case "\\frac": return try braces() / braces()
    case "\\sqrt": return try braces().squareRoot()
    case "\\infty": return .infinity
    case "\\operatorname":
      try expect("{")
      let name = tokens.prefix { $0 != "}" }.joined()
      tokens = tokens.drop { $0 != "}" }.dropFirst()
      return try call(name)
    default:
      if token.hasPrefix("\\") { return try call(String(token.dropFirst())) }
      guard let number = Double(token) else {
        throw Unreadable(description: "\(token) is no number")
      }
      return number
    }
  }

  private mutating func call(_ name: String) throws -> Double {
    try expect("\\left(")
    var arguments = [try sum()]
    while take(",") { arguments.append(try sum()) }
    try expect("\\right)")
    let x = arguments[0]
    switch name {
    case "exp": return Foundation.exp(x)
    case "log": return Foundation.log(x)
    case "tanh": return Foundation.tanh(x)
    case "sign": return x == 0 ? 0 : x < 0 ? -1 : 1
    case "step": return x > 0 ? 1 : 0
    case "max": return arguments.sorted()[arguments.count - 1]
    case "min": return arguments.sorted()[0]
    case "argmax": return Double(arguments.firstIndex(of: arguments.sorted().last ?? x) ?? 0)
    default: throw Unreadable(description: "no function \(name)")
    }
  }

  private mutating func expect(_ token: String) throws {
    guard take(token) else {
      throw Unreadable(description: "no \(token) before \(tokens.joined(separator: " "))")
    }
  }

  private mutating func take(_ token: String) -> Bool {
    guard tokens.first == token else { return false }
    tokens.removeFirst()
    return true
  }
}
