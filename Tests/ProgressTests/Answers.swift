import Foundation
import GRDB

@testable import Progress

/// Answers for tests.
func question(_ id: String, in lesson: String = "perceptron", _ content: String = "a")
  -> QuestionVersion
{
  QuestionVersion(lesson: lesson, id: id, content: content)
}

func answer(
  _ id: String = "and", in lesson: String = "perceptron", content: String = "a",
  _ outcome: AnswerRecord.Outcome = .right, attempt: Int = 1, hints: Int = 0,
  mistake: String? = nil, after seconds: TimeInterval = 0, started: TimeInterval? = nil
) -> AnswerRecord {
  AnswerRecord(
    question: question(id, in: lesson, content), page: "sum", seed: .max, drawn: "x = 0.3",
    response: "0,5 \u{2212}\n\"", outcome: outcome, attempt: attempt, hints: hints,
    mistake: mistake, started: morning + (started ?? seconds - 9), answered: morning + seconds,
    milliseconds: 9000)
}

let day: TimeInterval = 86_400

/// Does something to a file that the program would not do.
func execute(_ sql: String, _ file: String) throws {
  try DatabaseQueue(path: file).write { try $0.execute(sql: sql) }
}

/// A file as the first version wrote it.
func makeFirstVersion(_ file: String) throws {
  try ProgressFile.makeFolder(of: file)
  try Migrations.migrator.migrate(DatabaseQueue(path: file), upTo: "1 positions and visits")
  try execute(
    """
    INSERT INTO position VALUES ('perceptron', 'sum', 3, '{"size": 1}', 1800000000000, 1);
    INSERT INTO visit VALUES ('perceptron', 'sum', 1800000000000)
    """, file)
}
