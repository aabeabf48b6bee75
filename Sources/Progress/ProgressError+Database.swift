import GRDB

extension ProgressError {
  /// What an error of the database means for the student.
  static func from(_ error: any Error, path: String) -> ProgressError {
    if let error = error as? ProgressError { return error }
    guard let error = error as? DatabaseError else {
      return .failed(path: path, reason: "\(error)")
    }
    return switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
    case .SQLITE_FULL: .diskFull(path: path)
    // A journal that cannot be made beside the file is reported as "cannot open".
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: .notWritable(path: path)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(path: path, setAside: nil)
    default: .failed(path: path, reason: error.message ?? "error \(error.resultCode.rawValue)")
    }
  }
}
