/// Fields that are mistyped or in the wrong place.
package struct UnknownFieldRule: ReadingRule {
  let reads = RuleName.unknownField

  package let explanation = Explanation(
    what: "Fields have the names the lesson format knows.",
    why: """
      A mistyped field would be passed over in silence, and the scene would not do what it says. A scene
      with `tool` has fields of the tool's own, which are not checked here.
      """,
    wrong: """
      ```scene
      model: lstm.eqn
      focsu: "f[2]"
      ```
      """,
    right: """
      ```scene
      model: lstm.eqn
      focus: "f[2]"
      ```
      """)
}
