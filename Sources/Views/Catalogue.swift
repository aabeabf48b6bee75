/// Every view there is, by the name lessons call it. A view is a file of its own in this folder.
package enum ViewCatalogue {
  package static let all: [any View.Type] = [
    EquationsView.self, GraphView.self, NetworkView.self, UnrolledView.self, CellView.self,
    MatrixView.self, HeatmapView.self, BarsView.self, TokensView.self, CurveView.self,
    BoundaryView.self, SurfaceView.self, PlotView.self, LedgerView.self, TableView.self,
  ]

  package static func view(named name: String) -> (any View)? {
    all.first { $0.name == name }?.init()
  }
}
