extension Wording {
  /// As HTML, the form in which no character of a text can be taken for a mark.
  package var html: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text.escapedForHTML.replacing("\n", with: "<br>")
      case .code(let code): "<code>\(code.escapedForHTML)</code>"
      }
    }.joined()
  }
}

extension String {
  package var escapedForHTML: String {
    var escaped = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
