import Foundation
import Testing

@Suite("The library, used from another package", .timeLimit(.minutes(10)))
struct LibraryTests {
  @Test("computes what PyTorch computes: an op of one's own, a neuron, an RNN that learns")
  func example() async throws {
    // Written by reference.py beside it.
    let file = ExamplePackage.folder.appending(path: "expected.txt")
    let expected = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let output = try await ExamplePackage.output(of: "TinyRNN")
    try #require(output.count == expected.count)
    for (line, expected) in zip(output, expected) {
      let words = line.split(separator: " "), others = expected.split(separator: " ")
      #expect(words[0] == others[0])
      let numbers = try words.dropFirst().map { try #require(Double($0)) }
      let truth = try others.dropFirst().map { try #require(Double($0)) }
      #expect(numbers.count == truth.count && !numbers.isEmpty)
      let largest = truth.reduce(0) { max($0, abs($1)) }
      for (a, b) in zip(numbers, truth) { #expect(abs(a - b) <= 1e-9 * largest, "\(line)") }
    }
  }

  @Test("names its articles in an order, and each has code")
  func articles() throws {
    let names = try ["Autograd", "Equations"].flatMap { module in
      let file = Package.root.appending(path: "Sources/\(module)/\(module).docc/\(module).md")
      let text = try String(contentsOf: file, encoding: .utf8)
      return text.matches(of: /\n\d\. <doc:(\w+)>/).map { String($0.1) }
    }
    #expect(names.count == 9)
    #expect(names.sorted() == Article.all.map(\.name).sorted())
  }

  @Test("has the code of its articles compiled word for word", arguments: Article.all)
  func code(article: Article) throws {
    // Blocks that stand at the top of a file keep the order they have among the others.
    #expect(try article.compiledCode() == article.code)
  }

  @Test("prints what its articles say, which is worked out by hand there", arguments: Article.all)
  func output(article: Article) async throws {
    let lines = try await ExamplePackage.output(of: "Articles")
    let start = try #require(lines.firstIndex(of: "== \(article.name)"))
    let printed = lines[(start + 1)...].prefix { !$0.hasPrefix("== ") }
    #expect(!printed.isEmpty)
    #expect(Array(printed) == article.output)
  }
}
