#pragma once
#include "../internal.h"

// Every quantised type as blocks of 32 integers: all that a product needs to know of a type.
//
// `w[i] = scale * quants[i] + minimums[i / 16]`. Scale and minimums are exact in single precision
// (11 bits of a half times at most 8), and so is `scale * quants[i]`, so that a number is rounded
// once however it is computed. Where halves have scales of their own, the integer scale is already
// multiplied into the quants.
typedef struct {
  int16_t quants[32];
  float scale;
  float minimums[2];
} od_unpacked;

/// What the sixteen nibbles of iq4_nl and iq4_xs stand for.
static const int8_t od_iq4_numbers[16] = {-127, -104, -83, -65, -49, -35, -22, -10,
                                          1,    13,   25,  38,  53,  69,  89,  113};

/// Twice the values of E2M1, so that all are whole.
static const int8_t od_mxfp4_numbers[16] = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

/// 2^(exponent - 128), subnormal for 0 and 1.
static inline float od_mxfp4_scale(uint8_t exponent) {
  return od_from_bits(exponent < 2 ? 0x200000u << exponent : (uint32_t)(exponent - 1) << 23);
}

/// Nibble `i` of 16 bytes: elements 0 to 15 are low halves, 16 to 31 high ones.
static inline int od_nibble(const uint8_t *bytes, size_t i) {
  return i < 16 ? bytes[i] & 15 : bytes[i - 16] >> 4;
}

static inline int od_bit(const uint8_t *bytes, size_t i) { return bytes[i / 8] >> (i % 8) & 1; }

static inline void od_unpack_q8_0(const void *row, size_t block, od_unpacked *out) {
  const od_block_q8_0 *b = (const od_block_q8_0 *)row + block;
  for (size_t i = 0; i < 32; i++) out->quants[i] = b->quants[i];
  out->scale = od_half_to_float(b->scale);
}

static inline void od_unpack_q4_0(const void *row, size_t block, od_unpacked *out) {
  const od_block_q4_0 *b = (const od_block_q4_0 *)row + block;
  for (size_t i = 0; i < 32; i++) out->quants[i] = (int16_t)(od_nibble(b->quants, i) - 8);
  out->scale = od_half_to_float(b->scale);
}

static inline void od_unpack_q4_1(const void *row, size_t block, od_unpacked *out) {
  const od_block_q4_1 *b = (const od_block_q4_1 *)row + block;
  for (size_t i = 0; i < 32; i++) out->quants[i] = (int16_t)od_nibble(b->quants, i);
  out->scale = od_half_to_float(b->scale);
  out->minimums[0] = out->minimums[1] = od_half_to_float(b->minimum);
}

static inline void od_unpack_q5_0(const void *row, size_t block, od_unpacked *out) {
  const od_block_q5_0 *b = (const od_block_q5_0 *)row + block;
  for (size_t i = 0; i < 32; i++)
    out->quants[i] = (int16_t)((od_nibble(b->quants, i) | od_bit(b->high, i) << 4) - 16);
  out->scale = od_half_to_float(b->scale);
}

static inline void od_unpack_q5_1(const void *row, size_t block, od_unpacked *out) {
  const od_block_q5_1 *b = (const od_block_q5_1 *)row + block;
  for (size_t i = 0; i < 32; i++)
    out->quants[i] = (int16_t)(od_nibble(b->quants, i) | od_bit(b->high, i) << 4);
  out->scale = od_half_to_float(b->scale);
  out->minimums[0] = out->minimums[1] = od_half_to_float(b->minimum);
}

static inline void od_unpack_q2_k(const void *row, size_t block, od_unpacked *out) {
  const od_block_q2_k *s = (const od_block_q2_k *)row + block / 8;
  size_t b = block % 8;
  const uint8_t *bytes = s->quants + 32 * (b / 4), *scales = s->scales + 2 * b;
  for (size_t i = 0; i < 32; i++)
    out->quants[i] = (int16_t)((bytes[i] >> 2 * (b % 4) & 3) * (scales[i / 16] & 15));
  out->scale = od_half_to_float(s->scale);
  float minimum = -od_half_to_float(s->minimum);
  for (size_t half = 0; half < 2; half++)
    out->minimums[half] = minimum * (float)(scales[half] >> 4);
}

/// Scale `half` of 16, -32 ... 31.
static inline int od_q3_k_scale(const uint8_t scales[12], size_t half) {
  int low = half < 8 ? scales[half] & 15 : scales[half - 8] >> 4;
  return (low | (scales[8 + half % 4] >> 2 * (half / 4) & 3) << 4) - 32;
}

