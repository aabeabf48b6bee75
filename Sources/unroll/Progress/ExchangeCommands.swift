import ArgumentParser
import Foundation
import Progress

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the record to a file: positions, pages read, every answer.",
    discussion: """
      The file is text, one JSON object a line; the first names the format, its version and the \
      number of lines behind it. `unroll progress import` takes it in elsewhere, `unroll grades` \
      makes a table of such files.

      Examples:
        unroll progress export mine.jsonl
        unroll progress export - | gzip > mine.jsonl.gz
      """)

  @Argument(help: "The file to write; - for the output.") var file: String

  func run() throws {
    let record = try OwnRecord.with(OwnRecord.open()) { store throws(ProgressError) in
      try store.record()
    }
    if file == "-" {
      var output = Output()
      try output.write(record.text)
      return try output.flush()
    }
    do throws(WholeFile.Problem) {
      try WholeFile(file, permissions: 0o600).write(record.text)
    } catch {
      throw fail("\(file): \(error.message)")
    }
    print("\(counted(record.answers.count, "answer")) in \(file)")
  }
}

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Add the record of another machine to this one's.",
    discussion: """
      Nothing is lost and nothing is there twice: every answer of both is kept, of positions the \
      newest, and what is due is worked out from all answers. Importing a file again changes nothing.

      The file is one that `unroll progress export` wrote, or a progress file itself, such as the \
      copy that a reset keeps.

      Example: unroll progress import other-machine.jsonl
      """)

  @Argument(help: "The file to read.") var file: String

  func run() throws {
    let record = try RecordFile(file).record
    let merged = try OwnRecord.with(OwnRecord.open()) { store throws(ProgressError) in
      try store.merge(record)
    }
    print(
      "new: \(counted(merged.answers, "answer")), \(counted(merged.positions, "position")), "
        + "\(counted(merged.visits, "page")) read")
  }
}

/// A file that holds somebody's record.
struct RecordFile {
  let record: StudentRecord

  /// - Throws: the exit status, after saying why it holds none.
  init(_ name: String) throws {
    guard let content = FileManager.default.contents(atPath: name) else {
      throw fail("\(name): there is no such file, or it cannot be read")
    }
    if ProgressStore.isFile(content) {
      do throws(ProgressError) {
        record = try ProgressStore.record(inFile: name)
      } catch {
        throw fail("\(name): \(Self.reason(error))")
      }
    } else {
      do throws(RecordProblem) {
        record = try StudentRecord(String(decoding: content, as: UTF8.self))
      } catch {
        throw fail("\(name): \(error.message)")
      }
    }
  }

  private static func reason(_ error: ProgressError) -> String {
    switch error {
    case .newerVersion: "this is from a newer version of the program; update unroll to read it"
    case .damaged: "this progress file is damaged; export the record where it was made"
    default: "this progress file cannot be read; export the record where it was made"
    }
  }
}
