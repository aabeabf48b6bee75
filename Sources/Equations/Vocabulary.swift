/// The tokens of a text, numbered from 0 in the order written.
public struct Vocabulary: Hashable, Sendable {
  /// What a token is: a character, or a word between white space.
  public enum Kind: String, Hashable, Sendable { case letters, words }

  /// What a token is.
  public let kind: Kind
  /// By their numbers.
  public let tokens: [String]
  private let ids: [String: Int]

  /// - Parameter text: its characters, or its words between white space.
  init(_ kind: Kind, of text: String) {
    self.kind = kind
    tokens = Self.pieces(of: text, kind)
    ids = Dictionary(zip(tokens, 0...)) { first, _ in first }
  }

  /// How many tokens there are.
  public var count: Int { tokens.count }

  /// The number of each token of a text, nil for one it does not have.
  func numbers(of text: String) -> [(token: String, id: Int?)] {
    Self.pieces(of: text, kind).map { ($0, ids[$0]) }
  }

  /// The first token that is there twice.
  var repeated: String? {
    tokens.enumerated().first { n, token in ids[token] != n }?.element
  }

  private static func pieces(of text: String, _ kind: Kind) -> [String] {
    switch kind {
    case .letters: text.map(String.init)
    case .words: text.split { $0.isWhitespace }.map(String.init)
    }
  }
}
