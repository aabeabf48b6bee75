import Foundation

/// A line of the table: the same work in two programs.
struct Row {
  let name: String
  let workload: Workload
  /// The module and class in References/, and what it is called in the table.
  let work: String
  let against: String
  let sizes: [String: Int]
  let required: Required

  /// How many times as fast ours must be.
  struct Required {
    let portable: Double
    /// Built for the processor, one with AVX2 or later.
    let native: Double

    var here: Double { Build.isNative ? native : portable }
  }

  /// The rows of the table, in its order; `Length.rows` are the last two.
  static let all: [Row] = [
    lstm(8, 16, 20, 1, "Cells", Required(portable: 100, native: 200)),
    lstm(4, 4, 5, 1, "Cells", Required(portable: 300, native: 300)),
    lstm(32, 64, 50, 1, "Cells", Required(portable: 17, native: 35)),
    lstm(32, 64, 50, 16, "Layer", Required(portable: 1.2, native: 4)),
    lstm(64, 256, 50, 16, "Layer", Required(portable: 0.6, native: 2.5)),
    gru(8, 16, 20),
    attention("dot"), attention("matrix"), attention("additive", scoring: 8),
    mlp("Micrograd", "micrograd", Required(portable: 3000, native: 5000)),
    mlp("Batched", "batched", Required(portable: 1, native: 2)),
  ]

  private static func lstm(
    _ inputs: Int, _ hidden: Int, _ steps: Int, _ batch: Int, _ reference: String,
    _ required: Required
  ) -> Row {
    Row(
      name: "lstm-\(inputs)-\(hidden)-\(steps)-\(batch)",
      workload: .lstm(inputs: inputs, hidden: hidden, steps: steps, batch: batch),
      work: "lstm.\(reference)", against: reference == "Layer" ? "nn.LSTM" : "kept",
      sizes: ["inputs": inputs, "hidden": hidden, "steps": steps, "batch": batch],
      required: required)
  }

  private static func gru(_ inputs: Int, _ hidden: Int, _ steps: Int) -> Row {
    Row(
      name: "gru-\(inputs)-\(hidden)-\(steps)-1",
      workload: .gru(inputs: inputs, hidden: hidden, steps: steps, batch: 1),
      work: "gru.Cells", against: "kept",
      sizes: ["inputs": inputs, "hidden": hidden, "steps": steps, "batch": 1],
      required: Required(portable: 50, native: 100))
  }

  private static func attention(_ scores: String, scoring: Int = 0) -> Row {
    Row(
      name: "attention-\(scores)",
      workload: .attention(scores, embedding: 8, hidden: 16, letters: 8, scoring: scoring),
      work: "attention.\(scores.capitalized)", against: "kept",
      sizes: ["embedding": 8, "hidden": 16, "letters": 8, "scoring": scoring],
      required: Required(portable: 50, native: 100))
  }

  private static func mlp(_ reference: String, _ against: String, _ required: Required) -> Row {
    Row(
      name: "mlp-\(against)", workload: .mlp(hidden: 16, points: 100), work: "mlp.\(reference)",
      against: against, sizes: ["hidden": 16, "points_a_step": 100], required: required)
  }
}

enum Build {
  #if NATIVE
    static let isNative = true
  #else
    static let isNative = false
  #endif
}
