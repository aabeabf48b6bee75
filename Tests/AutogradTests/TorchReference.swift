@testable import Autograd

/// Values and gradients that PyTorch 2.13 computed, in double precision, with elements of the output
/// weighed 0.5, 1.25, 2, … to be one loss.
///
/// For example `F.softmax(a, 0)` of `a = [0.5, −1.25, 2]`. Numbers are kept whole.
enum TorchReference {
  struct Example {
    let name: String
    let op: Op
    let inputs: [Matrix]
    let tokens: Set<Int>
    let value: [Double]
    /// Of each input; nil for a token.
    let gradients: [[Double]?]
  }

  static let all: [Example] = [
    Example(
      name: "softmax", op: .softmax,
      inputs: [Matrix(vector: [0.5, -1.25, 2.0])],
      tokens: [],
      value: [0.17682018210744427, 0.03072674032643643, 0.7924530775661193],
      gradients: [[-0.21425737709533527, -0.014187294086378168, 0.2284446711817135]]),
    Example(
      name: "softmax of ±1000", op: .softmax,
      inputs: [Matrix(vector: [1000.0, -1000.0, 999.0])],
      tokens: [],
      value: [0.7310585786300049, 0.0, 0.26894142136999516],
      gradients: [[-0.2949178998622229, 0.0, 0.2949178998622228]]),
    Example(
      name: "softmax by rows", op: .softmaxRows,
      inputs: [Matrix(rows: [[0.5, -1.25, 2.0], [1.0, 0.75, -0.5]])],
      tokens: [],
      value: [
        0.17682018210744427, 0.03072674032643643, 0.7924530775661193, 0.4995177298132149,
        0.3890247991365822, 0.11145747105020273,
      ],
      gradients: [
        [
          -0.21425737709533527, -0.014187294086378168, 0.2284446711817135, -0.22925606274388952,
          0.11322379816362838, 0.11603226458026156,
        ]
      ]),
    Example(
      name: "log_softmax", op: .logSoftmax,
      inputs: [Matrix(vector: [0.5, -1.25, 2.0])],
      tokens: [],
      value: [-1.7326219831020326, -3.4826219831020326, -0.23262198310203266],
      gradients: [[-0.1630756829029161, 1.1347747237758634, -0.9716990408729472]]),
    Example(
      name: "log_softmax of ±1000", op: .logSoftmax,
      inputs: [Matrix(vector: [1000.0, -1000.0, 999.0])],
      tokens: [],
      value: [-0.31326168751822286, -2000.3132616875182, -1.3132616875182228],
      gradients: [[-2.2414696698625183, 1.25, 0.9914696698625184]]),
    Example(
      name: "log_softmax by rows", op: .logSoftmaxRows,
      inputs: [Matrix(rows: [[0.5, -1.25, 2.0], [1.0, 0.75, -0.5]])],
      tokens: [],
      value: [
        -1.7326219831020326, -3.4826219831020326, -0.23262198310203266, -0.6941121864019144,
        -0.9441121864019144, -2.1941121864019144,
      ],
      gradients: [
        [
          -0.1630756829029161, 1.1347747237758634, -0.9716990408729472, -2.4949361630387563,
          -0.5847603909341128, 3.0796965539728713,
        ]
      ]),
    Example(
      name: "max", op: .max,
      inputs: [Matrix(rows: [[0.5, -1.25, 2.0], [1.0, 0.75, -0.5]])],
      tokens: [],
      value: [2.0],
      gradients: [[0.0, 0.0, 0.5, 0.0, 0.0, 0.0]]),
    Example(
      name: "max with a tie", op: .max,
      inputs: [Matrix(vector: [2.0, -1.0, 2.0])],
      tokens: [],
      value: [2.0],
      gradients: [[0.25, 0.0, 0.25]]),
    Example(
      name: "concat", op: .concat([3, nil, 3]),
      inputs: [
        Matrix(vector: [0.5, -1.25, 2.0]), Matrix(0.75), Matrix(vector: [1.5, -0.5, 0.25]),
      ],
      tokens: [],
      value: [0.5, -1.25, 2.0, 0.75, 1.5, -0.5, 0.25],
      gradients: [[0.5, 1.25, 2.0], [2.75], [3.5, 4.25, 5.0]]),
    Example(
      name: "stack of scalars", op: .stack(2),
      inputs: [Matrix(0.75), Matrix(-2.0)],
      tokens: [],
      value: [0.75, -2.0],
      gradients: [[0.5], [1.25]]),
    Example(
      name: "stack of vectors", op: .stackRows(2),
      inputs: [Matrix(vector: [0.5, -1.25, 2.0]), Matrix(vector: [1.5, -0.5, 0.25])],
      tokens: [],
      value: [0.5, -1.25, 2.0, 1.5, -0.5, 0.25],
      gradients: [[0.5, 1.25, 2.0], [2.75, 3.5, 4.25]]),
    Example(
      name: "embed", op: .embed,
      inputs: [Matrix(rows: [[0.1, 0.2], [0.3, -0.4], [0.5, 0.6]]), Matrix(2.0)],
      tokens: [1],
      value: [0.5, 0.6],
      gradients: [[0.0, 0.0, 0.0, 0.0, 0.5, 1.25], nil]),
    Example(
      name: "onehot", op: .onehot(4),
      inputs: [Matrix(2.0)],
      tokens: [0],
      value: [0.0, 0.0, 1.0, 0.0],
      gradients: [nil]),
    Example(
      name: "element of a vector", op: .element(row: .picked(1), column: .only),
      inputs: [Matrix(vector: [0.5, -1.25, 2.0]), Matrix(1.0)],
      tokens: [1],
      value: [-1.25],
      gradients: [[0.0, 0.5, 0.0], nil]),
    Example(
      name: "element of a matrix", op: .element(row: .picked(1), column: .picked(2)),
      inputs: [Matrix(rows: [[0.5, -1.25, 2.0], [1.0, 0.75, -0.5]]), Matrix(1.0), Matrix(2.0)],
      tokens: [1, 2],
      value: [-0.5],
      gradients: [[0.0, 0.0, 0.0, 0.0, 0.0, 0.5], nil, nil]),
    Example(
      name: "bce", op: .bce,
      inputs: [Matrix(vector: [0.2, 0.5, 0.3]), Matrix(vector: [1.0, 0.0, 0.25])],
      tokens: [],
      value: [1.6094379124341003, 0.6931471805599453, 0.5684994090355333],
      gradients: [
        [-2.4999999999999996, 2.5, 0.4761904761904761],
        [0.6931471805599453, -0.0, 1.6945957207744071],
      ]),
    Example(
      name: "bce_with_logits", op: .bceWithLogits,
      inputs: [Matrix(vector: [0.5, -1.25, 2.0]), Matrix(vector: [1.0, 0.0, 0.25])],
      tokens: [],
      value: [0.4740769841801067, 0.25192908134537295, 1.6269280110429725],
      gradients: [
        [-0.1887703343990727, 0.27837517353163604, 1.2615941559557646], [-0.25, 1.5625, -4.0],
      ]),
    Example(
      name: "bce_with_logits of ±1000", op: .bceWithLogits,
      inputs: [Matrix(vector: [1000.0, -1000.0, 999.0]), Matrix(vector: [0.0, 1.0, 0.5])],
      tokens: [],
      value: [1000.0, 1000.0, 499.5],
      gradients: [[0.5, -1.25, 1.0], [-500.0, 1250.0, -1998.0]]),
    Example(
      name: "cross_entropy", op: .crossEntropy,
      inputs: [Matrix(vector: [0.2, 0.5, 0.3]), Matrix(1.0)],
      tokens: [1],
      value: [0.6931471805599453],
      gradients: [[0.0, -1.0, 0.0], nil]),
    Example(
      name: "softmax_cross_entropy", op: .softmaxCrossEntropy,
      inputs: [Matrix(vector: [0.5, -1.25, 2.0]), Matrix(1.0)],
      tokens: [1],
      value: [3.4826219831020326],
      gradients: [[0.08841009105372215, -0.4846366298367818, 0.39622653878305963], nil]),
    Example(
      name: "softmax_cross_entropy of ±1000", op: .softmaxCrossEntropy,
      inputs: [Matrix(vector: [1000.0, -1000.0, 999.0]), Matrix(1.0)],
      tokens: [1],
      value: [2000.3132616875182],
      gradients: [[0.36552928931500245, -0.5, 0.13447071068499755], nil]),
    Example(
      name: "stop", op: .stop,
      inputs: [Matrix(vector: [0.5, -1.25, 2.0])],
      tokens: [],
      value: [0.5, -1.25, 2.0],
      gradients: [[0.0, 0.0, 0.0]]),
    Example(
      name: "total", op: .total(3),
      inputs: [
        Matrix(vector: [0.5, -1.25, 2.0]), Matrix(vector: [1.5, -0.5, 0.25]),
        Matrix(vector: [0.2, 0.5, 0.3]),
      ],
      tokens: [],
      value: [2.2, -1.25, 2.55],
      gradients: [[0.5, 1.25, 2.0], [0.5, 1.25, 2.0], [0.5, 1.25, 2.0]]),
  ]
}
