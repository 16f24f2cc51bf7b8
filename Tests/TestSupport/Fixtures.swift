public import Foundation

/// Where the files that tests read lie: beside the sources, found without resource bundles.
package enum Fixtures {
  /// The folder `Tests/Fixtures`.
  package static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures")

  /// The top of the package.
  package static let root = folder.deletingLastPathComponent().deletingLastPathComponent()

  package static func url(_ path: String) -> URL { folder.appending(path: path) }
}
