// Weights of every type: each bit pattern of the integers, scales as the mode says.
#include "check.h"

const uint32_t quantised_types[13] = {OD_Q8_0, OD_Q4_0, OD_Q4_1, OD_Q5_0,   OD_Q5_1,
                                      OD_Q2_K, OD_Q3_K, OD_Q4_K, OD_Q5_K,   OD_Q6_K,
                                      OD_IQ4_NL, OD_IQ4_XS, OD_MXFP4};
const uint32_t float_types[3] = {OD_F32, OD_F16, OD_BF16};

size_t row_bytes_of(uint32_t type, size_t columns) {
  const od_type_layout *layout = od_type_layout_of(type);
  return columns / layout->block_length * layout->block_bytes;
}

size_t block_length_of(uint32_t type) { return od_type_layout_of(type)->block_length; }

const char *name_of(uint32_t type) { return od_type_layout_of(type)->name; }

/// Where a block keeps its numbers of half precision, -1 past the last.
static void half_offsets(uint32_t type, int offsets[3]) {
  offsets[0] = offsets[1] = offsets[2] = -1;
  switch (type) {
    case OD_F32: case OD_BF16: case OD_MXFP4: return;
    case OD_Q4_1: case OD_Q5_1: case OD_Q4_K: case OD_Q5_K: offsets[0] = 0, offsets[1] = 2; return;
    case OD_Q2_K: offsets[0] = 80, offsets[1] = 82; return;
    case OD_Q3_K: offsets[0] = 108; return;
    case OD_Q6_K: offsets[0] = 208; return;
    default: offsets[0] = 0;
  }
}

static uint16_t half_of(generator *g, weight_mode mode) {
  static const uint16_t tiny[] = {0, 0x8000, 1, 0x8001, 0x3ff, 0x83ff, 0x200, 0x400, 0x2400};
  switch (mode) {
    case EXTREME: return below(g, 4) ? 0x3c00 : 0xbc00;
    case TINY_SCALES: return tiny[below(g, sizeof tiny / sizeof tiny[0])];
    default:  // between 2^-6 and 2, either sign
      return (uint16_t)(below(g, 2) << 15 | (9 + below(g, 7)) << 10 | below(g, 1024));
  }
}

static void write_block(generator *g, uint32_t type, unsigned char *block, weight_mode mode) {
  static const uint8_t extremes[] = {0x80, 0x7f, 0x81, 0xff, 0, 0x0f, 0xf0};
  size_t bytes = od_type_layout_of(type)->block_bytes;
  int uniform = below(g, 2) == 0;  // a whole block of one extreme, or a mixture
  uint8_t one = extremes[below(g, sizeof extremes)];
  for (size_t i = 0; i < bytes; i++)
    block[i] = mode != EXTREME ? (uint8_t)next(g)
               : uniform       ? one
                               : extremes[below(g, sizeof extremes)];
  if (type == OD_F32 || type == OD_BF16) {
    uint32_t bits = od_bits(between(g, -1, 1));
    if (mode == TINY_SCALES) bits &= 0x807fffffu;  // subnormal
    if (mode == ANY_BITS) bits = (uint32_t)next(g);
    if (type == OD_F32) memcpy(block, &bits, 4);
    if (type == OD_BF16) memcpy(block, (char *)&bits + 2, 2);
    return;
  }
  if (mode == ANY_BITS) return;
  if (type == OD_MXFP4) {
    block[0] = (uint8_t)(mode == TINY_SCALES ? below(g, 4) : 118 + below(g, 9));
    return;
  }
  int offsets[3];
  half_offsets(type, offsets);
  for (int i = 0; offsets[i] >= 0; i++) {
    uint16_t half = half_of(g, mode);
    memcpy(block + offsets[i], &half, 2);
  }
}

const void *random_weights(generator *g, uint32_t type, size_t rows, size_t columns,
                           size_t row_bytes, weight_mode mode) {
  size_t natural = row_bytes_of(type, columns), bytes = od_type_layout_of(type)->block_bytes;
  unsigned char *w = guard((rows - 1) * row_bytes + natural, 0).bytes;
  for (size_t row = 0; row < rows; row++)
    for (size_t at = 0; at < natural; at += bytes)
      write_block(g, type, w + row * row_bytes + at, mode);
  return w;
}
