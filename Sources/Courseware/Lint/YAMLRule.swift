/// Blocks that YAML cannot read, or reads otherwise than meant.
package struct YAMLRule: ReadingRule {
  let reads = RuleName.yaml

  package let explanation = Explanation(
    what: "Scenes, questions and the front matter are YAML.",
    why: """
      Brackets in a flow list, a colon in a sentence, and a sign at the beginning of a word mean
      something to YAML. In quotes they are text.
      """,
    wrong: """
      ```scene
      model: lstm.eqn
      edit: [h[1], x]
      ```
      """,
    right: """
      ```scene
      model: lstm.eqn
      edit: ["h[1]", x]
      ```
      """)
}
