import Foundation

/// Measures our training steps beside those of other programs; README.md says how to call it.
@main
enum Benchmarks {
  static func main() {
    do {
      try run(try Options(Array(CommandLine.arguments.dropFirst())))
    } catch {
      Report.complain(error)
      exit(2)
    }
  }

  private static func run(_ options: Options) throws {
    let names = Row.all.map(\.name) + Length.names
    guard names.contains(where: { $0.hasPrefix(options.row) }) else {
      throw Failure("no row `\(options.row)`; there are \(names.joined(separator: ", "))")
    }
    let rows = Row.all.filter { $0.name.hasPrefix(options.row) }
    if options.isProfile {
      guard let row = rows.first else { throw Failure("`\(options.row)` has no steps to profile") }
      return try profile(row, seconds: options.seconds)
    }
    var hasPassed = try rows.isEmpty || compare(rows, options)
    if "length".hasPrefix(options.row) {
      hasPassed = try Length.growth(seconds: options.seconds) && hasPassed
    }
    if "building".hasPrefix(options.row) { hasPassed = try Length.building() && hasPassed }
    if !hasPassed { exit(1) }
  }

  private static func compare(_ rows: [Row], _ options: Options) throws -> Bool {
    let other = try OtherProgram(python: options.python)
    defer { other.close() }
    Report.say(Report.heading)
    var hasPassed = true
    for row in rows {
      do {
        let result = try row.measure(other, seconds: options.seconds)
        hasPassed = hasPassed && result.ratio >= row.required.here
        Report.say(Report.line(row, result))
      } catch {
        Report.complain(error)
        hasPassed = false
      }
    }
    return hasPassed
  }

  /// Our steps alone, one after the other, for a profiler to look at.
  private static func profile(_ row: Row, seconds: Double) throws {
    var ours = try Ours(row.workload)
    let times = Timing.times(&ours, seconds: seconds)
    Report.say("\(row.name): \(Report.time(Timing.median(times))) a step")
  }
}

struct Options {
  var python = "python3"
  var row = ""
  var seconds = 4.0
  var isProfile = false

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--python": python = try Self.value(of: argument, &rest)
      case "--row": row = try Self.value(of: argument, &rest)
      case "--profile": isProfile = true
      case "--seconds":
        guard let number = Double(try Self.value(of: argument, &rest)), number > 0 else {
          throw Failure("--seconds takes a number above 0")
        }
        seconds = number
      default:
        throw Failure(
          "unknown `\(argument)`; there are --row NAME, --seconds S, --profile, --python PATH")
      }
    }
  }

  private static func value(of option: String, _ rest: inout ArraySlice<String>) throws -> String {
    guard let value = rest.popFirst() else { throw Failure("\(option) takes a value") }
    return value
  }
}
