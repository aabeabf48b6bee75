import Autograd

@testable import Views

/// Models with loops, small enough to follow by hand.
enum Loops {
  /// Two weights used at each of three times.
  static let scalar = """
    given x[1...T] = [1, 0, 1]
    weight w = 0.5
    weight u = 1
    h[0] = 0
    for t = 1...T:
        h[t] = tanh(w h[t-1] + u x[t])
    loss = 0.5 h[T]^2
    """

  static let lstm = """
    size d = 3, n = 2
    given x[1...T] : [d] = [[1, 0, 1], [0, 1, 0], [1, 1, 0]]
    given y = 1
    weight Wf, Wi, Wo, Wg : [n, n] = [[0.2, -0.4], [0.3, 0.1]]
    weight Uf, Ui, Uo, Ug : [n, d] = [[0.5, -0.3, 0.1], [-0.2, 0.4, 0.25]]
    weight bf : [n] = [1, 1]
    weight bi, bo, bg : [n]
    weight v : [n] = [0.5, -0.25]
    h[0] = zeros(n)
    c[0] = zeros(n)
    for t = 1...T:
        f[t] = σ(Wf h[t-1] + Uf x[t] + bf)
        i[t] = σ(Wi h[t-1] + Ui x[t] + bi)
        o[t] = σ(Wo h[t-1] + Uo x[t] + bo)
        g[t] = tanh(Wg h[t-1] + Ug x[t] + bg)
        c[t] = f[t] ∘ c[t-1] + i[t] ∘ g[t]
        h[t] = o[t] ∘ tanh(c[t])
    p = σ(v · h[T])
    loss = bce(p, y)
    """

  static let gru = """
    size d = 2, k = 3
    given x[1...T] : [d] = [[1, 0], [0, 1]]
    given y = 1
    weight Wr, Wz, Wn : [k, k] = [[0.2, -0.4, 0.1], [0.3, 0.1, -0.2], [0.5, 0, 0.25]]
    weight Ur, Uz, Un : [k, d] = [[0.5, -0.3], [-0.2, 0.4], [0.1, 0.6]]
    weight v : [k] = [0.5, -0.25, 1]
    h[0] = zeros(k)
    for t = 1...T:
        r[t] = σ(Wr h[t-1] + Ur x[t])
        z[t] = σ(Wz h[t-1] + Uz x[t])
        m[t] = Wn h[t-1]
        n[t] = tanh(r[t] ∘ m[t] + Un x[t])
        h[t] = (1 - z[t]) ∘ n[t] + z[t] ∘ h[t-1]
    loss = bce(σ(v · h[T]), y)
    """

  /// An encoder, and a decoder that looks back at all its states.
  static let attention = """
    size m = 2, n = 2
    vocab abc = letters "ABC"
    vocab begun = letters "ABC>"
    given src[1...S] : abc = "ABC"
    given in[1...T] : begun = ">C"
    given out[1...T] : abc = "CB"
    weight E : [abc, m] = [[0.5, -1], [1, 0.25], [-0.75, 0.5]]
    weight D : [begun, m] = [[0.5, -1], [1, 0.25], [-0.75, 0.5], [1, 1]]
    weight W, Ws : [n, n] = [[0.2, -0.4], [0.3, 0.1]]
    weight U, Us, Cs : [n, m] = [[0.5, -0.3], [-0.2, 0.4]]
    weight V : [abc, n] = [[0.5, -0.3], [-0.2, 0.4], [1, -1]]
    h[0] = zeros(n)
    for i = 1...S:
        x[i] = embed(E, src[i])
        h[i] = tanh(W h[i-1] + U x[i])
    s[0] = h[S]
    for t = 1...T:
        for i = 1...S:
            e[t,i] = s[t-1] · h[i]
        a[t] = softmax(stack(e[t,1...S]))
        d[t] = sum(i = 1...S: a[t][i] h[i])
        y[t] = embed(D, in[t])
        s[t] = tanh(Ws s[t-1] + Us y[t] + Cs d[t])
        p[t] = softmax(V s[t])
        L[t] = cross_entropy(p[t], out[t])
    loss = sum(t = 1...T: L[t]) / T
    """

  /// Read from both ends.
  static let bidirectional = """
    given x[1...T] = [1, -0.5, 0.25]
    weight w, u = 0.5
    f[0] = 0
    r[T+1] = 0
    for t = 1...T:
        f[t] = tanh(w f[t-1] + x[t])
    for t = T...1:
        r[t] = tanh(u r[t+1] + x[t])
    for t = 1...T:
        s[t] = f[t] r[t]
    loss = sum(t = 1...T: s[t])^2
    """

  /// A recurrence of no known kind.
  static let leaky = """
    given x[1...T] = [1, 0, 1]
    weight k, u = 0.5
    a[0] = 0
    for t = 1...T:
        f[t] = σ(k x[t])
        a[t] = f[t] a[t-1] + u x[t]
    loss = a[T]^2
    """

  /// A scalar network over a sequence of so many numbers.
  static func long(_ count: Int) -> String {
    let numbers = (0..<count).map { "\(Double($0 % 7) / 10)" }.joined(separator: ", ")
    return scalar.replacing("[1, 0, 1]", with: "[\(numbers)]")
  }

  static let sequences = [scalar, lstm, gru, attention, bidirectional, leaky]
}
