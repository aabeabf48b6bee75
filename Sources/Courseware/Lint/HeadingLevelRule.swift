/// Headings that neither begin a page nor stand on one.
package struct HeadingLevelRule: ReadingRule {
  let reads = RuleName.headingLevel

  package let explanation = Explanation(
    what: "Headings have level 2, which begins a page, or 3 and deeper, within one.",
    why: """
      The title of a lesson is in its front matter, where the course map finds it; a heading of level 1
      would be a second one.
      """,
    wrong: """
      # The perceptron
      """,
    right: """
      ### Why a bias
      """)
}
