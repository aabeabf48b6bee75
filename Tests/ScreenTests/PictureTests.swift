import Foundation
import TestSupport
import Testing

@testable import Screen

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What a document says in an element, read as any program reads it.
private final class Reader: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    var text = ""
  }

  private(set) var elements: [Element] = []
  private var open: [Int] = []

  /// - Returns: nil where the document is not well formed.
  static func read(_ document: String) -> [Element]? {
    let parser = XMLParser(data: Data(document.utf8)), reader = Reader()
    parser.delegate = reader
    return parser.parse() ? reader.elements : nil
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes))
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    for index in open { elements[index].text += text }
  }
}

@Suite("A frame as a picture")
struct PictureTests {
  private static let backgrounds: [Background?] = [nil, .dark, .light]

  /// The text of the pieces of a picture, each put where it stands.
  private func text(ofSVG document: String, _ size: Size) throws -> String {
    var frame = Frame(size: size)
    for element in try #require(Reader.read(document)) where element.name == "text" {
      let x = try #require(element.attributes["x"].flatMap { Int($0) })
      let y = try #require(element.attributes["y"].flatMap { Int($0) })
      let length = try #require(element.attributes["textLength"].flatMap { Int($0) })
      #expect(x % 10 == 0 && y % 20 == 15)
      #expect(length == 10 * TextWidth.of(element.text))
      frame.put(element.text, x: x / 10, y: y / 20)
    }
    return frame.plainText
  }

  private func randomFrame(_ seed: UInt64) -> Frame {
    var random = Seeded(seed)
    let size = Size(
      width: Int.random(in: 1...40, using: &random), height: Int.random(in: 1...8, using: &random))
    var frame = Frame(size: size)
    for _ in 0..<12 {
      let x = Int.random(in: -4...40, using: &random), y = Int.random(in: 0...8, using: &random)
      let signs = ["<b>", "a & b", "\"x\"", "]]>", "漢字", "░▒▓█▌▄", "─│┼", "⣿⠁", "∂L/∂w"]
      let text =
        Bool.random(using: &random) ? random.text(upTo: 9) : signs.randomElement(using: &random)
      frame.put(text ?? "", x: x, y: y, Style.allCases.randomElement(using: &random) ?? .plain)
      if Int.random(in: 0...2, using: &random) == 0 {
        frame.box(Rect(x: x, y: y, width: 7, height: 4), title: "A<")
      }
    }
    return frame
  }

  @Test("gives its text back, as a page and as a drawing", arguments: 0..<60)
  func text(seed: UInt64) throws {
    let frame = randomFrame(seed)
    for background in Self.backgrounds {
      let html = frame.html(background: background), svg = frame.svg(background: background)
      let page = try #require(Reader.read(html)?.first { $0.name == "pre" })
      // What is underlined or reversed at a row's end is kept, blank as it is.
      let rows = page.text.split(separator: "\n", omittingEmptySubsequences: false).map { row in
        var row = row
        while row.last == " " { row.removeLast() }
        return row
      }
      #expect(rows.joined(separator: "\n") == frame.plainText)
      #expect(try text(ofSVG: svg, frame.size) == frame.plainText)
      #expect(
        frame.html(background: background) == html && frame.svg(background: background) == svg)
    }
  }

  @Test("of nothing is well formed")
  func empty() throws {
    let frame = Frame(size: Size(width: 0, height: 0))
    #expect(Reader.read(frame.svg()) != nil && Reader.read(frame.html()) != nil)
  }

  @Test("has the colours that are asked for, else both")
  func colours() {
    var frame = Frame(size: Size(width: 4, height: 1))
    frame.put("ab", x: 0, y: 0, .backward)
    // 215 and 94 of the palette.
    for (background, dark, light) in [
      (Background.dark, true, false), (.light, false, true), (nil, true, true),
    ] {
      for document in [frame.svg(background: background), frame.html(background: background)] {
        #expect(document.contains("#ffaf5f") == dark && document.contains("#875f00") == light)
        #expect(document.contains("prefers-color-scheme") == (background == nil))
      }
    }
  }

  /// From xterm's table of 256 colours.
  @Test(
    "knows the palette",
    arguments: [
      (1, "#cd0000"), (15, "#ffffff"), (16, "#000000"), (75, "#5fafff"), (208, "#ff8700"),
      (231, "#ffffff"), (232, "#080808"), (255, "#eeeeee"),
    ] as [(ColourIndex, String)])
  func palette(index: ColourIndex, hex: String) { #expect(Palette.hex(index) == hex) }

  @Test("describes each style it has, and paints what is reversed")
  func styles() throws {
    for style in Style.allCases where style != .plain {
      var frame = Frame(size: Size(width: 5, height: 2))
      frame.put("a b", x: 1, y: 1, style)
      let look = Theme(depth: .many)[style]
      let (svg, html) = (frame.svg(), frame.html())
      #expect(svg.contains(".\(style) {") && html.contains(".\(style) {"))
      let elements = try #require(Reader.read(svg))
      let paper = elements.first { $0.attributes["class"] == "\(style)-paper" }
      #expect((paper != nil) == look.reverse)
      if let paper {
        #expect(
          ["x", "y", "width", "height"].map { paper.attributes[$0] } == ["10", "20", "30", "20"])
      }
      #expect(svg.contains("font-weight: bold") == look.bold)
    }
  }

  /// The paths of what is drawn, without their colours.
  private func paths(_ rows: [String]) throws -> [String] {
    var frame = Frame(size: Size(width: 4, height: rows.count))
    for (y, row) in rows.enumerated() { frame.put(row, x: 0, y: y) }
    return try #require(Reader.read(frame.svg())).filter { $0.name == "path" }
      .compactMap { $0.attributes["d"] }
  }

  @Test("draws lines that meet between rows and between columns")
  func lines() throws {
    #expect(try paths(["│", "│"]) == ["M5 0V20M5 20V40"])
    #expect(try paths(["───"]) == ["M0 10H30"])
    #expect(try paths(["┌─", "└"]) == ["M5 10H10M5 10V20M10 10H20M5 30H10M5 20V30"])
  }

  @Test(
    "draws blocks as large as they are",
    arguments: [
      ("██", "M0 0h20v20h-20z"), ("▌", "M0 0h5v20h-5z"), ("▏", "M0 0h1.25v20h-1.25z"),
      ("▄", "M0 10h10v10h-10z"), ("▁", "M0 17.5h10v2.5h-10z"), ("▀", "M0 0h10v10h-10z"),
      ("▐", "M5 0h5v20h-5z"), ("▚", "M0 0h5v10h-5zM5 10h5v10h-5z"),
      ("⠁", "M1.25 0h2.5v2.5h-2.5z"), ("⢀", "M6.25 15h2.5v2.5h-2.5z"),
    ])
  func blocks(text: String, path: String) throws { #expect(try paths([text]) == [path]) }

  @Test("shows shades as parts of their colour")
  func shades() throws {
    var frame = Frame(size: Size(width: 3, height: 1))
    frame.put("░▒▓", x: 0, y: 0)
    let paths = try #require(Reader.read(frame.svg())).filter { $0.name == "path" }
    #expect(paths.map { $0.attributes["fill-opacity"] } == [".25", ".50", ".75"])
  }
}
