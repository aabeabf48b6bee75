/// Every rule of `unroll lint` that needs no model, in the order a lesson is read. A new rule is a
/// file in this folder and a line here.
package enum LintCatalogue {
  package static let rules: [any LintRule] = [
    UnreadableRule(),
    CharactersRule(),
    FrontMatterRule(),
    NeedsRule(),
    PageStructureRule(),
    HeadingLevelRule(),
    PageIDRule(),
    DuplicateIDRule(),
    RecordedIDsRule(),
    NotShownRule(),
    CodeWidthRule(),
    ClaimSyntaxRule(),
    YAMLRule(),
    UnknownFieldRule(),
    FieldValueRule(),
    SceneNameRule(),
    UnknownViewRule(),
    MissingFileRule(),
    QuestionKindRule(),
    MissingBecauseRule(),
    TranslationRule(),
  ]

  package static func rule(named name: String) -> (any LintRule)? {
    rules.first { $0.name == name }
  }
}
