// Packed panels on any arm64 processor: 16 outputs side by side as int16, k after k.
//
// Eight products of int16 take two instructions with their sums, and so do eight of bytes, whose
// sums of 16 bits would have to be widened after every second: integer scales of halves are
// multiplied in once for all rows.
#include "panels.h"
#if defined(__aarch64__)

/// Transposes 8 x 8 int16: row r of the input becomes column r.
OD_NEON_INLINE void transpose(int16x8_t v[8]) {
  int16x8_t a[8];
  int32x4_t b[8];
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i += 2) {
    a[i] = vtrn1q_s16(v[i], v[i + 1]);
    a[i + 1] = vtrn2q_s16(v[i], v[i + 1]);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i += 4)
#pragma clang loop unroll(full)
    for (int j = 0; j < 2; j++) {
      int32x4_t upper = vreinterpretq_s32_s16(a[i + j]);
      int32x4_t lower = vreinterpretq_s32_s16(a[i + j + 2]);
      b[i + j] = vtrn1q_s32(upper, lower);
      b[i + j + 2] = vtrn2q_s32(upper, lower);
    }
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++) {
    int64x2_t left = vreinterpretq_s64_s32(b[i]), right = vreinterpretq_s64_s32(b[i + 4]);
    v[i] = vreinterpretq_s16_s64(vtrn1q_s64(left, right));
    v[i + 4] = vreinterpretq_s16_s64(vtrn2q_s64(left, right));
  }
}

/// Quants of one block of eight rows to `panel[32][16]`, from column `column` on.
OD_NEON_INLINE void pack_quants(kind kind, const char *const rows[8], size_t at, size_t b,
                                int16_t *panel, size_t column) {
#pragma clang loop unroll(full)
  for (int half = 0; half < 2; half++) {
    int16x8_t v[2][8];
#pragma clang loop unroll(full)
    for (int r = 0; r < 8; r++) {
      int8x16_t quants = half_quants(kind, rows[r] + at, b, half);
      v[0][r] = vmovl_s8(vget_low_s8(quants));
      v[1][r] = vmovl_high_s8(quants);
      if (!has_halves(kind)) continue;
      int16_t scale = (int16_t)half_scale(kind, rows[r] + at, b, half);
      v[0][r] = vmulq_n_s16(v[0][r], scale);
      v[1][r] = vmulq_n_s16(v[1][r], scale);
    }
#pragma clang loop unroll(full)
    for (int part = 0; part < 2; part++) {
      transpose(v[part]);
#pragma clang loop unroll(full)
      for (int e = 0; e < 8; e++)
        vst1q_s16(panel + (16 * half + 8 * part + e) * OD_PANEL_ROWS + column, v[part][e]);
    }
  }
}

OD_NEON_INLINE void pack(kind kind, const char *w, size_t row_bytes, size_t n, size_t k,
                         int16_t *panel, float *scales, float *minimums) {
  const char *rows[OD_PANEL_ROWS];
  for (size_t r = 0; r < OD_PANEL_ROWS; r++) rows[r] = w + (r < n ? r : n - 1) * row_bytes;
  size_t blocks = k / 32, inner = is_super(kind) ? 8 : 1, step = (size_t)minimums_per_block(kind);
  for (size_t first = 0, at = 0; first < blocks; first += inner, at += block_bytes(kind))
    for (size_t row = 0; row < OD_PANEL_ROWS; row += 8) {
      super_scales super[2] = {load_super(kind, rows + row, at),
                               load_super(kind, rows + row + 4, at)};
      for (size_t b = 0; b < inner; b++) {
        size_t block = first + b;
        pack_quants(kind, rows + row, at, b, panel + 32 * block * OD_PANEL_ROWS, row);
#pragma clang loop unroll(full)
        for (size_t four = 0; four < 2; four++)
          pack_scales(kind, rows + row + 4 * four, at, b, &super[four],
                      scales + block * OD_PANEL_ROWS + row + 4 * four,
                      minimums + block * step * OD_PANEL_ROWS + row + 4 * four);
      }
    }
}