static inline void od_unpack_q3_k(const void *row, size_t block, od_unpacked *out) {
  const od_block_q3_k *s = (const od_block_q3_k *)row + block / 8;
  size_t b = block % 8;
  const uint8_t *bytes = s->quants + 32 * (b / 4);
  for (size_t i = 0; i < 32; i++) {
    int quant = (bytes[i] >> 2 * (b % 4) & 3) | (s->high[i] >> b & 1) << 2;
    out->quants[i] = (int16_t)((quant - 4) * od_q3_k_scale(s->scales, 2 * b + i / 16));
  }
  out->scale = od_half_to_float(s->scale);
}

/// Scale and minimum of block `b` of 8, six bits each.
static inline void od_q4_k_scales(const uint8_t scales[12], size_t b, int *scale, int *minimum) {
  if (b < 4) {
    *scale = scales[b] & 63;
    *minimum = scales[b + 4] & 63;
  } else {
    *scale = (scales[b + 4] & 15) | scales[b - 4] >> 6 << 4;
    *minimum = scales[b + 4] >> 4 | scales[b] >> 6 << 4;
  }
}

static inline void od_unpack_q4_k(const void *row, size_t block, od_unpacked *out) {
  const od_block_q4_k *s = (const od_block_q4_k *)row + block / 8;
  size_t b = block % 8;
  int scale, minimum;
  od_q4_k_scales(s->scales, b, &scale, &minimum);
  for (size_t i = 0; i < 32; i++)
    out->quants[i] = (int16_t)(s->quants[32 * (b / 2) + i] >> 4 * (b % 2) & 15);
  out->scale = od_half_to_float(s->scale) * (float)scale;
  out->minimums[0] = out->minimums[1] = -od_half_to_float(s->minimum) * (float)minimum;
}

static inline void od_unpack_q5_k(const void *row, size_t block, od_unpacked *out) {
  const od_block_q5_k *s = (const od_block_q5_k *)row + block / 8;
  size_t b = block % 8;
  int scale, minimum;
  od_q4_k_scales(s->scales, b, &scale, &minimum);
  for (size_t i = 0; i < 32; i++)
    out->quants[i] = (int16_t)((s->quants[32 * (b / 2) + i] >> 4 * (b % 2) & 15) |
                               (s->high[i] >> b & 1) << 4);
  out->scale = od_half_to_float(s->scale) * (float)scale;
  out->minimums[0] = out->minimums[1] = -od_half_to_float(s->minimum) * (float)minimum;
}

static inline void od_unpack_q6_k(const void *row, size_t block, od_unpacked *out) {
  const od_block_q6_k *s = (const od_block_q6_k *)row + block / 8;
  size_t b = block % 8;
  const uint8_t *low = s->low + 64 * (b / 4) + 32 * (b % 2), *high = s->high + 32 * (b / 4);
  for (size_t i = 0; i < 32; i++) {
    int quant = (low[i] >> 4 * (b % 4 / 2) & 15) | (high[i] >> 2 * (b % 4) & 3) << 4;
    out->quants[i] = (int16_t)((quant - 32) * s->scales[2 * b + i / 16]);
  }
  out->scale = od_half_to_float(s->scale);
}

static inline void od_unpack_iq4_nl(const void *row, size_t block, od_unpacked *out) {
  const od_block_iq4_nl *b = (const od_block_iq4_nl *)row + block;
  for (size_t i = 0; i < 32; i++) out->quants[i] = od_iq4_numbers[od_nibble(b->quants, i)];
  out->scale = od_half_to_float(b->scale);
}

static inline void od_unpack_iq4_xs(const void *row, size_t block, od_unpacked *out) {
  const od_block_iq4_xs *s = (const od_block_iq4_xs *)row + block / 8;
  size_t b = block % 8;
  int scale = (s->low[b / 2] >> 4 * (b % 2) & 15) | (s->high >> 2 * b & 3) << 4;
  for (size_t i = 0; i < 32; i++)
    out->quants[i] = od_iq4_numbers[od_nibble(s->quants + 16 * b, i)];
  out->scale = od_half_to_float(s->scale) * (float)(scale - 32);
}

static inline void od_unpack_mxfp4(const void *row, size_t block, od_unpacked *out) {
  const od_block_mxfp4 *b = (const od_block_mxfp4 *)row + block;
  for (size_t i = 0; i < 32; i++) out->quants[i] = od_mxfp4_numbers[od_nibble(b->quants, i)];
  out->scale = od_mxfp4_scale(b->exponent);
}
