import GRDB

/// The versions of the progress file. What is here has been shipped and never changes: a new
/// version is a new migration behind the last.
enum Migrations {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 positions and visits", migrate: positionsAndVisits)
    return migrator
  }

  /// `turn` counts saves, so that the last position is found even when the clock was set back.
  /// `updated` and `visited` are milliseconds since 1970, UTC.
  private static func positionsAndVisits(_ database: Database) throws {
    try database.create(table: "position") { table in
      table.primaryKey("lesson", .text)
      table.column("page", .text).notNull()
      table.column("step", .integer).notNull()
      table.column("detail", .text).notNull()
      table.column("updated", .integer).notNull()
      table.column("turn", .integer).notNull()
    }
    try database.create(table: "visit") { table in
      table.primaryKey {
        table.column("lesson", .text)
        table.column("page", .text)
      }
      table.column("visited", .integer).notNull()
    }
  }
}
