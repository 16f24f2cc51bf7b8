// Packed panels of bytes: the part that the instruction sets which multiply bytes share. Included by
// files that define
//   SET         the names' prefix,
//   TARGET  and INLINE, the attributes of its functions,
//   interleave  four rows' halves of a block to the order in which they are multiplied,
//   add_half    half a block of 16 outputs times C rows of activations,
//   in_order    brings sums of C rows to the order of the outputs.
//
// A block of 32 is two halves of [16 outputs][16 k] bytes. Integer scales of halves stand behind all
// quants, as int16 `[block][half][16]`: bytes and scales need less than int16 would.
#include "panels.h"

enum { HALF_BYTES = 16 * OD_PANEL_ROWS };

/// One block of four rows, from row `row` of the panel on.
INLINE void pack_block(kind kind, const char *const rows[4], size_t at, size_t b, size_t row,
                       int8_t *panel, int16_t *half_scales) {
#pragma clang loop unroll(full)
  for (int half = 0; half < 2; half++) {
    int8x16_t v[4];
#pragma clang loop unroll(full)
    for (int r = 0; r < 4; r++) v[r] = half_quants(kind, rows[r] + at, b, half);
    interleave(v, panel + half * HALF_BYTES, row);
    if (!has_halves(kind)) continue;
#pragma clang loop unroll(full)
    for (size_t r = 0; r < 4; r++)
      half_scales[(size_t)half * OD_PANEL_ROWS + row + r] =
          (int16_t)half_scale(kind, rows[r] + at, b, half);
  }
}

INLINE void pack(kind kind, const char *w, size_t row_bytes, size_t n, size_t k, int8_t *panel,
                 float *scales, float *minimums) {
  const char *rows[OD_PANEL_ROWS];
  for (size_t r = 0; r < OD_PANEL_ROWS; r++) rows[r] = w + (r < n ? r : n - 1) * row_bytes;
  int16_t *half_scales = (int16_t *)(panel + k * OD_PANEL_ROWS);
  size_t blocks = k / 32, inner = is_super(kind) ? 8 : 1, step = (size_t)minimums_per_block(kind);
  for (size_t first = 0, at = 0; first < blocks; first += inner, at += block_bytes(kind))
    for (size_t row = 0; row < OD_PANEL_ROWS; row += 4) {
      super_scales super = load_super(kind, rows + row, at);
      for (size_t b = 0; b < inner; b++) {
        size_t block = first + b;
        pack_block(kind, rows + row, at, b, row, panel + 2 * HALF_BYTES * block,
                   half_scales + 2 * OD_PANEL_ROWS * block);
        pack_scales(kind, rows + row, at, b, &super, scales + block * OD_PANEL_ROWS + row,
                    minimums + block * step * OD_PANEL_ROWS + row);
      }
    }
}

/// The sums of one half times its integer scales are added to `totals`.
INLINE void scale_half(int C, const int16_t *scales, int32x4_t sums[4][4],
                       int32x4_t totals[4][4]) {
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++) {
    int32x4_t scale = vmovl_s16(vld1_s16(scales + 4 * i));
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) totals[c][i] = vmlaq_s32(totals[c][i], sums[c][i], scale);
  }
}

INLINE void clear(int32x4_t sums[4][4]) {
#pragma clang loop unroll(full)
  for (int c = 0; c < 4; c++)
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) sums[c][i] = vdupq_n_s32(0);
}

/// Adds blocks `from ..< to` of C rows of activations from row `j` on to `partial[C][16]`.
INLINE void multiply_slice(int C, int halves, int minimums_per_block, const od_panel *panel,
                           const od_quantized_rows *x, size_t j, size_t from, size_t to,
                           float *partial) {
  const int8_t *quants = panel->quants;
  const int16_t *half_scales = (const int16_t *)(quants + x->k * OD_PANEL_ROWS);
  for (size_t block = from; block < to; block++) {
    int32x4_t sums[4][4], totals[4][4];
    clear(sums);
    if (halves) clear(totals);
#pragma clang loop unroll(disable)
    for (size_t half = 0; half < 2; half++) {
      add_half(C, quants + (2 * block + half) * HALF_BYTES,
               x->quants + j * x->k + 32 * block + 16 * half, x->k, sums);
      if (!halves) continue;
      in_order(C, sums);
      scale_half(C, half_scales + (2 * block + half) * OD_PANEL_ROWS, sums, totals);
      clear(sums);
    }
    if (!halves) in_order(C, sums);
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++)
      add_block(minimums_per_block, panel, x, j + (size_t)c, block, halves ? totals[c] : sums[c],
                partial + c * OD_PANEL_ROWS);
  }
}

INLINE void multiply_panel(int halves, int minimums_per_block, const od_panel *panel, size_t n,
                           const od_quantized_rows *x, float *y, size_t y_stride,
                           float *partial) {
  // With halves, sums and totals of two rows fill the registers.
  const size_t most = halves ? 2 : 4;
  size_t blocks = x->k / 32;
  memset(partial, 0, x->m * OD_PANEL_ROWS * sizeof *partial);
  for (size_t from = 0; from < blocks; from += SLICE / 32) {
    size_t to = from + SLICE / 32 < blocks ? from + SLICE / 32 : blocks, j = 0;
    for (; j + most <= x->m; j += most)
      multiply_slice((int)most, halves, minimums_per_block, panel, x, j, from, to,
                     partial + j * OD_PANEL_ROWS);
    for (; j < x->m; j++)
      multiply_slice(1, halves, minimums_per_block, panel, x, j, from, to,
                     partial + j * OD_PANEL_ROWS);
  }
  for (size_t j = 0; j < x->m; j++)
    memcpy(y + j * y_stride, partial + j * OD_PANEL_ROWS, n * sizeof *y);
}

#define NAMED(set, name) od_##set##_##name
#define IN_SET(set, name) NAMED(set, name)
#define PACK(name, KIND, minimums_per_block)                                                  \
  TARGET void IN_SET(SET, pack_##name)(const void *w, size_t row_bytes, size_t n, size_t k,   \
                                       void *panel, float *scales, float *minimums) {         \
    pack(KIND, w, row_bytes, n, k, panel, scales, minimums);                                  \
  }
OD_NEON_QUANTISED(PACK)

TARGET void IN_SET(SET, multiply_panel)(const od_panel *panel, size_t n,
                                        const od_quantized_rows *x, float *y, size_t y_stride,
                                        float *partial) {
  if (panel->halves && panel->minimums_per_block)
    return multiply_panel(1, 2, panel, n, x, y, y_stride, partial);
  if (panel->halves) return multiply_panel(1, 0, panel, n, x, y, y_stride, partial);
  if (panel->minimums_per_block) return multiply_panel(0, 1, panel, n, x, y, y_stride, partial);
  multiply_panel(0, 0, panel, n, x, y, y_stride, partial);
}
