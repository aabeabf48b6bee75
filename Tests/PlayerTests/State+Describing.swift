import Testing

@testable import Player

/// What is told of a state where an expectation fails: where it stands, not all that it holds.
extension State: CustomTestStringConvertible {
  public var testDescription: String {
    guard let lesson else { return "state on the map" }
    let page = lesson.linked?.page.id ?? "no page"
    return "state on page \(page)" + (lesson.page.stage.map { ", \($0.testDescription)" } ?? "")
  }
}

extension StageState: CustomTestStringConvertible {
  public var testDescription: String {
    "stage of \(scene.model.source.name) at example \(position.presentation), tick \(position.ticks)"
  }
}

extension TwinState: CustomTestStringConvertible {
  public var testDescription: String { "\(twin.titles.second): \(stage.testDescription)" }
}
