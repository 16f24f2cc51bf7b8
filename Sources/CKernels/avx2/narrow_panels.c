// Packed panels of weights of at most five bits: 16 outputs as unsigned bytes, four of k side by side.
//
// The sum of two products of a weight below 16 and a byte is at most 15 * 128 * 2, so eight of them
// fit 16 bits: a block of 32 costs one product and one addition for four numbers of eight outputs,
// half of what int16 panels (panels.c) need, and is widened once. Weights below 32 are widened twice.
#include "weights.h"
#if defined(__x86_64__)

enum {
  BLOCK_BYTES = 32 * OD_PANEL_ROWS,
  SLICE = 1024,  // k of a slice of the panel that stays in the L1 cache: 16 KiB
};

/// One block of eight rows to its places in the panel.
OD_AVX2_INLINE void pack_block(kind kind, const char *const rows[8], size_t at, size_t b,
                               const super_scales *super, char *packed, float *scales,
                               float *minimums) {
  _mm256_storeu_ps(scales, block_scales(kind, super, rows, at, b));
  if (minimums_per_block(kind))
    _mm256_storeu_ps(minimums, block_minimums(kind, super, rows, at, b, 0));
  __m256i v[8];
#pragma clang loop unroll(full)
  for (int r = 0; r < 8; r++) v[r] = load_quants(kind, rows[r] + at, b);
  od_transpose8(v);
#pragma clang loop unroll(full)
  for (int four = 0; four < 8; four++)
    _mm256_storeu_si256((__m256i *)(packed + 4 * OD_PANEL_ROWS * four), v[four]);
}

OD_AVX2_INLINE void pack(kind kind, const char *w, size_t row_bytes, size_t n, size_t k,
                         char *panel, float *scales, float *minimums) {
  const char *rows[OD_PANEL_ROWS];
  for (size_t r = 0; r < OD_PANEL_ROWS; r++) rows[r] = w + (r < n ? r : n - 1) * row_bytes;
  size_t blocks = k / 32, inner = is_super(kind) ? 8 : 1;
  for (size_t first = 0, at = 0; first < blocks; first += inner, at += block_bytes(kind))
    for (size_t row = 0; row < OD_PANEL_ROWS; row += 8) {
      super_scales super = load_super(kind, rows + row, at);
      for (size_t b = 0; b < inner; b++) {
        size_t block = first + b;
        pack_block(kind, rows + row, at, b, &super, panel + block * BLOCK_BYTES + 4 * row,
                   scales + block * OD_PANEL_ROWS + row, minimums + block * OD_PANEL_ROWS + row);
      }
    }
}

#define PACK(name, KIND)                                                                   \
  OD_AVX2 void od_avx2_pack_##name(const void *w, size_t row_bytes, size_t n, size_t k,    \
                                   void *panel, float *scales, float *minimums) {          \
    pack(KIND, w, row_bytes, n, k, panel, scales, minimums);                               \
  }
OD_AVX2_NARROW(PACK)

