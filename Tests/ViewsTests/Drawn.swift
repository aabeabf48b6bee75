import Foundation
import Screen
import Testing

@testable import Views

/// A view's picture of a moment, and where it put its numbers.
struct Drawn {
  let frame: Frame
  let places: [Place]

  init(_ view: String, _ context: ViewContext, _ width: Int, _ height: Int) throws {
    self.init(try #require(ViewCatalogue.view(named: view)), context, width, height)
  }

  init(_ view: any View, _ context: ViewContext, _ width: Int, _ height: Int) {
    var frame = Frame(size: Size(width: width, height: height))
    places = view.draw(context, into: &frame, in: frame.bounds)
    self.frame = frame
  }

  var text: String { frame.plainText }
  var rows: [String] { text.components(separatedBy: "\n") }
}
