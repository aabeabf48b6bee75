import Diagnostics

/// A value of a lesson's YAML, read as written: `0.50`, `no` and `~` are the text they look like.
package indirect enum Literal: Hashable, Sendable {
  case text(Written)
  case list([Literal], SourceRange)
  case map([Field], SourceRange)

  /// A name and what it stands for, in the order of the file.
  package struct Field: Hashable, Sendable {
    package var name: Written
    package var value: Literal

    package init(name: Written, value: Literal) {
      self.name = name
      self.value = value
    }
  }

  package var range: SourceRange {
    switch self {
    case .text(let written): written.range
    case .list(_, let range), .map(_, let range): range
    }
  }

  package var text: Written? {
    if case .text(let written) = self { written } else { nil }
  }

  package var list: [Literal]? {
    if case .list(let items, _) = self { items } else { nil }
  }

  package var fields: [Field]? {
    if case .map(let fields, _) = self { fields } else { nil }
  }

  /// The value of the field `name`, where this is a map that has one.
  package subscript(name: String) -> Literal? {
    fields?.first { $0.name.text == name }?.value
  }

  /// The value without its place, for comparing two files: `{bf: [4, 4]}`.
  package var plain: String {
    switch self {
    case .text(let written): written.text
    case .list(let items, _): "[" + items.map(\.plain).joined(separator: ", ") + "]"
    case .map(let fields, _):
      "{" + fields.map { "\($0.name.text): \($0.value.plain)" }.joined(separator: ", ") + "}"
    }
  }
}
