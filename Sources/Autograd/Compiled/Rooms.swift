/// Places while it is not known yet how many there are of each kind: each kind has a range of its
/// own, which is moved behind the others in the end.
enum Region {
  static let size = 1 << 29
  static let scratch = size
  static let packs = 2 * size
  static let cells = 3 * size
}

/// Things each of which has one place, in the order they came.
struct Distinct<Element: Hashable> {
  private(set) var elements: [Element] = []
  private var places: [Element: Int] = [:]

  mutating func place(of element: Element) -> Int {
    if let known = places[element] { return known }
    places[element] = elements.count
    elements.append(element)
    return elements.count - 1
  }
}

/// Numbers that a program needs beside those it computes, each once; 0 and −0 are two.
struct Cells {
  /// Where they will lie.
  let start: Int
  private var patterns = Distinct<UInt64>()

  init(start: Int) { self.start = start }

  var numbers: [Double] { patterns.elements.map(Double.init(bitPattern:)) }

  subscript(number: Double) -> Draft.Spot {
    mutating get { Draft.Spot(.memory, start + patterns.place(of: number.bitPattern)) }
  }
}

/// Room that the sweeps of one level use, and those of the next level use again.
struct ScratchSpace {
  let start: Int
  private(set) var size = 0
  private var next = 0

  init(start: Int) { self.start = start }

  mutating func room(for count: Int) -> Int {
    defer {
      next += count.roundedUp
      size = max(size, next)
    }
    return start + next
  }

  mutating func reset() { next = 0 }
}

/// Copies of what lasts during a run, each once.
struct Packs {
  let start: Int
  private(set) var size = 0
  private(set) var drafts: [Draft] = []
  private var places: [[Int]: Int] = [:]

  init(start: Int) { self.start = start }

  mutating func place(of copy: Draft) -> Int {
    let key = [copy.a.offset] + copy.loops.flatMap { [$0.count, $0.d, $0.a] }
    if let known = places[key] { return known }
    var copy = copy
    copy.d.offset = start + size
    places[key] = copy.d.offset
    size += copy.loops.reduce(1) { $0 * $1.count }.roundedUp
    drafts.append(copy)
    return copy.d.offset
  }
}
