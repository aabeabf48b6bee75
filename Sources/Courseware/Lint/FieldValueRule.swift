/// Fields whose value is none they can have.
package struct FieldValueRule: ReadingRule {
  let reads = RuleName.fieldValue

  package let explanation = Explanation(
    what: "A field has a value of its kind, and what a block cannot do without is there.",
    why: """
      `play` and `stop` are words of a list, `minutes` is a whole number, `rate` is above 0, and a scene
      runs a model or a tool.
      """,
    wrong: """
      ```scene
      model: lstm.eqn
      stop: step
      ```
      """,
    right: """
      ```scene
      model: lstm.eqn
      stop: equation
      ```
      """)
}
