import Dispatch
import Foundation
import Player
import Progress
import Synchronization

/// Keeps answers and what is begun, off the thread that draws, and tells the player when an answer is
/// on the disk.
struct AnswerKeeper {
  private let store: ProgressStore?
  private let queue: DispatchQueue
  private let clock: Clock
  private let inbox = Inbox()
  /// When questions were put, by the wall clock and by one that nobody sets.
  private var begun: [Asking: (date: Date, instant: ContinuousClock.Instant)] = [:]
  /// Answers by their numbers, for one that is called easy afterwards.
  private var records: [Int: AnswerRecord] = [:]
  private var drafts: [QuestionName: SavedDraft] = [:]

  private struct Asking: Hashable {
    let name: QuestionName
    let seed: UInt64
  }

  /// What the player is to be told.
  private final class Inbox: Sendable {
    let state = Mutex<(news: [Action], pending: Int)>(([], 0))
  }

  init(_ store: ProgressStore?, on queue: DispatchQueue, clock: Clock = Clock()) {
    self.store = store
    self.queue = queue
    self.clock = clock
  }

  /// Whether something is on its way that the player will be told of.
  var isBusy: Bool { inbox.state.withLock { $0.pending > 0 || !$0.news.isEmpty } }
  var hasNews: Bool { inbox.state.withLock { !$0.news.isEmpty } }
  /// Whether something waits to be written at the next pause.
  var isWaiting: Bool { !drafts.isEmpty }

  /// What has come about since the last call.
  func news() -> [Action] {
    inbox.state.withLock { state in
      defer { state.news = [] }
      return state.news
    }
  }

  /// Does something behind what is already being written, and tells the player what it gives.
  private func tell(_ body: @escaping @Sendable () -> Action?) {
    inbox.state.withLock { $0.pending += 1 }
    queue.async { [inbox] in
      let action = body()
      inbox.state.withLock { state in
        state.pending -= 1
        if let action { state.news.append(action) }
      }
    }
  }

  /// Waits until everything is written.
  func wait() { queue.sync {} }

  // MARK: Answers

  mutating func begin(_ name: QuestionName, seed: UInt64) {
    begun[Asking(name: name, seed: seed)] = (clock.now, .now)
  }

  mutating func keep(_ answer: GivenAnswer) {
    drafts[answer.name] = nil
    guard let store else { return }
    let record = record(of: answer)
    records[answer.number] = record
    let number = answer.number
    tell {
      do throws(ProgressError) {
        try store.save(record)
        return .answerKept(number, problem: nil)
      } catch {
        return .answerKept(number, problem: error.message)
      }
    }
  }

  private func record(of answer: GivenAnswer) -> AnswerRecord {
    // Saved anew, the same answer gets a better grade.
    if var known = records[answer.number] {
      known.grade = answer.isEasy ? .easy : known.grade
      return known
    }
    let now = clock.now
    let begun = begun[Asking(name: answer.name, seed: answer.seed)] ?? (now, .now)
    let taken = ContinuousClock.now - begun.instant
    return AnswerRecord(
      question: QuestionVersion(answer.name, answer.content), page: answer.page, seed: answer.seed,
      drawn: answer.drawn, response: answer.response,
      outcome: AnswerRecord.Outcome(rawValue: answer.outcome.rawValue) ?? .wrong,
      attempt: answer.attempt, hints: answer.hints, mistake: answer.mistake,
      grade: answer.isEasy ? .easy : nil, started: begun.date, answered: now,
      milliseconds: Int(taken / .milliseconds(1)))
  }

  // MARK: What is begun

  /// A draft to be written at the next pause.
  mutating func keep(_ draft: SavedDraft) {
    if store != nil { drafts[draft.name] = draft }
  }

  /// Starts writing what waits.
  mutating func write() {
    guard let store else { return }
    let now = clock.now
    for draft in drafts.values {
      let begun = begun[Asking(name: draft.name, seed: draft.seed)]?.date ?? now
      tell {
        do throws(ProgressError) {
          if draft.text.isEmpty {
            try store.dropDraft(of: QuestionID(draft.name))
          } else {
            try store.save(
              Draft(
                question: QuestionVersion(draft.name, draft.content), seed: draft.seed,
                text: draft.text, started: begun, updated: now))
          }
          return nil
        } catch {
          return .noticed(error.message)
        }
      }
    }
    drafts = [:]
  }

  // MARK: What was kept

  /// What the record says of a lesson's questions. A file that cannot be read has been told of.
  func record(of lesson: String) -> Action {
    let answers = (try? store?.answers(of: lesson)) ?? []
    let settled = answers.filter { $0.outcome != .wrong || $0.attempt >= QuestionState.mostTries }
    let drafts = (try? store?.drafts(in: lesson)) ?? []
    return .recordRead(
      answered: Dictionary(
        settled.map { (QuestionName($0.question.id), $0.question.content) }
      ) { $1 },
      drafts: drafts.map {
        SavedDraft(
          name: QuestionName($0.question.id), content: $0.question.content, seed: $0.seed,
          text: $0.text)
      })
  }

  /// Counts what is due in each lesson, for the map.
  func countDue(_ library: Library) {
    guard let store else { return }
    tell { [clock] in
      let due = try? store.due(at: clock.now, among: library.questions.map(\.version))
      guard let due else { return nil }
      return .dueCounted(
        Dictionary(due.map { ($0.question.id.lesson, 1) }, uniquingKeysWith: +))
    }
  }

  /// What is to be reviewed now, with fresh numbers.
  func review(_ library: Library, seed: UInt64) throws(ProgressError) -> QuizPlan {
    let versions = library.questions.map(\.version), now = clock.now
    let due = try store?.due(at: now, among: versions) ?? []
    let next = try store?.nextDue(after: now, among: versions)
    let names = Set(due.map { QuestionName($0.question.id) })
    let lessons = Set(names.map(\.lesson))
    return QuizPlan(
      .review(next: next.map { Self.text($0, seenFrom: now) }),
      library.chapters { lessons.contains($0) }, names: names, seed: seed)
  }

  /// `today at 14:20`, `tomorrow`, `on 3 December 2026`.
  private static func text(_ date: Date, seenFrom now: Date) -> String {
    let calendar = Calendar.current
    let days =
      calendar.dateComponents(
        [.day], from: calendar.startOfDay(for: now), to: calendar.startOfDay(for: date)
      ).day ?? 0
    func written(_ format: Date.FormatString) -> String {
      date.formatted(
        .verbatim(
          format, locale: Locale(identifier: "en_GB"), timeZone: calendar.timeZone,
          calendar: calendar))
    }
    switch days {
    case ...0:
      return "today at "
        + written(
          "\(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)"
        )
    case 1: return "tomorrow"
    default:
      return "on " + written("\(day: .defaultDigits) \(month: .wide) \(year: .defaultDigits)")
    }
  }
}

extension QuestionName {
  init(_ id: QuestionID) { self.init(lesson: id.lesson, id: id.id) }
}

extension QuestionID {
  init(_ name: QuestionName) { self.init(lesson: name.lesson, id: name.id) }
}

extension QuestionVersion {
  init(_ name: QuestionName, _ content: String) { self.init(QuestionID(name), content: content) }
}
