/// One of several texts that are continued together, and how.
public struct GenerationRequest: Sendable, Hashable {
  public var input: PromptInput
  public var options: GenerationOptions

  public init(_ input: PromptInput, options: GenerationOptions = GenerationOptions()) {
    self.input = input
    self.options = options
  }
}
