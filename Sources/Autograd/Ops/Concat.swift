extension Op {
  /// Vectors and scalars one behind the other; a (n), b (m), … → (n+m+…).
  ///
  /// - Parameter lengths: of the inputs, nil for a scalar.
  public static func concat(_ lengths: [Int?]) -> Op {
    let counts = lengths.map { $0 ?? 1 }
    return Op(
      "concat",
      forward: .join(
        .i, counts, lengths.indices.map { Slot.input($0)[lengths[$0] == nil ? .only : i, .only] }),
      backward: zip(lengths, counts.startsOfBlocks).map { length, start in
        g[length == nil ? .at(start) : .shifted(.i, by: start), .only]
      },
      extents: [.i: counts.reduce(0, +)])
  }
}
