extension Op {
  /// 1 at the position a token says, elsewhere 0; a token → (count).
  public static func onehot(_ count: Int) -> Op {
    Op("onehot", forward: .when(i, .picked(0), 1), backward: [nil], extents: [.i: count])
  }
}
