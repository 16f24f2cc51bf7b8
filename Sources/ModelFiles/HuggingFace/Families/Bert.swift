/// Encoders: BERT, and RoBERTa and XLM-RoBERTa, which differ in their vocabularies and in the number
/// of the first position. GGUF calls all of them `bert`. Heads for other tasks are passed over.

/// BERT: positions count from 0.
func translateBert(_ folder: FolderTranslator) throws(ModelFileError) {
  try folder.encoder(firstPosition: 0)
}

/// RoBERTa: positions count from the one behind the padding token's id; those before it belong to
/// no text and are left out.
func translateRoberta(_ folder: FolderTranslator) throws(ModelFileError) {
  let padding =
    try folder.config.countIfPresent("pad_token_id", in: 0...FolderConfig.limit) ?? 1
  try folder.encoder(firstPosition: padding + 1)
}

extension FolderTranslator {
  fileprivate func encoder(firstPosition: Int) throws(ModelFileError) {
    config.defaults = ["layer_norm_eps": 1e-12, "max_position_embeddings": 512]
    begin("bert")
    try requireBert()
    let layers = try config.count("num_hidden_layers")
    let positions = try config.count("max_position_embeddings")
    guard positions > firstPosition else {
      throw config.failure(
        .invalid, "max_position_embeddings", expected: "more than \(firstPosition)",
        found: "\(positions)")
    }
    set("block_count", layers)
    set("context_length", positions - firstPosition)
    set("embedding_length", try config.count("hidden_size"))
    set("feed_forward_length", try config.count("intermediate_size"))
    set("attention.head_count", try config.count("num_attention_heads"))
    set("attention.layer_norm_epsilon", try config.number("layer_norm_eps"))
    set("attention.causal", false)
    config.ignore("type_vocab_size", "vocab_size")

    let prefixes = ["", "bert.", "roberta.", "model."]
    let prefix = prefixes.first { tensors.contains($0 + "embeddings.word_embeddings.weight") } ?? ""
    tensors.ignore(prefixes: ["pooler.", prefix + "pooler.", "cls.", "lm_head.", "classifier."])
    tensors.ignore(prefix + "embeddings.position_ids")
    try add("token_embd.weight", from: prefix + "embeddings.word_embeddings.weight")
    try add("token_types.weight", from: prefix + "embeddings.token_type_embeddings.weight")
    try addPositions(from: prefix + "embeddings.position_embeddings.weight", firstPosition)
    try norm("token_embd_norm", prefix + "embeddings.LayerNorm")
    for index in 0..<layers {
      let (block, source) = ("blk.\(index).", prefix + "encoder.layer.\(index).")
      for (name, module) in Self.encoderMatrices {
        try add(block + name + ".weight", from: source + module + ".weight")
        try add(block + name + ".bias", from: source + module + ".bias")
      }
      try norm(block + "attn_output_norm", source + "attention.output.LayerNorm")
      try norm(block + "layer_output_norm", source + "output.LayerNorm")
    }
  }

  private static let encoderMatrices = [
    ("attn_q", "attention.self.query"), ("attn_k", "attention.self.key"),
    ("attn_v", "attention.self.value"), ("attn_output", "attention.output.dense"),
    ("ffn_up", "intermediate.dense"), ("ffn_down", "output.dense"),
  ]

  private func requireBert() throws(ModelFileError) {
    for (key, wanted) in [("hidden_act", "gelu"), ("position_embedding_type", "absolute")] {
      let found = try config.textIfPresent(key) ?? wanted
      guard found == wanted else {
        throw config.failure(
          .unsupportedType, key, expected: wanted, found: Printable.quoted(found))
      }
    }
    for key in ["is_decoder", "add_cross_attention"] {
      try config.require(key, false, default: false)
    }
    config.ignore("classifier_dropout", "gradient_checkpointing", "layer_norm_eps")
  }

  /// A norm with its bias; the first BERTs call the two gamma and beta.
  private func norm(_ name: String, _ source: String) throws(ModelFileError) {
    let isOld = tensors.contains(source + ".gamma")
    try add(name + ".weight", from: source + (isOld ? ".gamma" : ".weight"))
    try add(name + ".bias", from: source + (isOld ? ".beta" : ".bias"))
  }

  private func addPositions(from source: String, _ first: Int) throws(ModelFileError) {
    let (type, dimensions, bytes) = try tensors.take(source)
    guard dimensions.count == 2, dimensions[0] > first else {
      throw tensors.failure(
        .mismatch, source, expected: "more than \(first) rows", found: "\(dimensions)")
    }
    let start = first * dimensions[1] * type.blockByteCount
    append(
      CheckpointTensor(
        name: "position_embd.weight", elementType: type,
        dimensions: [dimensions[0] - first, dimensions[1]],
        parts: [UnsafeRawBufferPointer(rebasing: bytes[start...])]))
  }
}
