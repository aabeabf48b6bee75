import Dispatch
import Foundation
import Player
import Progress
import Synchronization

/// Keeps where the student is, off the thread that draws: a disk may be slow, another program may
/// hold the file.
struct Saver {
  /// Milliseconds without a key after which a place is written.
  static let pause = 300

  private let store: ProgressStore?
  let queue = DispatchQueue(label: "progress")
  private let report = Report()
  private var waiting: SavedPlace?

  /// What went wrong while writing, said once.
  private final class Report: Sendable {
    let problem = Mutex<(text: String?, wasSaid: Bool)>((nil, false))
  }

  init(_ store: ProgressStore?) { self.store = store }

  var isWaiting: Bool { waiting != nil }

  /// A place to be written at the next pause.
  mutating func keep(_ place: SavedPlace) {
    if store != nil { waiting = place }
  }

  /// Starts writing what waits.
  mutating func begin() {
    guard let store, let place = waiting else { return }
    waiting = nil
    let position = SavedPosition(place, at: Date())
    queue.async { [report] in
      do throws(ProgressError) {
        try store.save(position)
        try store.markVisited(page: place.page, of: place.lesson, at: position.updated)
      } catch {
        report.problem.withLock { if $0.text == nil { $0.text = error.message } }
      }
    }
  }

  /// Writes what waits, and waits for it.
  mutating func flush() {
    begin()
    queue.sync {}
  }

  /// What to tell the student about writing, once.
  var problem: String? {
    report.problem.withLock { problem in
      guard let text = problem.text, !problem.wasSaid else { return nil }
      problem.wasSaid = true
      return text
    }
  }

  var last: SavedPlace? { (try? store?.lastPosition()).flatMap { $0 }.map { SavedPlace($0) } }

  func places(of lessons: [String]) -> [String: SavedPlace] {
    let places = lessons.compactMap { name in
      (try? store?.position(in: name)).flatMap { $0 }.map { (name, SavedPlace($0)) }
    }
    return Dictionary(uniqueKeysWithValues: places)
  }

  /// The pages of lessons that were read.
  func visited(of lessons: [String]) -> [String: Set<String>] {
    let pages = lessons.compactMap { name in
      (try? store?.visitedPages(of: name)).map { (name, $0) }
    }
    return Dictionary(pages) { first, _ in first }
  }
}

extension SavedPosition {
  fileprivate init(_ place: SavedPlace, at date: Date) {
    self.init(
      lesson: place.lesson, page: place.page, step: place.position?.ticks ?? 0,
      detail: "\(place.position?.presentation ?? 0)", updated: date)
  }
}

extension SavedPlace {
  fileprivate init(_ position: SavedPosition) {
    self.init(
      lesson: position.lesson, page: position.page,
      position: ScenePosition(presentation: Int(position.detail) ?? 0, ticks: position.step))
  }
}
