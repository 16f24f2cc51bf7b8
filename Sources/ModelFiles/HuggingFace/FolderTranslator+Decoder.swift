/// What most families share: sizes, the embedding and the head, and a list of names for each layer.
extension FolderTranslator {
  /// The sizes of a decoder, as they stand in the configuration.
  struct Shape {
    var layers: Int
    var width: Int
    var heads: Int
    var keyValueHeads: Int
    var headWidth: Int
    var vocabulary: Int
    var contextLimit: Int
  }

  /// Begins a decoder with SiLU gates, one rotation and the usual names for all of it.
  func beginDecoder(_ architecture: String) throws(ModelFileError) -> Shape {
    begin(architecture)
    try requireActivation()
    let shape = try shape()
    try epsilon()
    try rotation(shape)
    return shape
  }

  /// Reads the sizes and sets their keys.
  ///
  /// `setsInner` tells whether `intermediate_size` is one number that becomes `feed_forward_length`.
  func shape(setsInner: Bool = true) throws(ModelFileError) -> Shape {
    let width = try config.count("hidden_size")
    let heads = try config.count("num_attention_heads")
    let layers = try config.count("num_hidden_layers")
    guard layers <= tensors.count else {
      throw config.failure(
        .invalid, "num_hidden_layers", expected: "at most the folder's \(tensors.count) tensors",
        found: "\(layers)")
    }
    let shape = Shape(
      layers: layers, width: width, heads: heads,
      keyValueHeads: try config.countIfPresent("num_key_value_heads")
        ?? config.defaults["num_key_value_heads"].map { Int($0) } ?? heads,
      headWidth: try headWidth(width: width, heads: heads),
      vocabulary: try config.count("vocab_size"),
      contextLimit: try config.count("max_position_embeddings"))
    set("vocab_size", shape.vocabulary)
    set("context_length", shape.contextLimit)
    set("embedding_length", width)
    set("block_count", layers)
    if setsInner { set("feed_forward_length", try config.count("intermediate_size")) }
    set("attention.head_count", heads)
    set("attention.head_count_kv", shape.keyValueHeads)
    set("attention.key_length", shape.headWidth)
    set("attention.value_length", shape.headWidth)
    return shape
  }

  /// `head_dim` where there is one: dividing is wrong for many models, and then never noticed.
  private func headWidth(width: Int, heads: Int) throws(ModelFileError) -> Int {
    if let headWidth = try config.countIfPresent("head_dim") { return headWidth }
    if let fallback = config.defaults["head_dim"] { return Int(fallback) }
    guard width % heads == 0 else {
      throw config.failure(
        .missing, "head_dim", expected: "the key, as \(width) is no multiple of \(heads) heads",
        found: "no such key")
    }
    return width / heads
  }

  /// The constant of the norms, from the key that the family has for it.
  func epsilon(_ key: String = "rms_norm_eps") throws(ModelFileError) {
    set("attention.layer_norm_rms_epsilon", try config.positive(key))
  }

  /// Refuses another function in the feed-forward part than the family's mapping takes.
  func requireActivation(
    _ keys: [String] = ["hidden_act"], _ accepted: [String] = ["silu", "swish"]
  ) throws(ModelFileError) {
    for key in keys {
      guard let name = try config.textIfPresent(key), !accepted.contains(name) else { continue }
      throw config.failure(
        .unsupportedType, key, expected: accepted[0], found: Printable.quoted(name))
    }
  }

  /// The tensors outside the layers.
  func embeddingAndHead(
    norm: String = "model.norm", normOffset: Float = 0, tiedByDefault: Bool = false
  ) throws(ModelFileError) {
    try add("token_embd.weight", from: "model.embed_tokens.weight")
    try add("output_norm.weight", from: norm + ".weight", offset: normOffset)
    if try config.flag("tie_word_embeddings", default: tiedByDefault) {
      tensors.ignore("lm_head.weight")
    } else {
      try add("output.weight", from: "lm_head.weight")
    }
  }

