import Courseware
import Screen
import Views

/// A view of a scene, drawn alone.
package struct ScenePicture: Sendable {
  /// The model and the view.
  package let caption: String
  package let frame: Frame
}

extension LinkedPage {
  /// A scene's views as they are when there is nothing left to step: with its first example worked
  /// out, or with its training at its end. A twin's follow.
  package func pictures(ofScene index: Int, glyphs: GlyphSet = .unicode) -> [ScenePicture] {
    let scene = page.scenes[index]
    let twin = twins.indices.contains(index) ? twins[index] : nil
    let first = scenes[index].map {
      $0.pictures(twin?.titles.first ?? scene.model?.text ?? "", glyphs)
    }
    return (first ?? []) + (twin.map { $0.scene.pictures($0.titles.second, glyphs) } ?? [])
  }
}

extension SceneRun {
  /// No picture is larger: it has to fit on paper.
  private static let largest = Size(width: 100, height: 48)

  fileprivate func pictures(_ title: String, _ glyphs: GlyphSet) -> [ScenePicture] {
    var shown = self
    shown.predictions = []
    var stage = StageState(shown)
    stage.go(to: isTraining ? end : over(0))
    let context = stage.context(glyphs, cursor: nil)
    return views.map { view in
      let wanted = view.size(context)
      let size = Size(
        width: min(wanted.width, Self.largest.width),
        height: min(wanted.height, Self.largest.height))
      var frame = Frame(size: size)
      _ = view.draw(context, into: &frame, in: Rect(size))
      if glyphs.isASCII { frame.restrictToASCII() }
      return ScenePicture(caption: "\(title): \(type(of: view).name)", frame: frame)
    }
  }
}
