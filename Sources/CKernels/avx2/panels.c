// Packed panels: 16 outputs as int16, pairs of k side by side, for many rows of activations. Weights
// of five bits and less have others (narrow_panels.c).
//
// AVX2 multiplies 16 pairs of int16 and adds each pair in one instruction, exactly. Widening the
// weights once per panel costs less than any way of multiplying signed bytes (sign, multiply, widen:
// three instructions on the two multiplying ports, against two here).
#include "weights.h"
#include "../scalar/scalar.h"
#if defined(__x86_64__)

// k of a slice of the panel that stays in the L1 cache while rows of activations pass: 16 KiB.
enum { SLICE = 512 };

/// One block of eight rows to its places in the panel.
OD_AVX2_INLINE void pack_block(kind kind, const char *const rows[8], size_t at, size_t b,
                               const super_scales *super, int16_t *panel, float *scales,
                               float *minimums) {
  _mm256_storeu_ps(scales, block_scales(kind, super, rows, at, b));
#pragma clang loop unroll(full)
  for (int half = 0; half < minimums_per_block(kind); half++)
    _mm256_storeu_ps(minimums + half * OD_PANEL_ROWS,
                     block_minimums(kind, super, rows, at, b, half));
#pragma clang loop unroll(full)
  for (int half = 0; half < 2; half++) {
    __m256i v[8];
#pragma clang loop unroll(full)
    for (int r = 0; r < 8; r++) v[r] = half_block(kind, rows[r] + at, b, half);
    od_transpose8(v);
#pragma clang loop unroll(full)
    for (int pair = 0; pair < 8; pair++)
      _mm256_storeu_si256((__m256i *)(panel + (8 * half + pair) * 2 * OD_PANEL_ROWS), v[pair]);
  }
}

OD_AVX2_INLINE void pack(kind kind, const char *w, size_t row_bytes, size_t n, size_t k,
                         int16_t *panel, float *scales, float *minimums) {
  const char *rows[OD_PANEL_ROWS];
  for (size_t r = 0; r < OD_PANEL_ROWS; r++) rows[r] = w + (r < n ? r : n - 1) * row_bytes;
  size_t blocks = k / 32, inner = is_super(kind) ? 8 : 1, step = (size_t)minimums_per_block(kind);
  for (size_t first = 0, at = 0; first < blocks; first += inner, at += block_bytes(kind))
    for (size_t row = 0; row < OD_PANEL_ROWS; row += 8) {
      super_scales super = load_super(kind, rows + row, at);
      for (size_t b = 0; b < inner; b++) {
        size_t block = first + b;
        pack_block(kind, rows + row, at, b, &super, panel + 32 * block * OD_PANEL_ROWS + 2 * row,
                   scales + block * OD_PANEL_ROWS + row,
                   minimums + block * step * OD_PANEL_ROWS + row);
      }
    }
}

#define PACK(name, KIND)                                                                   \
  OD_AVX2 void od_avx2_pack_##name(const void *w, size_t row_bytes, size_t n, size_t k,    \
                                   void *panel, float *scales, float *minimums) {          \
    pack(KIND, w, row_bytes, n, k, panel, scales, minimums);                               \
  }
OD_AVX2_WIDE(PACK)

/// `out[16] += factor * (number * scale)`
OD_AVX2_INLINE void add_scaled(const float *numbers, float scale, __m256 low, __m256 high,
                               float *out) {
  __m256 s = _mm256_set1_ps(scale);
  __m256 s0 = _mm256_mul_ps(_mm256_loadu_ps(numbers), s);
  __m256 s1 = _mm256_mul_ps(_mm256_loadu_ps(numbers + 8), s);
  _mm256_storeu_ps(out, _mm256_fmadd_ps(low, s0, _mm256_loadu_ps(out)));
  _mm256_storeu_ps(out + 8, _mm256_fmadd_ps(high, s1, _mm256_loadu_ps(out + 8)));
}

/// Adds blocks `from ..< to` of C rows of activations from row `j` on to `partial[C][16]`.
OD_AVX2_INLINE void multiply_slice(int C, int minimums_per_block, const od_panel *panel,
                                   const od_quantized_rows *x, size_t j, size_t from, size_t to,
                                   float *partial) {
  size_t k = x->k, blocks = k / 32;
  for (size_t block = from; block < to; block++) {
    __m256i sums[4][2];
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) sums[c][0] = sums[c][1] = _mm256_setzero_si256();
    const int16_t *weights = (const int16_t *)panel->quants + block * 32 * OD_PANEL_ROWS;
    const int16_t *activations = x->wide + j * k + 32 * block;
#pragma clang loop unroll_count(4)
    for (size_t pair = 0; pair < 16; pair++) {
      __m256i w0 = _mm256_loadu_si256((const __m256i *)(weights + 2 * OD_PANEL_ROWS * pair));
      __m256i w1 = _mm256_loadu_si256((const __m256i *)(weights + 2 * OD_PANEL_ROWS * pair + 16));
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++) {
        int32_t two;
        memcpy(&two, activations + (size_t)c * k + 2 * pair, 4);
        __m256i both = _mm256_set1_epi32(two);
        sums[c][0] = _mm256_add_epi32(sums[c][0], _mm256_madd_epi16(w0, both));
        sums[c][1] = _mm256_add_epi32(sums[c][1], _mm256_madd_epi16(w1, both));
      }
    }
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) {
      size_t at = (j + (size_t)c) * blocks + block;
      float *out = partial + c * OD_PANEL_ROWS;
      add_scaled(panel->scales + block * OD_PANEL_ROWS, x->scales[at],
                 _mm256_cvtepi32_ps(sums[c][0]), _mm256_cvtepi32_ps(sums[c][1]), out);
      if (minimums_per_block == 0) continue;
      const float *minimums =
          panel->minimums + block * (size_t)minimums_per_block * OD_PANEL_ROWS;
      int32_t total = x->sums[at];
      int32_t first = od_half_sum(x->quants + (j + (size_t)c) * k + 32 * block);
      __m256 number = _mm256_set1_ps((float)first);
      add_scaled(minimums, x->scales[at], number, number, out);
      number = _mm256_set1_ps((float)(total - first));
      add_scaled(minimums + OD_PANEL_ROWS, x->scales[at], number, number, out);
    }
  }
}

OD_AVX2_INLINE void multiply_panel(int minimums_per_block, const od_panel *panel, size_t n,
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

OD_AVX2 void od_avx2_multiply_panel(const od_panel *panel, size_t n, const od_quantized_rows *x,
                                    float *y, size_t y_stride, float *partial) {
  if (panel->fours) return od_avx2_multiply_narrow_panel(panel, n, x, y, y_stride, partial);
  if (panel->minimums_per_block)  // q2_K
    multiply_panel(2, panel, n, x, y, y_stride, partial);
  else
    multiply_panel(0, panel, n, x, y, y_stride, partial);
}
#endif
