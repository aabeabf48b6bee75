import Autograd

/// One time step of a recurrent layer, recognised by its operations, whatever their names are.
struct RecurrentCell: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case lstm, gru
    /// An activation of a sum that reads the state before.
    case plain
    /// Any other recurrence.
    case other
  }

  /// What a quantity is in its cell.
  enum Role: Hashable, Sendable {
    case stateBefore, cellBefore, input
    case forgetGate, inputGate, outputGate, resetGate, updateGate, candidate
    case cellState, state
    /// Between the others.
    case part
  }

  struct Part: Hashable, Sendable {
    let role: Role
    let node: NodeID
  }

  let kind: Kind
  /// Its column among the unrolled ones.
  let band: Int
  let column: Int
  /// In the order they are computed, what is read first.
  let parts: [Part]
  /// A GRU: whether the update gate keeps the state before, as in PyTorch, or lets the candidate in,
  /// as Cho et al. wrote it.
  var gateKeeps = true
  /// A GRU: whether the reset gate meets the state before the product with the weights.
  var resetsFirst = false
  /// A plain cell: the parts of the sum, and the sum.
  var terms: [NodeID] = []
  var sum: NodeID?

  /// An LSTM: the gates that look at the memory itself, with which they look at.
  var peepholes: [Peephole] = []

  struct Peephole: Hashable, Sendable {
    let cell: NodeID
    let gates: [NodeID]
  }

  subscript(role: Role) -> NodeID? { parts.first { $0.role == role }?.node }

  /// What is computed in it.
  var computed: [NodeID] {
    parts.filter { ![.stateBefore, .cellBefore, .input].contains($0.role) }.map(\.node)
  }

  var inputs: [NodeID] { parts.filter { $0.role == .input }.map(\.node) }
}
