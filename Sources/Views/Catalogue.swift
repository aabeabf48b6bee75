/// Every view there is, by the name lessons call it. A view is a file of its own in this folder.
package enum ViewCatalogue {
  package static let all: [any View.Type] = [
    EquationsView.self, NetworkView.self, TableView.self, BoundaryView.self, MatrixView.self,
    UnrolledView.self, CellView.self,
    HeatmapView.self, BarsView.self, TokensView.self,
    PlotView.self, CurveView.self, SurfaceView.self,
  ]

  package static func view(named name: String) -> (any View)? {
    all.first { $0.name == name }?.init()
  }
}
