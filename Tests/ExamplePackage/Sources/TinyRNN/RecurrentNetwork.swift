import Autograd
import Diagnostics
import Equations

extension TinyRNN {
  private static let text = """
    size d = 2, n = 3
    given x[1...T] : [d] = [[1, 0], [0, 1], [1, 1], [0, 0]]
    given y = 1
    weight W : [n, n] = [[0.2, -0.4, 0.1], [0.5, 0.3, -0.2], [-0.3, 0.6, 0.4]]
    weight U : [n, d] = [[0.7, -0.1], [-0.5, 0.2], [0.3, 0.9]]
    weight v : [n] = [0.6, -0.8, 0.5]
    weight b : [n]
    h[0] = zeros(n)
    for t = 1...T:
        h[t] = tanh(W h[t-1] + U x[t] + b)
    p = σ(v · h[T])
    loss = bce(p, y)
    """

  /// A recurrent network from its text learns two sequences side by side, in five updates.
  static func recurrentNetwork() throws {
    let model = try Model(SourceText(name: "rnn.eqn", text: text))
    var machine = TrainingMachine(
      [.init(model.program, lanes: 2)], optimizer: .adam(rate: 0.05), clipping: .norm(0.2))
    set("x", to: [[0, 1], [1, 0], [0, 0], [1, 1]], of: model, lane: 1, in: &machine)
    set("y", to: 0, of: model, lane: 1, in: &machine)
    for _ in 1...5 {
      machine.beginUpdate()
      machine.run()
      say("losses", [machine.loss(lane: 0), machine.loss(lane: 1)])
      machine.update()
    }
    for weight in model.declarations where weight.role == .weight {
      say(weight.name, machine[weight: weight.node].elements)
    }
  }

  private static func set(
    _ name: String, to value: Literal, of model: Model, lane: Int,
    in machine: inout TrainingMachine
  ) {
    guard let given = model.declaration(named: name),
      let leaves = model.leaves(of: given, from: value)
    else { return print("\(name) does not fit") }
    for (leaf, numbers) in leaves { machine.set(leaf, to: numbers, lane: lane) }
  }
}