/// Adds blocks `from ..< to` of C rows of activations from row `j` on to `partial[C][16]`.
///
/// `fours`, 4 or 8, is how many groups of four products fit 16 bits.
OD_AVX2_INLINE void multiply_slice(int C, int fours, int has_minimum, const od_panel *panel,
                                   const od_quantized_rows *x, size_t j, size_t from, size_t to,
                                   float *partial) {
  size_t k = x->k, blocks = k / 32;
  const __m256i ones = _mm256_set1_epi16(1);
  for (size_t block = from; block < to; block++) {
    const char *packed = (const char *)panel->quants + block * BLOCK_BYTES;
    const int8_t *activations = x->quants + j * k + 32 * block;
    __m256i wide[4][2];
#pragma clang loop unroll(full)
    for (int part = 0; part < 8; part += fours) {
      __m256i sums[4][2];
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++) sums[c][0] = sums[c][1] = _mm256_setzero_si256();
      // Unrolled whole, columns would take turns and the weights go through memory.
#pragma clang loop unroll_count(2)
      for (int four = 0; four < fours; four++) {
        const char *weights = packed + 4 * OD_PANEL_ROWS * (part + four);
        __m256i w0 = load32(weights), w1 = load32(weights + 32);
#pragma clang loop unroll(full)
        for (int c = 0; c < C; c++) {
          int32_t bytes;
          memcpy(&bytes, activations + (size_t)c * k + 4 * (part + four), 4);
          __m256i all = _mm256_set1_epi32(bytes);
          sums[c][0] = _mm256_add_epi16(sums[c][0], _mm256_maddubs_epi16(w0, all));
          sums[c][1] = _mm256_add_epi16(sums[c][1], _mm256_maddubs_epi16(w1, all));
        }
      }
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++)
#pragma clang loop unroll(full)
        for (int side = 0; side < 2; side++) {
          __m256i sum = _mm256_madd_epi16(sums[c][side], ones);
          wide[c][side] = part ? _mm256_add_epi32(wide[c][side], sum) : sum;
        }
    }
    const float *scales = panel->scales + block * OD_PANEL_ROWS;
    const float *minimums = panel->minimums + block * OD_PANEL_ROWS;
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) {
      size_t at = (j + (size_t)c) * blocks + block;
      int32_t total = x->sums[at];
      __m256i excess = _mm256_set1_epi32(panel->excess * total);
      __m256 scale = _mm256_set1_ps(x->scales[at]), number = _mm256_set1_ps((float)total);
#pragma clang loop unroll(full)
      for (int side = 0; side < 2; side++) {
        float *out = partial + c * OD_PANEL_ROWS + 8 * side;
        __m256i exact = wide[c][side];
        if (!has_minimum) exact = _mm256_sub_epi32(exact, excess);
        __m256 sum = _mm256_fmadd_ps(_mm256_cvtepi32_ps(exact),
                                     _mm256_mul_ps(_mm256_loadu_ps(scales + 8 * side), scale),
                                     _mm256_loadu_ps(out));
        if (has_minimum)
          sum = _mm256_fmadd_ps(
              number, _mm256_mul_ps(_mm256_loadu_ps(minimums + 8 * side), scale), sum);
        _mm256_storeu_ps(out, sum);
      }
    }
  }
}

OD_AVX2_INLINE void multiply_panel(int fours, int has_minimum, const od_panel *panel, size_t n,
                                   const od_quantized_rows *x, float *y, size_t y_stride,
                                   float *partial) {
  size_t blocks = x->k / 32;
  memset(partial, 0, x->m * OD_PANEL_ROWS * sizeof *partial);
  for (size_t from = 0; from < blocks; from += SLICE / 32) {
    size_t to = from + SLICE / 32 < blocks ? from + SLICE / 32 : blocks, j = 0;
    for (; j + 4 <= x->m; j += 4)
      multiply_slice(4, fours, has_minimum, panel, x, j, from, to, partial + j * OD_PANEL_ROWS);
    for (; j < x->m; j++)
      multiply_slice(1, fours, has_minimum, panel, x, j, from, to, partial + j * OD_PANEL_ROWS);
  }
  for (size_t j = 0; j < x->m; j++)
    memcpy(y + j * y_stride, partial + j * OD_PANEL_ROWS, n * sizeof *y);
}

OD_AVX2 void od_avx2_multiply_narrow_panel(const od_panel *panel, size_t n,
                                           const od_quantized_rows *x, float *y, size_t y_stride,
                                           float *partial) {
  if (panel->fours == 8 && panel->minimums_per_block)
    multiply_panel(8, 1, panel, n, x, y, y_stride, partial);
  else if (panel->fours == 8)
    multiply_panel(8, 0, panel, n, x, y, y_stride, partial);
  else if (panel->minimums_per_block)
    multiply_panel(4, 1, panel, n, x, y, y_stride, partial);
  else
    multiply_panel(4, 0, panel, n, x, y, y_stride, partial);
}
#endif
