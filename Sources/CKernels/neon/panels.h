#pragma once
#include "weights.h"
#include "../scalar/scalar.h"
#if defined(__aarch64__)

// What all packed panels of 16 outputs share: the way through the weight's rows, and how sums of
// integers meet their scales. A file that includes this packs and multiplies the quants.

/// k of a slice of the panel that stays in the L1 cache while rows of activations pass: 16 KiB at
/// most.
enum { SLICE = 512 };

/// Scales and minimums of one block of four rows.
OD_NEON_INLINE void pack_scales(kind kind, const char *const rows[4], size_t at, size_t b,
                                const super_scales *super, float *scales, float *minimums) {
  vst1q_f32(scales, block_scales(kind, super, rows, at, b));
#pragma clang loop unroll(full)
  for (int half = 0; half < minimums_per_block(kind); half++)
    vst1q_f32(minimums + half * OD_PANEL_ROWS, block_minimums(kind, super, rows, at, b, half));
}

/// `out[16] += number * (factors * scale)`
OD_NEON_INLINE void add_scaled(const float *factors, float scale, const float32x4_t numbers[4],
                               float *out) {
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++)
    vst1q_f32(out + 4 * i, vfmaq_f32(vld1q_f32(out + 4 * i), numbers[i],
                                     vmulq_n_f32(vld1q_f32(factors + 4 * i), scale)));
}

OD_NEON_INLINE void add_minimum(const float *minimums, float scale, int32_t sum, float *out) {
  float32x4_t number = vdupq_n_f32((float)sum);
  add_scaled(minimums, scale, (float32x4_t[]){number, number, number, number}, out);
}

/// Adds a block's exact sums of 16 outputs times row `row` of x, and its minimums, to `out`.
OD_NEON_INLINE void add_block(int minimums_per_block, const od_panel *panel,
                              const od_quantized_rows *x, size_t row, size_t block,
                              const int32x4_t sums[4], float *out) {
  size_t at = row * (x->k / 32) + block;
  float scale = x->scales[at];
  float32x4_t numbers[4];
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++) numbers[i] = vcvtq_f32_s32(sums[i]);
  add_scaled(panel->scales + block * OD_PANEL_ROWS, scale, numbers, out);
  if (minimums_per_block == 0) return;
  const float *minimums = panel->minimums + block * (size_t)minimums_per_block * OD_PANEL_ROWS;
  int32_t total = x->sums[at];
  if (minimums_per_block == 2) {
    int32_t first = vaddlvq_s8(vld1q_s8(x->quants + row * x->k + 32 * block));
    add_minimum(minimums, scale, first, out);
    minimums += OD_PANEL_ROWS;
    total -= first;
  }
  add_minimum(minimums, scale, total, out);
}
#endif
