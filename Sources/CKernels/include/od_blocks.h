#pragma once
#include <stddef.h>
#include <stdint.h>

// Element types of GGUF files and the layout of their blocks.
//
// A row of `k` elements is `k / block_length` blocks, one after the other, without padding. Scales
// are IEEE half precision, kept as bits. Source: the GGUF specification and ggml's block structs.

enum {
  OD_F32 = 0,
  OD_F16 = 1,
  OD_Q4_0 = 2,
  OD_Q4_1 = 3,
  OD_Q5_0 = 6,
  OD_Q5_1 = 7,
  OD_Q8_0 = 8,
  OD_BF16 = 30,
  /// One more than the largest type number that a kernel table has room for.
  OD_TYPE_COUNT = 44,
};

/// 32 signed bytes and their scale: `w = scale * quant`.
typedef struct {
  uint16_t scale;
  int8_t quants[32];
} od_block_q8_0;

/// 32 nibbles and their scale: `w = scale * (nibble - 8)`. Byte `i` holds element `i` in its low
/// half and element `i + 16` in its high half.
typedef struct {
  uint16_t scale;
  uint8_t quants[16];
} od_block_q4_0;

_Static_assert(sizeof(od_block_q8_0) == 34 && _Alignof(od_block_q8_0) == 2, "q8_0 layout");
_Static_assert(sizeof(od_block_q4_0) == 18 && _Alignof(od_block_q4_0) == 2, "q4_0 layout");
_Static_assert(offsetof(od_block_q8_0, quants) == 2, "q8_0 scale comes first");
_Static_assert(offsetof(od_block_q4_0, quants) == 2, "q4_0 scale comes first");

typedef struct {
  uint32_t type;          // the number in GGUF files
  const char *_Nonnull name;  // as GGUF tools spell it: "q8_0"
  uint32_t block_length;  // elements
  uint32_t block_bytes;
} od_type_layout;

/// The layout of a type, or NULL when no file may use that number.
const od_type_layout *_Nullable od_type_layout_of(uint32_t type);

/// Every known layout, in order of type number.
const od_type_layout *_Nonnull od_type_layouts(size_t *_Nonnull count);
