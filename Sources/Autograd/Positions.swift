/// A number for each letter.
struct Positions: Hashable, Sendable {
  var i = 0
  var j = 0
  var k = 0
  var l = 0

  subscript(letter: Letter) -> Int {
    get {
      switch letter {
      case .i: i
      case .j: j
      case .k: k
      case .l: l
      }
    }
    set {
      switch letter {
      case .i: i = newValue
      case .j: j = newValue
      case .k: k = newValue
      case .l: l = newValue
      }
    }
  }

  /// The same with a letter at another position.
  func with(_ letter: Letter, _ position: Int) -> Self {
    var result = self
    result[letter] = position
    return result
  }

  func times(_ other: Self) -> Self {
    Self(i: i &* other.i, j: j &* other.j, k: k &* other.k, l: l &* other.l)
  }

  var sum: Int { i &+ j &+ k &+ l }
}
