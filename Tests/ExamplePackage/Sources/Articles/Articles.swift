/// Runs the code of every article; the article's name stands before what it prints.
@main
enum Articles {
  static func main() throws {
    let articles: [(name: String, code: () throws -> Void)] = [
      ("OneOp", oneOp), ("OneNeuron", oneNeuron), ("OneBackwardPass", oneBackwardPass),
      ("OneRNN", oneRNN), ("CheckingGradients", checkingGradients),
      ("Explanations", explanations), ("Training", training),
      ("ARecurrentNetwork", aRecurrentNetwork), ("Mistakes", mistakes),
    ]
    for article in articles {
      print("== \(article.name)")
      try article.code()
    }
  }
}
