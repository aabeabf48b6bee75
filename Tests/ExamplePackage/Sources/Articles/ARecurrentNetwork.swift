import Autograd
import Diagnostics
import Equations

func aRecurrentNetwork() throws {
  let text = """
    given x[1...T] = [1, 0, 1]
    weight w = 0.5
    weight u = 1
    h[0] = 0
    for t = 1...T:
        h[t] = relu(w h[t-1] + u x[t])
    loss = h[T]^2
    """
  let source = SourceText(name: "rnn.eqn", text: text)
  let model = try Model(source)

  let trace = model.program.run()
  for name in ["h[1]", "h[2]", "h[3]", "loss", "grad(w)", "grad(u)"] {
    if let entry = model.entry(named: name) { print(name, trace[entry]) }
  }
  // h[1] 1.0
  // h[2] 0.5
  // h[3] 1.25
  // loss 1.5625
  // grad(w) 2.5
  // grad(u) 3.125

  let longer = try Model(source, values: ["x": [1, 0, 0, 1]])
  if let last = longer.entry(named: "h[4]") { print(longer.program.run()[last]) }  // 1.125

  if let x = model.declaration(named: "x"), let leaves = model.leaves(of: x, from: [0, 0, 2]),
    let loss = model.entry(named: "loss")
  {
    print(model.program.run(setting: leaves)[loss])  // 4.0
  }

  var machine = TrainingMachine([.init(model.program)], optimizer: .sgd(rate: 0.1))
  machine.beginUpdate()
  machine.run()
  machine.update()
  for weight in model.declarations where weight.role == .weight {
    print(weight.name, machine[weight: weight.node].elements[0])
  }
  // w 0.25
  // u 0.6875
}
