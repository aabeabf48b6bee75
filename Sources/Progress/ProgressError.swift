/// Why progress is not kept. Never fatal: the course runs without.
package enum ProgressError: Error, Hashable, Sendable {
  /// Neither `XDG_DATA_HOME` nor `HOME` names a folder.
  case noHome
  case cannotCreateFolder(path: String)
  case cannotOpen(path: String)
  case notWritable(path: String)
  case diskFull(path: String)
  /// Another program kept the file locked for longer than we wait.
  case busy(path: String)
  /// The file cannot be read. It was moved to `setAside` and a fresh one begun; where that could
  /// not be done it was left where it is.
  case damaged(path: String, setAside: String?)
  /// A newer version of the program wrote it; it is left untouched.
  case newerVersion(path: String)
  case failed(path: String, reason: String)

  /// What to tell the student, in one sentence and what to do.
  package var message: String {
    switch self {
    case .noHome:
      "progress is not kept: no home folder is known; set HOME or XDG_DATA_HOME"
    case .cannotCreateFolder(let path):
      "progress is not kept: the folder \(path) cannot be made; check its permissions"
    case .cannotOpen(let path):
      "progress is not kept: \(path) cannot be opened; check its permissions"
    case .notWritable(let path):
      "progress is not kept: \(path) cannot be written; check its permissions"
    case .diskFull(let path):
      "progress is not kept: the disk of \(path) is full; make room"
    case .busy(let path):
      "progress is not kept: another program is using \(path); close it or try again"
    case .damaged(let path, let setAside?):
      "the progress in \(path) was damaged and a fresh file begun; the old one is \(setAside)"
    case .damaged(let path, nil):
      "progress is not kept: \(path) is damaged; close the program elsewhere and start again"
    case .newerVersion(let path):
      "progress is not kept: \(path) is from a newer version; it was left as it is, update to use it"
    case .failed(let path, let reason):
      "progress is not kept: \(path): \(reason)"
    }
  }
}
