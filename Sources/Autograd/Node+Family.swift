/// Quantities that differ only in their places, such as `h[1]` and `h[2]`, are a family.
extension Node {
  /// The name without places: `h` of `h[3]`, `e` of `e[2,1]`, `w` of `w`.
  public var family: String { String(name.prefix { $0 != "[" }) }

  /// The places in brackets, which loops count: 2 and 1 of `e[2,1]`; none of `w`.
  public var positions: [Int] {
    guard isNamed || isLeaf, name.last == "]", let start = name.firstIndex(of: "[") else {
      return []
    }
    let places = name[name.index(after: start)...].dropLast().split(separator: ",")
    let positions = places.compactMap { Int($0) }
    return positions.count == places.count ? positions : []
  }
}
