// Packed panels where four products of bytes are added at once (ARMv8.2's `sdot`): half a block is
// [4 groups][16 outputs][4 k].
#include "panels.h"
#if defined(__aarch64__)
#define SET dotprod
#define TARGET OD_DOTPROD
#define INLINE OD_DOTPROD_INLINE

/// Words of four rows: group g of all of them lies together.
INLINE void interleave(const int8x16_t rows[4], int8_t *half, size_t row) {
  int32x4_t v[4];
#pragma clang loop unroll(full)
  for (int r = 0; r < 4; r++) v[r] = vreinterpretq_s32_s8(rows[r]);
  int64x2_t even[2] = {vreinterpretq_s64_s32(vtrn1q_s32(v[0], v[1])),
                       vreinterpretq_s64_s32(vtrn1q_s32(v[2], v[3]))};
  int64x2_t odd[2] = {vreinterpretq_s64_s32(vtrn2q_s32(v[0], v[1])),
                      vreinterpretq_s64_s32(vtrn2q_s32(v[2], v[3]))};
  int64x2_t groups[4] = {vtrn1q_s64(even[0], even[1]), vtrn1q_s64(odd[0], odd[1]),
                         vtrn2q_s64(even[0], even[1]), vtrn2q_s64(odd[0], odd[1])};
#pragma clang loop unroll(full)
  for (size_t g = 0; g < 4; g++)
    vst1q_s8(half + (g * OD_PANEL_ROWS + row) * 4, vreinterpretq_s8_s64(groups[g]));
}

/// One group of 4 k: 16 outputs times lane `lane` of C rows of activations.
#define ADD_GROUP(lane)                                                                      \
  do {                                                                                       \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < 4; i++) {                         \
      int8x16_t w = vld1q_s8(weights + (lane) * 4 * OD_PANEL_ROWS + 16 * i);                 \
      _Pragma("clang loop unroll(full)") for (int c = 0; c < C; c++)                         \
          sums[c][i] = vdotq_laneq_s32(sums[c][i], w, activations[c], lane);                 \
    }                                                                                        \
  } while (0)

INLINE void add_half(int C, const int8_t *weights, const int8_t *x, size_t x_stride,
                     int32x4_t sums[4][4]) {
  int8x16_t activations[4];
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) activations[c] = vld1q_s8(x + (size_t)c * x_stride);
  ADD_GROUP(0);
  ADD_GROUP(1);
  ADD_GROUP(2);
  ADD_GROUP(3);
}

INLINE void in_order(int C, int32x4_t sums[4][4]) {
  (void)C;
  (void)sums;
}

#include "panels_int8.h"
#endif
