// Packed panels where blocks of 2 x 8 bytes are multiplied at once (ARMv8.6's `smmla`): half a block
// is [2 groups][8 pairs of outputs][2][8 k]. A vector of sums belongs to a pair of rows of
// activations and a pair of outputs.
#include "panels.h"
#if defined(__aarch64__)
#define SET i8mm
#define TARGET OD_I8MM
#define INLINE OD_I8MM_INLINE

INLINE void interleave(const int8x16_t rows[4], int8_t *half, size_t row) {
#pragma clang loop unroll(full)
  for (size_t pair = 0; pair < 2; pair++) {
    int64x2_t first = vreinterpretq_s64_s8(rows[2 * pair]);
    int64x2_t second = vreinterpretq_s64_s8(rows[2 * pair + 1]);
    int8_t *to = half + (row + 2 * pair) * 8;
    vst1q_s8(to, vreinterpretq_s8_s64(vzip1q_s64(first, second)));
    vst1q_s8(to + 8 * OD_PANEL_ROWS, vreinterpretq_s8_s64(vzip2q_s64(first, second)));
  }
}

/// `sums[2 * p + q / 4][q % 4]` is of pair `p` of rows and pair `q` of outputs. A row without a
/// second is its own.
INLINE void add_half(int C, const int8_t *weights, const int8_t *x, size_t x_stride,
                     int32x4_t sums[4][4]) {
  int64x2_t rows[4];
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) rows[c] = vreinterpretq_s64_s8(vld1q_s8(x + (size_t)c * x_stride));
#pragma clang loop unroll(full)
  for (int group = 0; group < 2; group++) {
    int8x16_t activations[2];
#pragma clang loop unroll(full)
    for (int p = 0; p < (C + 1) / 2; p++) {
      int64x2_t first = rows[2 * p], second = rows[2 * p + 1 < C ? 2 * p + 1 : 2 * p];
      activations[p] = vreinterpretq_s8_s64(group ? vzip2q_s64(first, second)
                                                  : vzip1q_s64(first, second));
    }
#pragma clang loop unroll(full)
    for (int q = 0; q < 8; q++) {
      int8x16_t w = vld1q_s8(weights + group * 8 * OD_PANEL_ROWS + 16 * q);
#pragma clang loop unroll(full)
      for (int p = 0; p < (C + 1) / 2; p++)
        sums[2 * p + q / 4][q % 4] = vmmlaq_s32(sums[2 * p + q / 4][q % 4], activations[p], w);
    }
  }
}

INLINE void in_order(int C, int32x4_t sums[4][4]) {
#pragma clang loop unroll(full)
  for (int p = 0; p < (C + 1) / 2; p++) {
    int64x2_t pairs[8];
#pragma clang loop unroll(full)
    for (int q = 0; q < 8; q++) pairs[q] = vreinterpretq_s64_s32(sums[2 * p + q / 4][q % 4]);
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) {
      sums[2 * p][i] = vreinterpretq_s32_s64(vzip1q_s64(pairs[2 * i], pairs[2 * i + 1]));
      sums[2 * p + 1][i] = vreinterpretq_s32_s64(vzip2q_s64(pairs[2 * i], pairs[2 * i + 1]));
    }
  }
}

#include "panels_int8.h"
#endif
