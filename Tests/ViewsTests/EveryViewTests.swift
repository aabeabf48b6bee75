import Autograd
import Foundation
import Screen
import TestSupport
import Testing

@testable import Views

/// What holds for all views, at any size and moment, for any model.
@Suite("Every view, everywhere") struct EveryViewTests {
  func views() -> [any View] { ViewCatalogue.all.map { $0.init() } }

  /// Draws into the middle of a marked frame and checks that the marks outside are untouched.
  func check(_ view: any View, _ context: ViewContext, _ size: Size) {
    let rect = Rect(x: 3, y: 2, width: size.width, height: size.height)
    var frame = Frame(size: Size(width: size.width + 7, height: size.height + 5))
    frame.fill(frame.bounds, .wrong, character: "@")
    let places = view.draw(context, into: &frame, in: rect)
    let name = "\(type(of: view).name) at \(size.width)×\(size.height)"
    for y in 0..<frame.size.height {
      for x in 0..<frame.size.width where !rect.contains(Point(x: x, y: y)) {
        guard frame[x, y] == Cell("@", .wrong) else {
          Issue.record("\(name) drew at \(x), \(y)")
          return
        }
      }
    }
    for place in places { check(place, in: rect, frame, context, name) }
  }

  /// A place holds its number, to the digits shown.
  private func check(
    _ place: Place, in rect: Rect, _ frame: Frame, _ context: ViewContext, _ name: String
  ) {
    #expect(!place.rect.isEmpty && place.rect.intersection(rect) == place.rect, "\(name)")
    let text = String((place.rect.x..<place.rect.maxX).map { frame[$0, place.rect.y].character })
    if context.reading(place.entry) == nil, [StageNumber.covered, "."].contains(text) { return }
    let number = Double(
      text.replacing("−", with: "-").filter { !"( )".contains($0) })
    let values = [context.reading(place.entry) ?? .nan, context.trace[place.entry]]
    let isShown = number.map { number in
      values.contains { abs(abs($0) - abs(number)) <= max(0.006, abs($0) * 0.01) }
    }
    #expect(isShown == true, "\(name): \(text) stands for \(values)")
  }

  @Test("draws nothing where there is no room, and does not trap")
  func tiny() throws {
    for moment in [try Moment.perceptron(ticks: 4), try .edited(ticks: 11)] {
      for size in [(0, 0), (1, 1), (3, 2), (7, 2), (2, 9), (60, 1), (1, 60), (0, 5), (5, 0)] {
        for view in views() {
          for glyphs in [GlyphSet.unicode, .ascii] {
            check(view, moment.context(glyphs), Size(width: size.0, height: size.1))
          }
        }
      }
    }
  }

  @Test("keeps inside its rectangle and puts places on the numbers they name", arguments: 0..<40)
  func anywhere(seed: Int) throws {
    var random = Seeded(UInt64(seed))
    var moment = try random.moment()
    let count = moment.context().timeline.ticks.count
    for view in views() {
      moment.ticks = Int.random(in: 0...count, using: &random)
      let size = Size(
        width: Int.random(in: 0...110, using: &random),
        height: Int.random(in: 0...34, using: &random))
      check(view, moment.context(Bool.random(using: &random) ? .unicode : .ascii), size)
    }
  }

  @Test("is outside the frame without harm")
  func outside() throws {
    let context = try Moment.perceptron(ticks: 4).context()
    for view in views() {
      for rect in [
        Rect(x: -5, y: -3, width: 40, height: 9), Rect(x: 900, y: 0, width: 40, height: 9),
        Rect(x: 0, y: 0, width: .max, height: .max),
        Rect(x: .max, y: .min, width: .max, height: .max),
      ] {
        var frame = Frame(size: Size(width: 60, height: 12))
        let places = view.draw(context, into: &frame, in: rect)
        #expect(places.allSatisfy { $0.rect.intersection(frame.bounds) == $0.rect })
      }
    }
  }

  @Test("is a file of its own, listed in the catalogue")
  func catalogue() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Views")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix("View.swift") && $0 != "View.swift" }.map { String($0.dropLast(6)) }
    #expect(Set(files) == Set(ViewCatalogue.all.map { "\($0)" }))
    for view in ViewCatalogue.all { #expect(ViewCatalogue.view(named: view.name) != nil) }
  }

  @Test("says a size that a screen can have")
  func size() throws {
    let context = try Moment.perceptron(ticks: 11).context()
    for view in views() {
      let size = view.size(context)
      #expect((1...140).contains(size.width) && (1...45).contains(size.height))
    }
  }

  @Test("draws a model of three hundred equations without waiting", .timeLimit(.minutes(1)))
  func long() throws {
    let steps = (1...300).map { "h\($0) = tanh(w h\($0 - 1) + x)   # time \($0)\n" }.joined()
    var moment = try Moment("given x = 0.5\ngiven h0 = 0\nweight w = 0.9\n\(steps)loss = h300^2")
    let count = moment.context().timeline.ticks.count
    for ticks in [0, count / 2, count] {
      moment.ticks = ticks
      let context = moment.context()
      for view in views() { check(view, context, Size(width: 78, height: 22)) }
    }
  }

  @Test("draws a neuron of two hundred inputs without waiting", .timeLimit(.minutes(1)))
  func large() throws {
    let inputs = Array(repeating: 0.5, count: 200)
    var moment = try Moment(
      "given x : [200] = \(inputs)\nweight w : [200]\no = step(w · x)")
    moment.ticks = 1
    let context = moment.context()
    for view in views() { check(view, context, Size(width: 78, height: 22)) }
  }
}
