/// Bytes that are not UTF-8, and characters that steer a terminal.
package struct CharactersRule: ReadingRule {
  let reads = RuleName.characters

  package let explanation = Explanation(
    what: "A lesson is UTF-8 text without control characters.",
    why: """
      A control character can move the cursor, change colours or turn text around on the student's
      screen; a byte that is not UTF-8 can only be shown as a question mark.
      """,
    wrong: """
      Coloured text: ␛[31mred␛[0m  (with the real escape character)
      """,
    right: """
      Coloured text: **red**
      """)
}
