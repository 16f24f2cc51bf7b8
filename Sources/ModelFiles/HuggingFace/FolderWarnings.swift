/// Keys of a configuration that nobody read, told apart: those that change no number are passed
/// over, of the others the user is told.
enum FolderWarnings {
  static func unread(_ config: FolderConfig) -> [String] {
    let left = config.keys.filter { key in
      !config.read.contains(key) && !harmless.contains(key) && asksForSomething(config, key)
    }
    guard !left.isEmpty else { return [] }
    let names = left.prefix(5).map(Printable.quoted).joined(separator: ", ")
    return ["config.json has keys that are not known and not regarded: \(names)"]
  }

  /// Whether a value is more than a switch that is off.
  private static func asksForSomething(_ config: FolderConfig, _ key: String) -> Bool {
    guard let value = config.value(key) else { return false }
    if let flag = value.bool { return flag }
    if let number = value.number { return number != 0 }
    if let elements = value.array { return !elements.isEmpty }
    if let object = value.object { return !object.isEmpty }
    return true
  }

  /// What concerns training, other tools, or is read elsewhere.
  private static let harmless: Set<String> = [
    "architectures", "model_type", "transformers_version", "torch_dtype", "dtype", "use_cache",
    "initializer_range", "attention_dropout", "hidden_dropout", "residual_dropout",
    "hidden_dropout_prob", "attention_probs_dropout_prob", "resid_pdrop", "embd_pdrop",
    "bos_token_id", "eos_token_id", "pad_token_id", "eod_token_id", "unk_token_id",
    "decoder_start_token_id", "sep_token_id", "im_start_id", "im_end_id", "text_id",
    "_name_or_path", "auto_map", "pretraining_tp", "output_router_logits",
    "num_nextn_predict_layers",
    "router_aux_loss_coef", "aux_loss_alpha", "seq_aux", "output_attentions",
    "output_hidden_states", "return_dict", "keys_to_ignore_at_inference", "is_encoder_decoder",
    "torchscript", "chunk_size_feed_forward", "unsloth_fixed", "unsloth_version",
    "cache_implementation",
    "_attn_implementation", "attn_implementation", "initial_context_length", "ep_size",
    "name_or_path", "license", "embedding_initializer_range", "fuse_attention_qkv",
    "tie_word_embeddings", "use_bidirectional_attention", "token_mixer_type",
    "_sliding_window_pattern",
    "cohere_tokenizer", "use_flash_attention_2", "use_flash_attention", "flash_attention",
  ]
}
