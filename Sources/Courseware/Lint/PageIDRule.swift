/// Pages that progress cannot be kept for.
package struct PageIDRule: ReadingRule {
  let reads = RuleName.pageID

  package let explanation = Explanation(
    what: "Every page has an id in a comment behind its heading.",
    why: """
      The student's place and answers are kept by it, so the heading can be reworded and the page moved.
      It is letters, digits, `-`, `_` and `.`.
      """,
    wrong: """
      ## The forget gate
      """,
    right: """
      ## The forget gate <!-- #forget-gate -->
      """)
}
