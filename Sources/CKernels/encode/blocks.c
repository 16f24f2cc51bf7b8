// Blocks of 32: one scale, perhaps a minimum.
#include "encode.h"
#pragma clang fp contract(off)

static void put_nibbles(const uint8_t quants[32], uint8_t out[16]) {
  for (int i = 0; i < 16; i++)
    out[i] = (uint8_t)((quants[i] & 15) | (quants[i + 16] & 15) << 4);
}

static void put_fifth_bits(const uint8_t quants[32], uint8_t out[4]) {
  memset(out, 0, 4);
  for (int i = 0; i < 32; i++) out[i / 8] |= (uint8_t)((quants[i] >> 4) << i % 8);
}

/// A symmetric block's scale as a half, and its quants by that scale.
OD_INLINE uint16_t symmetric(const float *x, const float *w, float levels, uint8_t quants[32]) {
  od_group g = od_group_of(x, w, 4);
  uint16_t scale = od_float_to_half(od_fit_scale(&g, 4, levels));
  od_affine a = {od_half_to_float(scale), 0};
  if (od_half_is_finite(scale)) od_quants(&g, 4, a, -levels, levels - 1, levels, quants);
  return scale;
}

OD_INLINE int affine(const float *x, const float *w, float top, uint16_t *scale, uint16_t *minimum,
                     uint8_t quants[32]) {
  od_group g = od_group_of(x, w, 4);
  od_affine a = od_fit_affine(&g, 4, top, 0);
  *scale = od_float_to_half(a.scale);
  *minimum = od_float_to_half(a.minimum);
  if (!od_half_is_finite(*scale) || !od_half_is_finite(*minimum)) return 0;
  a = (od_affine){od_half_to_float(*scale), od_half_to_float(*minimum)};
  od_quants(&g, 4, a, 0, top, 0, quants);
  return 1;
}

/// Largest magnitude over 127, and nearest quants: with levels this fine a search finds nothing.
int od_encode_q8_0(const float *x, const float *w, void *out) {
  (void)w;
  od_block_q8_0 *b = out;
  float largest = 0;
  for (int i = 0; i < 32; i++) largest = fabsf(x[i]) > largest ? fabsf(x[i]) : largest;
  float scale = largest / 127, inverse = od_inverse(scale);
  b->scale = od_float_to_half(scale);
  for (int i = 0; i < 32; i++) b->quants[i] = (int8_t)roundf(x[i] * inverse);
  return od_half_is_finite(b->scale);
}

int od_encode_q4_0(const float *x, const float *w, void *out) {
  od_block_q4_0 *b = out;
  uint8_t quants[32] = {0};
  b->scale = symmetric(x, w, 8, quants);
  put_nibbles(quants, b->quants);
  return od_half_is_finite(b->scale);
}

int od_encode_q5_0(const float *x, const float *w, void *out) {
  od_block_q5_0 *b = out;
  uint8_t quants[32] = {0};
  b->scale = symmetric(x, w, 16, quants);
  put_nibbles(quants, b->quants);
  put_fifth_bits(quants, b->high);
  return od_half_is_finite(b->scale);
}

int od_encode_q4_1(const float *x, const float *w, void *out) {
  od_block_q4_1 *b = out;
  uint8_t quants[32] = {0};
  int fits = affine(x, w, 15, &b->scale, &b->minimum, quants);
  put_nibbles(quants, b->quants);
  return fits;
}

int od_encode_q5_1(const float *x, const float *w, void *out) {
  od_block_q5_1 *b = out;
  uint8_t quants[32] = {0};
  int fits = affine(x, w, 31, &b->scale, &b->minimum, quants);
  put_nibbles(quants, b->quants);
  put_fifth_bits(quants, b->high);
  return fits;
}
