/// Inline code that asks the model, wrongly written.
package struct ClaimSyntaxRule: ReadingRule {
  let reads = RuleName.claimSyntax

  package let explanation = Explanation(
    what:
      "Inline code that starts with `=` is `= query`, `= query ≈ number`, after training or not.",
    why: """
      The player shows the number and the tests check the digits, so both must know where the query ends.
      """,
    wrong: """
      After training, `= w after four updates ≈ [1, 1]`.
      """,
    right: """
      ```scene
      model: perceptron.eqn
      ```

      After training, `= w after 4 updates ≈ [1, 1]`.
      """)
}
