import OnDevice

extension Usage {
  /// As `cli.md` names its parts.
  var json: JSONValue {
    .object([
      "prompt_tokens": .integer(promptTokens),
      "cached_tokens": .integer(cachedTokens),
      "generated_tokens": .integer(generatedTokens),
      "drafted_tokens": .integer(draftedTokens),
      "accepted_tokens": .integer(acceptedTokens),
      "prefill_seconds": .number(prefillSeconds),
      "first_token_seconds": .number(firstTokenSeconds),
      "decode_seconds": .number(decodeSeconds),
      "load_seconds": .number(loadSeconds),
      "peak_memory_bytes": .integer(peakMemoryBytes),
    ])
  }
}
