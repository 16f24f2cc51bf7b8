// Products of quantised weights, as they lie in the file, with int8 activations: the part that all
// instruction sets share. Included by files that define
//   SET     the names' prefix,
//   TARGET  and INLINE, the attributes of its functions,
//   dot16, dot32: four int32 whose sum is the product of half a block, of a block.
//
// Four outputs at a time, one in each lane. The order of sums is the one of ckernels.h.
#include "weights.h"

/// Quants of four rows times a block of activations: four exact sums.
INLINE int32x4_t block_sums(kind kind, const block32 w[4], const int32_t scales[4][2], block32 x) {
  int32x4_t v[4];
#pragma clang loop unroll(full)
  for (int r = 0; r < 4; r++)
    v[r] = has_halves(kind)
               ? vmlaq_n_s32(vmulq_n_s32(dot16(w[r].half[0], x.half[0]), scales[r][0]),
                             dot16(w[r].half[1], x.half[1]), scales[r][1])
               : dot32(w[r], x);
  return vpaddq_s32(vpaddq_s32(v[0], v[1]), vpaddq_s32(v[2], v[3]));
}

/// Adds block `b` of four rows' containers times C rows of activations to `sums`.
INLINE void multiply_block(kind kind, int C, const char *const rows[4], size_t at, size_t b,
                           const super_scales *super, const od_quantized_rows *x, size_t j,
                           size_t block, float32x4_t *sums) {
  block32 weights[4];
  int32_t scales[4][2];
#pragma clang loop unroll(full)
  for (int r = 0; r < 4; r++)
#pragma clang loop unroll(full)
    for (int half = 0; half < 2; half++) {
      weights[r].half[half] = half_quants(kind, rows[r] + at, b, half);
      scales[r][half] = has_halves(kind) ? half_scale(kind, rows[r] + at, b, half) : 1;
    }
  float32x4_t weight_scales = block_scales(kind, super, rows, at, b);
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) {
    size_t row = j + (size_t)c, index = row * (x->k / 32) + block;
    block32 activations = load32(x->quants + row * x->k + 32 * block);
    float scale = x->scales[index];
    int32_t total = x->sums[index];
    int32x4_t products = block_sums(kind, weights, scales, activations);
    sums[c] = vfmaq_f32(sums[c], vcvtq_f32_s32(products), vmulq_n_f32(weight_scales, scale));
    if (minimums_per_block(kind) == 2) {
      int32_t low = vaddlvq_s8(activations.half[0]);
      sums[c] = vfmaq_f32(sums[c], vdupq_n_f32((float)low),
                          vmulq_n_f32(block_minimums(kind, super, rows, at, b, 0), scale));
      total -= low;
    }
    if (minimums_per_block(kind))
      sums[c] = vfmaq_f32(sums[c], vdupq_n_f32((float)total),
                          vmulq_n_f32(block_minimums(kind, super, rows, at, b, 1), scale));
  }
}

#define OUTPUTS 4
typedef float32x4_t vector;
#define zero_vector() vdupq_n_f32(0)
#define store_vector vst1q_f32
#define first_of(v) vgetq_lane_f32(v, 0)
#include "../shared/int8_rows.h"

#define NAMED(set, name) od_##set##_multiply_##name
#define IN_SET(set, name) NAMED(set, name)
#define MULTIPLY(name, KIND, minimums)                                                      \
  TARGET void IN_SET(SET, name)(const void *w, size_t row_bytes, size_t n,                  \
                                const od_quantized_rows *x, float *y, size_t y_stride) {    \
    multiply(KIND, w, row_bytes, n, x, y, y_stride);                                        \
  }
OD_NEON_QUANTISED(MULTIPLY)
