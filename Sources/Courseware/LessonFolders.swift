import Diagnostics
import Foundation

/// The folders of lessons below a directory, found by name.
struct LessonFolders {
  /// The directory that holds the folders.
  private(set) var root: String
  /// The paths of the folders that hold a lesson, in the order of the course.
  private(set) var paths: [String] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameter directory: a directory of lessons, or the folder of a single one.
  init(_ directory: String) {
    let hasSlash = directory.count > 1 && directory.hasSuffix("/")
    let directory = hasSlash ? String(directory.dropLast()) : directory
    root = directory
    if Self.exists(directory + "/lesson.md") {
      root = Self.parent(of: directory)
      paths = [directory]
    } else {
      find()
    }
  }

  private mutating func find() {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: root) else {
      refuse(
        root, "this folder cannot be read", "name the folder of the lessons with `--lessons DIR`")
      return
    }
    let folders = names.filter { !$0.hasPrefix(".") }.map(LessonName.init(path:)).sorted {
      ($0.number ?? Int.max, $0.folder) < ($1.number ?? Int.max, $1.folder)
    }
    for folder in folders { add(folder) }
    if paths.isEmpty, diagnostics.isEmpty {
      refuse(root, "this folder has no lessons", "a lesson is a folder with a `lesson.md`")
    }
  }

  private mutating func add(_ name: LessonName) {
    let path = root + "/" + name.folder
    if Self.exists(path + "/lesson.md") {
      paths.append(path)
    } else if name.number != nil, !Self.isFile(path), !Self.isToCome(path) {
      refuse(path, "there is no `lesson.md` in this folder", "write one, or rename the folder")
    }
  }

  /// Whether it is a chapter to come: its models are there, its text is not written yet.
  private static func isToCome(_ path: String) -> Bool {
    files(in: path).contains { $0.hasSuffix(".eqn") }
  }

  private mutating func refuse(_ path: String, _ message: String, _ advice: String) {
    var report = Report(file: path)
    report.add(.unreadable, at: SourceRange(at: .start), message, advice: advice)
    diagnostics += report.diagnostics
  }

  /// The names of the files in a folder.
  static func files(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { isFile(folder + "/" + $0) }.sorted()
  }

  private static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  private static func isFile(_ path: String) -> Bool { exists(path) && !isFolder(path) }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path == "." ? ".." : "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
