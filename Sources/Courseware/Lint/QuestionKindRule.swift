/// Questions whose fields do not make one kind.
package struct QuestionKindRule: ReadingRule {
  let reads = RuleName.questionKind

  package let explanation = Explanation(
    what: "A question is of one kind, and its fields say which.",
    why: """
      `answers` with one or several `right`, `number` with `within` or `digits`, `order`, `pick` or
      `sign`. Two at once contradict each other.
      """,
    wrong: """
      ```quiz
      id: slope
      ask: What is the slope?
      number: grad(w)
      ```
      """,
    right: """
      ```scene
      model: perceptron.eqn
      ```

      ```quiz
      id: slope
      ask: What is the slope?
      number: grad(w)
      digits: 2
      ```
      """)
}
