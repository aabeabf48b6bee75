/// What a lesson must say of itself.
package struct FrontMatterRule: ReadingRule {
  let reads = RuleName.frontMatter

  package let explanation = Explanation(
    what: "A lesson begins with format, title, summary, minutes and objectives.",
    why: """
      The course map, the presenter's clock and `unroll export` are made of them. `format` lets a later
      program read today's lessons.
      """,
    wrong: """
      ---
      title: The perceptron
      ---

      ## The sum <!-- #sum -->
      """,
    right: """
      ---
      format: 1
      title: The perceptron
      summary: A weighted sum, a threshold, and a rule that learns.
      minutes: 20
      objectives:
        - Say what the bias does.
      ---

      ## The sum <!-- #sum -->
      """)
}