  /// Which layers see a window only, by `layer_types`; nil where the key is absent.
  func slidingLayers(_ shape: Shape) throws(ModelFileError) -> [Bool]? {
    guard let types = try config.textsIfPresent("layer_types") else { return nil }
    guard types.count >= shape.layers else {
      throw config.failure(
        .mismatch, "layer_types", expected: "\(shape.layers) types", found: "\(types.count)")
    }
    return try types.prefix(shape.layers).map { type throws(ModelFileError) in
      switch type {
      case "sliding_attention": return true
      case "full_attention": return false
      default:
        throw config.failure(
          .unsupportedType, "layer_types", expected: "sliding_attention or full_attention",
          found: Printable.quoted(type))
      }
    }
  }

  /// The window; where the configuration is silent, the makers' usual one, where it says null, none.
  func window(usual: Int?) throws(ModelFileError) -> Int? {
    config.names("sliding_window") ? try config.countIfPresent("sliding_window") : usual
  }

  /// Sets the window and the layers that have it; nothing where no layer has one.
  func setWindow(_ window: Int?, layers: [Bool]) {
    guard let window, layers.contains(true) else { return }
    set("attention.sliding_window", window)
    set("attention.sliding_window_pattern", layers)
  }

  // MARK: - Layers

  /// A tensor of every layer: its GGUF name and its own, without prefixes and `.weight`.
  struct LayerName {
    let name: String
    let source: String
    var hasWeight = true
    var hasBias = false
    var offset: Float = 0
    /// The heads whose rows a GGUF file permutes.
    var permutedHeads: Int?

    init(
      _ name: String, _ source: String, bias: Bool = false, offset: Float = 0,
      permutedHeads: Int? = nil
    ) {
      self.name = name
      self.source = source
      self.hasBias = bias
      self.offset = offset
      self.permutedHeads = permutedHeads
    }
  }

  func layer(_ index: Int, _ names: [LayerName]) throws(ModelFileError) {
    for tensor in names {
      let source = "model.layers.\(index).\(tensor.source)"
      let name = "blk.\(index).\(tensor.name)"
      try add(
        name + ".weight", from: source + ".weight", offset: tensor.offset,
        permutedHeads: tensor.permutedHeads)
      if tensor.hasBias {
        try add(name + ".bias", from: source + ".bias", permutedHeads: tensor.permutedHeads)
      }
    }
  }

  /// Query, key, value and output under their usual names.
  ///
  /// `permuting` tells whether a GGUF file of the family permutes the rows of q and k.
  func attentionNames(
    _ shape: Shape, permuting: Bool = false, bias: Bool = false, outputBias: Bool? = nil
  ) -> [LayerName] {
    [
      LayerName(
        "attn_q", "self_attn.q_proj", bias: bias, permutedHeads: permuting ? shape.heads : nil),
      LayerName(
        "attn_k", "self_attn.k_proj", bias: bias,
        permutedHeads: permuting ? shape.keyValueHeads : nil),
      LayerName("attn_v", "self_attn.v_proj", bias: bias),
      LayerName("attn_output", "self_attn.o_proj", bias: outputBias ?? bias),
    ]
  }

  /// Norms of queries and keys.
  func headNormNames(
    _ query: String = "self_attn.q_norm", _ key: String = "self_attn.k_norm", offset: Float = 0
  ) -> [LayerName] {
    [
      LayerName("attn_q_norm", query, offset: offset),
      LayerName("attn_k_norm", key, offset: offset),
    ]
  }

  /// The gated feed-forward part under its usual names.
  func feedForwardNames(bias: Bool = false) -> [LayerName] {
    [
      LayerName("ffn_gate", "mlp.gate_proj", bias: bias),
      LayerName("ffn_up", "mlp.up_proj", bias: bias),
      LayerName("ffn_down", "mlp.down_proj", bias: bias),
    ]
  }

  /// The two norms before the halves of a layer.
  var preNormNames: [LayerName] {
    [
      LayerName("attn_norm", "input_layernorm"),
      LayerName("ffn_norm", "post_attention_layernorm"),
    ]
  }

  /// The two norms behind the halves of a layer.
  var postNormNames: [LayerName] {
    [
      LayerName("post_attention_norm", "post_attention_layernorm"),
      LayerName("post_ffw_norm", "post_feedforward_layernorm"),
    ]
  }
}
