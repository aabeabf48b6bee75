import ArgumentParser
import Foundation
import Screen

/// Standard output in chunks: a long report costs few writes, and its first line is there at once.
struct Output {
  private static let chunk = 1 << 16

  private let glyphs = GlyphSet.ofEnvironment
  private var waiting: [UInt8] = []
  private var hasBegun = false

  /// A line for people, in characters that they can be shown.
  mutating func say(_ text: String) throws { try line(glyphs.text(text)) }

  mutating func line(_ text: String) throws {
    try write(text)
    try write("\n")
    if !hasBegun { try flush() }
    hasBegun = true
  }

  mutating func write(_ text: String) throws {
    waiting += text.utf8
    if waiting.count >= Self.chunk { try flush() }
  }

  /// - Throws: the exit status where nobody reads any more, in silence as is the custom; after
  ///   saying why where the output cannot be written.
  mutating func flush() throws {
    var rest = waiting[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EPIPE {
        throw ExitCode(128 + SIGPIPE)
      } else if errno != EINTR {
        throw fail("the output cannot be written: \(String(cString: strerror(errno)))")
      }
    }
    waiting.removeAll(keepingCapacity: true)
  }
}
