import Foundation

extension StudentRecord {
  static let format = "unroll record"
  static let version = 1

  /// The first line.
  private struct Heading: Codable {
    var format: String
    var version: Int
    var lines: Int
  }

  /// Any other line: one of the three.
  private struct Entry: Codable {
    var answer: StoredAnswer?
    var position: StoredPosition?
    var visit: StoredVisit?
  }

  /// The record as a file holds it.
  package var text: String {
    let entries =
      stored.map { Entry(answer: $0) } + positions.map { Entry(position: $0) }
      + visits.map { Entry(visit: $0) }
    let heading = Heading(format: Self.format, version: Self.version, lines: entries.count)
    return ([heading.line] + entries.map(\.line)).map { $0 + "\n" }.joined()
  }

  /// Reads what `text` wrote, on this machine or another.
  package init(_ text: String) throws(RecordProblem) {
    let lines = text.split { $0 == "\n" || $0 == "\r\n" }
    let heading = try Self.heading(lines.first)
    for (index, line) in lines.enumerated().dropFirst() {
      try add(Self.entry(line, at: index + 1), at: index + 1)
    }
    guard lines.count - 1 == heading.lines else {
      throw .incomplete(found: lines.count - 1, of: heading.lines)
    }
  }

  private static func heading(_ line: Substring?) throws(RecordProblem) -> Heading {
    let text = line.map { $0.drop { $0 == "\u{FEFF}" } } ?? ""
    guard let heading = try? JSONDecoder().decode(Heading.self, from: Data(text.utf8)),
      heading.format == format, heading.version > 0
    else { throw .notARecord }
    guard heading.version <= version else { throw .newerVersion(heading.version) }
    return heading
  }

  private static func entry(_ line: Substring, at number: Int) throws(RecordProblem) -> Entry {
    do {
      return try JSONDecoder().decode(Entry.self, from: Data(line.utf8))
    } catch {
      throw .wrongLine(number)
    }
  }

  private mutating func add(_ entry: Entry, at number: Int) throws(RecordProblem) {
    switch (entry.answer, entry.position, entry.visit) {
    case (let answer?, nil, nil) where answer.record != nil: stored.append(answer)
    case (nil, let position?, nil)
    where ![position.lesson, position.page, position.detail].hasNull:
      positions.append(position)
    case (nil, nil, let visit?) where ![visit.lesson, visit.page].hasNull: visits.append(visit)
    default: throw .wrongLine(number)
    }
  }
}

/// Why a file cannot be read as an exported record.
package enum RecordProblem: Error, Hashable, Sendable {
  case notARecord
  case newerVersion(Int)
  case incomplete(found: Int, of: Int)
  /// Counted from 1, the first line included.
  case wrongLine(Int)

  package var message: String {
    switch self {
    case .notARecord:
      "this is not an exported record; write one with `unroll progress export`"
    case .newerVersion(let version):
      "this record is of version \(version), from a newer program; update unroll to read it"
    case .incomplete(let found, let all):
      "this record has \(found) of its \(all) lines; export it again"
    case .wrongLine(let number):
      "line \(number) is not an answer, a position or a visit; export the record again"
    }
  }
}
