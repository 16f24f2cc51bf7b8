#pragma once
#include "bytes.h"
#if defined(__x86_64__)

// Packed panels: 16 outputs as bytes, four of k side by side, which is what `dpbusd` multiplies at a
// time and what a tile of AMX holds. A block of the panel is `quants[8][16][4]`, and where halves have
// integer scales of their own these as floats behind it, `half_scales[2][16]`.

enum {
  QUANT_BYTES = 32 * OD_PANEL_ROWS,
  HALF_SCALE_BYTES = 2 * OD_PANEL_ROWS * sizeof(float),
};

OD_AVX512_INLINE size_t packed_block_bytes(int halves) {
  return QUANT_BYTES + (halves ? HALF_SCALE_BYTES : 0);
}

OD_AVX512_INLINE float half_scale(kind kind, const char *at, size_t b, int half) {
  if (kind == Q3_K) return (float)od_q3_k_scale((const uint8_t *)at + 96, 2 * b + (size_t)half);
  int8_t scale = (int8_t)at[(kind == Q6_K ? 192 : 0) + 2 * b + (size_t)half];
  return (float)(kind == Q2_K ? scale & 15 : scale);
}

/// One block of eight rows to its places in the panel, as signed bytes or as unsigned ones.
OD_AVX512_INLINE void pack_block(kind kind, int as_signed, const char *const rows[8], size_t at,
                                 size_t b, const super_scales *super, char *packed, float *scales,
                                 float *minimums) {
  _mm256_storeu_ps(scales, block_scales(kind, super, rows, at, b));
#pragma clang loop unroll(full)
  for (int half = 0; half < minimums_per_block(kind); half++)
    _mm256_storeu_ps(minimums + half * OD_PANEL_ROWS,
                     block_minimums(kind, super, rows, at, b, half));
  __m256i v[8];
#pragma clang loop unroll(full)
  for (int r = 0; r < 8; r++)
    v[r] = as_signed ? signed_quants(kind, rows[r] + at, b) : unsigned_quants(kind, rows[r] + at, b);
  od_transpose8(v);
#pragma clang loop unroll(full)
  for (int four = 0; four < 8; four++)
    _mm256_storeu_si256((__m256i *)(packed + 4 * OD_PANEL_ROWS * four), v[four]);
}

OD_AVX512_INLINE void pack(kind kind, int as_signed, const char *w, size_t row_bytes, size_t n,
                           size_t k, char *panel, float *scales, float *minimums) {
  const char *rows[OD_PANEL_ROWS];
  for (size_t r = 0; r < OD_PANEL_ROWS; r++) rows[r] = w + (r < n ? r : n - 1) * row_bytes;
  size_t blocks = k / 32, inner = is_super(kind) ? 8 : 1, step = (size_t)minimums_per_block(kind);
  size_t packed_bytes = packed_block_bytes(has_halves(kind)), stretch = 16 * block_bytes(kind);
  const char *next = w + OD_PANEL_ROWS * row_bytes;  // the rows after these, a stretch per container
  for (size_t first = 0, at = 0; first < blocks; first += inner, at += block_bytes(kind)) {
    for (size_t line = 0; line < stretch; line += 64)
      _mm_prefetch(next + 16 * at + line, _MM_HINT_T1);
    for (size_t row = 0; row < OD_PANEL_ROWS; row += 8) {
      super_scales super = load_super(kind, rows + row, at);
      for (size_t b = 0; b < inner; b++) {
        size_t block = first + b;
        char *packed = panel + block * packed_bytes;
        pack_block(kind, as_signed, rows + row, at, b, &super, packed + 4 * row,
                   scales + block * OD_PANEL_ROWS + row,
                   minimums + block * step * OD_PANEL_ROWS + row);
        if (!has_halves(kind)) continue;
        float *half_scales = (float *)(packed + QUANT_BYTES) + row;
        for (size_t r = 0; r < 8; r++)
          for (int half = 0; half < 2; half++)
            half_scales[half * OD_PANEL_ROWS + r] = half_scale(kind, rows[row + r] + at, b, half);
      }
    }
  }
}
#endif
