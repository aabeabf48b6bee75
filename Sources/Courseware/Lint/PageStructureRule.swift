/// Text that no page shows as it was meant.
package struct PageStructureRule: ReadingRule {
  let reads = RuleName.pageStructure

  package let explanation = Explanation(
    what: "Text stands on a page, blocks are closed, a pause has a line of its own.",
    why: """
      A block that is never closed swallows the pages after it; text before the first page is on none;
      a pause inside a line cannot stop the reveal.
      """,
    wrong: """
      The first half. <!-- pause --> The second half.
      """,
    right: """
      The first half.

      <!-- pause -->

      The second half.
      """)
}
