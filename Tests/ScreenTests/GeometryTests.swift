import Screen
import TestSupport
import Testing

@Suite("A rectangle")
struct GeometryTests {
  let rect = Rect(x: 2, y: 3, width: 10, height: 4)

  @Test("ends one past its last cell")
  func ends() {
    #expect(rect.maxX == 12)
    #expect(rect.maxY == 7)
    #expect(rect.contains(Point(x: 11, y: 6)))
    #expect(!rect.contains(Point(x: 12, y: 6)))
    #expect(!rect.contains(Point(x: 1, y: 3)))
  }

  @Test("has no negative lengths")
  func negative() {
    #expect(Rect(x: 0, y: 0, width: -3, height: 2).isEmpty)
    #expect(rect.inset(by: 2) == Rect(x: 4, y: 5, width: 6, height: 0))
    #expect(rect.inset(by: 9).isEmpty)
  }

  @Test("meets another in what both cover")
  func intersection() {
    let other = Rect(x: 8, y: 0, width: 10, height: 5)
    #expect(rect.intersection(other) == Rect(x: 8, y: 3, width: 4, height: 2))
    #expect(rect.intersection(Rect(x: 12, y: 3, width: 5, height: 5)).isEmpty)
  }

  @Test("gives fixed columns their length and shares the rest")
  func columns() {
    let parts = rect.columns([.fixed(3), .share(1), .share(2)])
    #expect(parts.map(\.x) == [2, 5, 7])
    #expect(parts.map(\.width) == [3, 2, 5])
    #expect(parts.allSatisfy { $0.y == 3 && $0.height == 4 })
  }

  @Test("gives the first rows what there is when there is too little")
  func rows() {
    let parts = rect.rows([.fixed(3), .fixed(9), .share(1), .fixed(1)])
    #expect(parts.map(\.height) == [3, 1, 0, 0])
    #expect(parts.map(\.y) == [3, 6, 7, 7])
  }

  @Test("is filled exactly by any split that has a share")
  func filled() {
    var random = Seeded(1)
    for _ in 0..<500 {
      let total = Int.random(in: -5...200, using: &random)
      let lengths: [Length] = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        let number = Int.random(in: -2...60, using: &random)
        return Bool.random(using: &random) ? .fixed(number) : .share(number)
      }
      let parts = Rect(x: 0, y: 0, width: total, height: 1).columns(lengths + [.share(1)])
      #expect(parts.reduce(0) { $0 + $1.width } == max(0, total))
      #expect(parts.allSatisfy { $0.width >= 0 })
    }
  }

  @Test("may lie at the end of the number line")
  func extremes() {
    let huge = Rect(x: .max - 1, y: .min, width: .max, height: .max)
    #expect(huge.maxX == .max)
    #expect(huge.intersection(rect).isEmpty)
    #expect(huge.inset(by: .min).width == .max)
    #expect(rect.intersection(Rect(x: .min, y: .min, width: .max, height: .max)).isEmpty)
  }
}
