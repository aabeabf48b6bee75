import Foundation

@testable import Views

extension Moment {
  /// A chapter's model, such as `18-attention/dot`, with its own values.
  static func lesson(_ name: String) throws -> Moment {
    try Moment(String(contentsOf: url(ofLesson: name), encoding: .utf8))
  }

  static func url(ofLesson name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../lessons/\(name).eqn")
  }

  /// The same with so large a part of its ticks done.
  func after(_ part: Double) -> Moment {
    var moment = self
    moment.ticks = Int(part * Double(context().timeline.ticks.count))
    return moment
  }

  /// How many ticks the forward pass has.
  var forwardTicks: Int {
    let timeline = context().timeline
    return timeline.firstTick(.backward) ?? timeline.ticks.count
  }

  func at(_ ticks: Int) -> Moment {
    var moment = self
    moment.ticks = ticks
    return moment
  }
}
