import Autograd
import Testing

/// Models in which quantities are used more than once.
extension Sample {
  /// A value used twice, and its double used twice.
  static let reuse = """
    weight a = 1
    b = a + a            # a is used twice
    c = b + b            # and so is b
    loss = c
    """

  /// Halves its state at each step: the share of u at step t is 0.5^(T − t).
  static func halving(_ steps: Int) -> String {
    """
    given x[1...T] = \(Array(repeating: 1, count: steps))
    weight u = 1
    h[0] = 0
    for t = 1...T:
        h[t] = 0.5 h[t-1] + u x[t]
    loss = h[T]
    """
  }

  static let attention = """
    size d = 2
    given K : [3, d] = [[1, 0], [0.5, 0.5], [0, 1]]
    given V : [3, d] = [[0.2, 0.4], [-0.6, 0.1], [0.9, -0.3]]
    weight q : [d] = [0.7, -0.2]
    s = K q
    a = softmax(s)
    o = Vᵀ a
    loss = sum(o^2)
    """

  /// Two steps of an LSTM with one unit.
  static let lstm = """
    given x[1...T] = [1, -0.5]
    weight wf = 0.3
    weight uf = -0.2
    weight wi = 0.5
    weight ui = 0.1
    weight wo = -0.4
    weight uo = 0.6
    weight wg = 0.8
    weight ug = 0.7
    h[0] = 0
    c[0] = 0
    for t = 1...T:
        f[t] = σ(uf h[t-1] + wf x[t])
        i[t] = σ(ui h[t-1] + wi x[t])
        o[t] = σ(uo h[t-1] + wo x[t])
        g[t] = tanh(ug h[t-1] + wg x[t])
        c[t] = f[t] ∘ c[t-1] + i[t] ∘ g[t]
        h[t] = o[t] ∘ tanh(c[t])
    loss = (h[T] - 1)^2
    """

  /// A gradient with shares of both signs: loss = a·2 − a·3.
  static let signed = """
    given x = 2
    given y = 3
    weight a = 0.5
    p = a x
    q = a y
    loss = p - q
    """
}

/// A model to be drawn, by name.
struct NamedModel: CustomTestStringConvertible {
  let name: String
  let text: String

  var testDescription: String { name }

  static let shared = [
    NamedModel(name: "reuse", text: Sample.reuse),
    NamedModel(name: "recurrent", text: Loops.scalar),
    NamedModel(name: "lstm", text: Sample.lstm),
    NamedModel(name: "attention", text: Sample.attention),
    NamedModel(name: "signed", text: Sample.signed),
  ]

  static let all =
    shared + [
      NamedModel(name: "neuron", text: Sample.neuron),
      NamedModel(name: "perceptron", text: Sample.perceptron),
      NamedModel(name: "network", text: Sample.network),
      NamedModel(name: "exclusive or", text: Sample.exclusiveOr),
    ]
}
