/// A program that uses the library; reference.py does the same in PyTorch.
///
/// Every line is a name and its numbers.
@main
enum TinyRNN {
  static func main() throws {
    try neuron()
    try recurrentNetwork()
  }

  static func say(_ name: String, _ numbers: [Double]) {
    print(name, numbers.map { "\($0)" }.joined(separator: " "))
  }
}
