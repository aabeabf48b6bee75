import GRDB

/// All that a student's file keeps, but for what was begun and not answered: what `unroll progress
/// export` writes and `import` reads.
///
/// As text it is one JSON object a line:
///
/// ```
/// {"format":"unroll record","lines":3,"version":1}
/// {"answer":{"answered":1800000000000,"attempt":1,…}}
/// {"position":{"detail":"0","lesson":"perceptron","page":"sum","step":4,"updated":1800000000000}}
/// {"visit":{"lesson":"perceptron","page":"sum","visited":1800000000000}}
/// ```
///
/// `lines` counts those behind the first, so that a file that was cut off is known. The fields of an
/// answer are those of `StoredAnswer`; times are milliseconds since 1970, UTC.
package struct StudentRecord: Hashable, Sendable {
  /// Each can be read as an `AnswerRecord`.
  var stored: [StoredAnswer] = []
  var positions: [StoredPosition] = []
  var visits: [StoredVisit] = []

  package var answers: [AnswerRecord] { stored.compactMap(\.record) }
}

/// A position as a line of an exported record.
struct StoredPosition: Codable, Hashable, FetchableRecord {
  var lesson: String
  var page: String
  var step: Int
  var detail: String
  var updated: Int64
}

/// A visited page as a line of an exported record.
struct StoredVisit: Codable, Hashable, FetchableRecord {
  var lesson: String
  var page: String
  var visited: Int64
}
