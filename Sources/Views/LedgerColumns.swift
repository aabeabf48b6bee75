import Autograd
import Screen

/// The columns of a ledger that fit in a width, and where they stand.
struct LedgerColumns {
  enum Kind: Hashable {
    /// Which share it is, counted from 1.
    case number
    /// In whose equation the use is.
    case user
    case symbols, numbers
    /// The share of one of the numbers told.
    case share(Int)
    case bar, total
  }

  /// Where a column stands, and how many columns of the screen it has.
  struct Span {
    let x: Int
    let width: Int
    var end: Int { x + width }
  }

  private static let gap = 2
  /// Before the numbers of the rows there is room for a mark.
  static let start = 2

  private(set) var spans: [Kind: Span] = [:]
  /// How far the table extends.
  private(set) var width = 0
  /// The bar that fills its column.
  let bar: SignedBar

  subscript(kind: Kind) -> Span? { spans[kind] }

  /// What all the gradient's numbers take, each in a column.
  static func fit(_ ledgers: [Ledger], _ context: ViewContext, in room: Int) -> Bool {
    let widths = LedgerWidths(ledgers, context)
    let kinds = [Kind.number, .user] + ledgers.indices.map { .share($0) }
    return start + kinds.reduce(-gap) { $0 + widths.natural($1) + gap } <= room
  }

  init(_ ledgers: [Ledger], _ context: ViewContext, room: Int) {
    let widths = LedgerWidths(ledgers, context)
    let shares = ledgers.indices.map { Kind.share($0) }
    let single: [Kind] = ledgers.count == 1 ? [.total] : []
    let worked: [Kind] = ledgers.count == 1 ? [.numbers, .symbols] : []
    // What must be seen comes first; each takes what it would have as long as there is room.
    var left = room - Self.start + Self.gap, given: [Kind: Int] = [:]
    for kind in shares + [.number, .user] + single + [.bar] + worked
    where widths.least(kind) > 0 && widths.least(kind) + Self.gap <= left {
      given[kind] = min(widths.natural(kind), left - Self.gap)
      left -= Self.gap + (given[kind] ?? 0)
    }
    let spare = min(left, widths.longestBar - (given[.bar] ?? 0))
    if given[.bar] != nil, spare > 0 { given[.bar, default: 0] += spare }
    var x = Self.start
    for kind in [.number, .user] + worked.reversed() + shares + [.bar] + single {
      guard let width = given[kind] else { continue }
      spans[kind] = Span(x: x, width: width)
      x += width + Self.gap
    }
    self.width = x - Self.gap
    bar = SignedBar(
      reach: ((given[.bar] ?? 0) - (widths.isSigned ? 1 : 0)) / (widths.isSigned ? 2 : 1),
      largest: widths.largest, isSigned: widths.isSigned)
  }
}

/// How wide the columns of a ledger are where there is room.
struct LedgerWidths {
  /// Whether a bar can be on either side.
  let isSigned: Bool
  /// The size of the largest share.
  let largest: Double
  private var widths: [LedgerColumns.Kind: Int] = [:]

  init(_ ledgers: [Ledger], _ context: ViewContext) {
    let first = ledgers[0]
    let width = { (text: String) in TextWidth.of(context.glyphs.text(text)) }
    isSigned = ledgers.count == 1 && first.shares.contains { $0 < 0 }
    largest =
      (0..<first.count).map { Ledger.size(of: $0, in: ledgers) }.filter(\.isFinite).max() ?? 0
    // Of a thousand shares a few stand for all: nothing may move when others come into sight.
    let samples =
      first.count <= 16 ? Array(0..<first.count) : (0..<16).map { $0 * (first.count - 1) / 15 }
    widths[.number] = "\(first.count)".count
    widths[.user] = samples.map { width(first.userText($0)) }.max()
    for (n, ledger) in ledgers.enumerated() {
      let numbers = samples.flatMap { [ledger.shares[$0], ledger.totals[$0]] }
      widths[.share(n)] = numbers.reduce(5) { max($0, width(StageNumber.text($1))) }
    }
    widths[.total] = widths[.share(0)]
    widths[.bar] = isSigned ? 11 : 8
    guard ledgers.count == 1 else { return }
    let derivations = samples.map { first.derivation($0) }
    widths[.symbols] = derivations.map { width($0.symbols.text) }.max()
    widths[.numbers] = derivations.reduce(7) { max($0, width($1.numbers.text)) }
  }

  func natural(_ kind: LedgerColumns.Kind) -> Int { widths[kind] ?? 0 }

  /// How long a bar may become where there is room for everything.
  var longestBar: Int { isSigned ? 25 : 20 }

  /// The least it can do with.
  func least(_ kind: LedgerColumns.Kind) -> Int {
    switch kind {
    case .bar: isSigned ? 9 : 6
    case .number, .user, .symbols, .numbers, .share, .total: natural(kind)
    }
  }
}

extension Ledger {
  /// How long the bar of a share is; of a vector's, its length.
  static func size(of n: Int, in ledgers: [Ledger]) -> Double {
    guard ledgers.count > 1 else { return abs(ledgers[0].shares[n]) }
    return ledgers.reduce(0) { $0 + $1.shares[n] * $1.shares[n] }.squareRoot()
  }

  /// `in h[3]`.
  func userText(_ n: Int) -> String { userName(n).map { "in \($0)" } ?? "" }
}
