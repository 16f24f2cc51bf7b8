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
  OD_Q2_K = 10,
  OD_Q3_K = 11,
  OD_Q4_K = 12,
  OD_Q5_K = 13,
  OD_Q6_K = 14,
  OD_IQ4_NL = 20,
  OD_IQ4_XS = 23,
  OD_BF16 = 30,
  OD_MXFP4 = 39,
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

/// `w = scale * nibble + minimum`, nibbles as in q4_0.
typedef struct {
  uint16_t scale, minimum;
  uint8_t quants[16];
} od_block_q4_1;

/// `w = scale * (quant - 16)`: nibbles as in q4_0, and bit `i` of `high` is the fifth of element `i`.
typedef struct {
  uint16_t scale;
  uint8_t high[4];
  uint8_t quants[16];
} od_block_q5_0;

/// `w = scale * quant + minimum`, quants as in q5_0.
typedef struct {
  uint16_t scale, minimum;
  uint8_t high[4];
  uint8_t quants[16];
} od_block_q5_1;

// Super-blocks hold 256 elements: 8 blocks `b` of 32, or 16 halves `h` of 16 with a scale each.

/// `w = scale * (scales[h] & 15) * quant - minimum * (scales[h] >> 4)`. Two bits: byte
/// `32 * (b / 4) + i` holds element `i` of block `b` from bit `2 * (b % 4)` on.
typedef struct {
  uint8_t scales[16];
  uint8_t quants[64];
  uint16_t scale, minimum;
} od_block_q2_k;

/// `w = scale * (scales[h] - 32) * (quant - 4)`. Low two bits as in q2_K; bit `b` of `high[i]` is the
/// third of element `i` of block `b`. Scales of six bits: the low four of `h` and `h + 8` share byte
/// `h`, the upper two of `h` lie in byte `8 + h % 4` from bit `2 * (h / 4)` on.
typedef struct {
  uint8_t high[32];
  uint8_t quants[64];
  uint8_t scales[12];
  uint16_t scale;
} od_block_q3_k;

/// `w = scale * scales[b] * nibble - minimum * minimums[b]`. Byte `32 * (b / 2) + i` holds element
/// `i` of an even block in its low half, of the odd one after it in its high half. Scales and
/// minimums of six bits: bytes 0 to 3 and 4 to 7 hold those of blocks 0 to 3; bytes 8 to 11 the low
/// four bits of blocks 4 to 7 (scale low, minimum high), whose upper two lie above the first eight.
typedef struct {
  uint16_t scale, minimum;
  uint8_t scales[12];
  uint8_t quants[128];
} od_block_q4_k;

/// As q4_K, and bit `b` of `high[i]` is the fifth of element `i` of block `b`.
typedef struct {
  uint16_t scale, minimum;
  uint8_t scales[12];
  uint8_t high[32];
  uint8_t quants[128];
} od_block_q5_k;

/// `w = scale * scales[h] * (quant - 32)`. Of block `b`, byte `64 * (b / 4) + 32 * (b % 2) + i` holds
/// the low four bits of element `i` (low half for `b % 4 < 2`), byte `32 * (b / 4) + i` of `high` the
/// upper two from bit `2 * (b % 4)` on.
typedef struct {
  uint8_t low[128];
  uint8_t high[64];
  int8_t scales[16];
  uint16_t scale;
} od_block_q6_k;

/// `w = scale * table[nibble]` with the sixteen numbers of `od_iq4_numbers`.
typedef struct {
  uint16_t scale;
  uint8_t quants[16];
} od_block_iq4_nl;

/// `w = scale * (scales[b] - 32) * table[nibble]`; block `b` is 16 bytes as in iq4_nl. The low four
/// bits of a scale lie in half `b % 2` of byte `b / 2`, the upper two in `high` from bit `2 b` on.
typedef struct {
  uint16_t scale;
  uint16_t high;
  uint8_t low[4];
  uint8_t quants[128];
} od_block_iq4_xs;

/// `w = 2^(exponent - 128) * table[nibble]`: twice the four-bit floats (E2M1) of the OCP
/// microscaling specification, nibbles as in q4_0.
typedef struct {
  uint8_t exponent;
  uint8_t quants[16];
} od_block_mxfp4;

_Static_assert(sizeof(od_block_q8_0) == 34 && _Alignof(od_block_q8_0) == 2, "q8_0 layout");
_Static_assert(sizeof(od_block_q4_0) == 18 && _Alignof(od_block_q4_0) == 2, "q4_0 layout");
_Static_assert(offsetof(od_block_q8_0, quants) == 2, "q8_0 scale comes first");
_Static_assert(offsetof(od_block_q4_0, quants) == 2, "q4_0 scale comes first");
_Static_assert(sizeof(od_block_q4_1) == 20 && sizeof(od_block_q5_0) == 22, "q4_1, q5_0 layout");
_Static_assert(sizeof(od_block_q5_1) == 24 && sizeof(od_block_mxfp4) == 17, "q5_1, mxfp4 layout");
_Static_assert(sizeof(od_block_q2_k) == 84 && sizeof(od_block_q3_k) == 110, "q2_K, q3_K layout");
_Static_assert(sizeof(od_block_q4_k) == 144 && sizeof(od_block_q5_k) == 176, "q4_K, q5_K layout");
_Static_assert(sizeof(od_block_q6_k) == 210 && sizeof(od_block_iq4_xs) == 136, "q6_K, iq4_xs layout");

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