#define PACK(name, KIND, minimums_per_block)                                           \
  void od_neon_pack_##name(const void *w, size_t row_bytes, size_t n, size_t k,        \
                           void *panel, float *scales, float *minimums) {              \
    pack(KIND, w, row_bytes, n, k, panel, scales, minimums);                           \
  }
OD_NEON_QUANTISED(PACK)

/// `sums[16] += w[16] * x[lane]`
#define ADD_PRODUCTS(sums, w, x, lane)                                      \
  do {                                                                      \
    (sums)[0] = vmlal_laneq_s16((sums)[0], vget_low_s16((w)[0]), x, lane);  \
    (sums)[1] = vmlal_high_laneq_s16((sums)[1], (w)[0], x, lane);           \
    (sums)[2] = vmlal_laneq_s16((sums)[2], vget_low_s16((w)[1]), x, lane);  \
    (sums)[3] = vmlal_high_laneq_s16((sums)[3], (w)[1], x, lane);           \
  } while (0)

/// One k: its 16 weights times lane `lane` of C rows of activations.
#define ADD_K(lane)                                                                     \
  do {                                                                                  \
    int16x8_t w[2] = {vld1q_s16(weights + (lane) * OD_PANEL_ROWS),                      \
                      vld1q_s16(weights + (lane) * OD_PANEL_ROWS + 8)};                 \
    _Pragma("clang loop unroll(full)") for (int c = 0; c < C; c++)                      \
        ADD_PRODUCTS(sums[c], w, activations[c], lane);                                 \
  } while (0)

/// Adds blocks `from ..< to` of C rows of activations from row `j` on to `partial[C][16]`.
OD_NEON_INLINE void multiply_slice(int C, int minimums_per_block, const od_panel *panel,
                                   const od_quantized_rows *x, size_t j, size_t from, size_t to,
                                   float *partial) {
  for (size_t block = from; block < to; block++) {
    int32x4_t sums[4][4];
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++)
#pragma clang loop unroll(full)
      for (int i = 0; i < 4; i++) sums[c][i] = vdupq_n_s32(0);
    for (size_t e = 32 * block; e < 32 * block + 32; e += 8) {
      const int16_t *weights = (const int16_t *)panel->quants + e * OD_PANEL_ROWS;
      int16x8_t activations[4];
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++)
        activations[c] = vmovl_s8(vld1_s8(x->quants + (j + (size_t)c) * x->k + e));
      ADD_K(0); ADD_K(1); ADD_K(2); ADD_K(3); ADD_K(4); ADD_K(5); ADD_K(6); ADD_K(7);
    }
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++)
      add_block(minimums_per_block, panel, x, j + (size_t)c, block, sums[c],
                partial + c * OD_PANEL_ROWS);
  }
}

OD_NEON_INLINE void multiply_panel(int minimums_per_block, const od_panel *panel, size_t n,
                                   const od_quantized_rows *x, float *y, size_t y_stride,
                                   float *partial) {
  size_t blocks = x->k / 32;
  memset(partial, 0, x->m * OD_PANEL_ROWS * sizeof *partial);
  for (size_t from = 0; from < blocks; from += SLICE / 32) {
    size_t to = from + SLICE / 32 < blocks ? from + SLICE / 32 : blocks, j = 0;
    for (; j + 4 <= x->m; j += 4)
      multiply_slice(4, minimums_per_block, panel, x, j, from, to, partial + j * OD_PANEL_ROWS);
    for (; j < x->m; j++)
      multiply_slice(1, minimums_per_block, panel, x, j, from, to, partial + j * OD_PANEL_ROWS);
  }
  for (size_t j = 0; j < x->m; j++)
    memcpy(y + j * y_stride, partial + j * OD_PANEL_ROWS, n * sizeof *y);
}

void od_neon_multiply_panel(const od_panel *panel, size_t n, const od_quantized_rows *x, float *y,
                            size_t y_stride, float *partial) {
  switch (panel->minimums_per_block) {
    case 0: return multiply_panel(0, panel, n, x, y, y_stride, partial);
    case 1: return multiply_panel(1, panel, n, x, y, y_stride, partial);
    default: return multiply_panel(2, panel, n, x, y, y_stride, partial);
  }
}
#endif
