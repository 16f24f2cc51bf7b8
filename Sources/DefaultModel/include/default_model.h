#pragma once
#include <stddef.h>
#include <stdint.h>

/// The bytes of `models/default.gguf`, page aligned so that its tensors keep the alignment that
/// they have in a mapped file. Empty when the package was built without that file.
const uint8_t *_Nonnull od_default_model_bytes(void);
size_t od_default_model_byte_count(void);
