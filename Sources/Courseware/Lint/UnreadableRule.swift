/// Files and folders that are not there or cannot be read.
package struct UnreadableRule: ReadingRule {
  let reads = RuleName.unreadable

  package let explanation = Explanation(
    what: "A lesson is a folder with a readable lesson.md of at most 16 MB.",
    why: """
      A folder whose name begins with a number promises a chapter. One without a text, a link that
      leads nowhere or a file without permission would be missing from the course without a word.
      """,
    wrong: """
      lessons/04-gradient-descent/      (empty)
      """,
    right: """
      lessons/04-gradient-descent/lesson.md
      """)
}
