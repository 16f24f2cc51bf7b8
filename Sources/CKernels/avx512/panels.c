// Products of packed panels of unsigned bytes with many rows of activations.
//
// One `dpbusd` makes 64 products; the four bytes of the activations that meet a vector of weights are
// broadcast by the same instruction. 512 products cost eight of them and four instructions for the
// block's scales.
#include "packing.h"
#if defined(__x86_64__)

enum { SLICE = 1024 };  // k of a slice of the panel that stays in the L1 cache: 16 KiB of quants

#define PACK(name, KIND)                                                                     \
  OD_AVX512 void od_avx512_pack_##name(const void *w, size_t row_bytes, size_t n, size_t k,  \
                                       void *panel, float *scales, float *minimums) {        \
    pack(KIND, 0, w, row_bytes, n, k, panel, scales, minimums);                              \
  }
OD_AVX2_QUANTISED(PACK)

OD_AVX512_INLINE __m512 scaled(const float *numbers, float scale) {
  return _mm512_mul_ps(_mm512_loadu_ps(numbers), _mm512_set1_ps(scale));
}

/// Where the sums of a slice go: on to the next one, or to the 16 outputs of which `live` are wanted.
typedef struct {
  float *partial, *y;
  size_t y_stride;
  int first, last;
  __mmask16 live;
} sink;

OD_AVX512_INLINE __m512 sums_before(const sink *s, size_t row, size_t width) {
  return s->first ? _mm512_setzero_ps() : _mm512_loadu_ps(s->partial + row * width);
}

OD_AVX512_INLINE void put_sums(const sink *s, size_t row, size_t width, __m512 sums) {
  if (s->last)
    _mm512_mask_storeu_ps(s->y + row * s->y_stride, s->live, sums);
  else
    _mm512_storeu_ps(s->partial + row * width, sums);
}

OD_AVX512_INLINE __mmask16 live_outputs(size_t n) {
  return (__mmask16)(n >= OD_PANEL_ROWS ? 0xffff : (1u << n) - 1);
}

/// Adds blocks `from ..< to` of C rows of activations from row `j` on.
OD_AVX512_INLINE void multiply_slice(int C, int minimums_per_block, int halves,
                                     const od_panel *panel, const od_quantized_rows *x, size_t j,
                                     size_t from, size_t to, const sink *sink) {
  size_t k = x->k, blocks = k / 32;
  __m512 out[8];
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) out[c] = sums_before(sink, j + (size_t)c, OD_PANEL_ROWS);
  for (size_t block = from; block < to; block++) {
    const char *packed = (const char *)panel->quants + block * packed_block_bytes(halves);
    const int8_t *activations = x->quants + j * k + 32 * block;
    __m512i sums[8][2];
    int32_t lows[8];
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) {
      int32_t total = x->sums[(j + (size_t)c) * blocks + block];
      if (halves) {
        lows[c] = half_sum(activations + (size_t)c * k);
        sums[c][1] = _mm512_set1_epi32(-panel->excess * (total - lows[c]));
        total = lows[c];
      }
      sums[c][0] = _mm512_set1_epi32(-panel->excess * total);
    }
#pragma clang loop unroll(full)
    for (int four = 0; four < 8; four++) {
      __m512i weights = _mm512_loadu_si512(packed + 4 * OD_PANEL_ROWS * four);
      int half = halves ? four / 4 : 0;
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++) {
        int32_t bytes;
        memcpy(&bytes, activations + (size_t)c * k + 4 * four, 4);
        sums[c][half] = _mm512_dpbusd_epi32(sums[c][half], weights, _mm512_set1_epi32(bytes));
      }
    }
    const float *half_scales = (const float *)(packed + QUANT_BYTES);
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) {
      size_t at = (j + (size_t)c) * blocks + block;
      float scale = x->scales[at];
      __m512 products = _mm512_cvtepi32_ps(sums[c][0]);
      if (halves) {  // whole numbers below 2^24: exact in any order
        __m512 high = _mm512_mul_ps(_mm512_cvtepi32_ps(sums[c][1]),
                                    _mm512_loadu_ps(half_scales + OD_PANEL_ROWS));
        products = _mm512_fmadd_ps(products, _mm512_loadu_ps(half_scales), high);
      }
      out[c] = _mm512_fmadd_ps(products, scaled(panel->scales + block * OD_PANEL_ROWS, scale),
                               out[c]);
      if (minimums_per_block == 0) continue;
      const float *minimums = panel->minimums + block * (size_t)minimums_per_block * OD_PANEL_ROWS;
      int32_t total = x->sums[at];
      if (minimums_per_block == 2) {
        out[c] = _mm512_fmadd_ps(whole(lows[c]), scaled(minimums, scale), out[c]);
        minimums += OD_PANEL_ROWS;
        total -= lows[c];
      }
      out[c] = _mm512_fmadd_ps(whole(total), scaled(minimums, scale), out[c]);
    }
  }
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) put_sums(sink, j + (size_t)c, OD_PANEL_ROWS, out[c]);
}

OD_AVX512_INLINE void multiply_panel(int minimums_per_block, int halves, const od_panel *panel,
                                     size_t n, const od_quantized_rows *x, float *y,
                                     size_t y_stride, float *partial) {
  size_t blocks = x->k / 32;
  for (size_t from = 0; from < blocks; from += SLICE / 32) {
    size_t to = from + SLICE / 32 < blocks ? from + SLICE / 32 : blocks, j = 0;
    sink sink = {partial, y, y_stride, from == 0, to == blocks, live_outputs(n)};
    for (; j + 8 <= x->m; j += 8)
      multiply_slice(8, minimums_per_block, halves, panel, x, j, from, to, &sink);
    for (; j + 4 <= x->m; j += 4)
      multiply_slice(4, minimums_per_block, halves, panel, x, j, from, to, &sink);
    for (; j < x->m; j++)
      multiply_slice(1, minimums_per_block, halves, panel, x, j, from, to, &sink);
  }
}

OD_AVX512 void od_avx512_multiply_panel(const od_panel *panel, size_t n, const od_quantized_rows *x,
                                        float *y, size_t y_stride, float *partial) {
  if (panel->minimums_per_block == 2)
    multiply_panel(2, 1, panel, n, x, y, y_stride, partial);
  else if (panel->minimums_per_block == 1)
    multiply_panel(1, 0, panel, n, x, y, y_stride, partial);
  else if (panel->halves)
    multiply_panel(0, 1, panel, n, x, y, y_stride, partial);
  else
    multiply_panel(0, 0, panel, n, x, y, y_stride, partial);
}

// ---- two panels side by side
//
// A broadcast of activations meets two vectors of weights. By count a block of six rows and 32 outputs
// takes 78 loads and 120 multiplications (two ports each), one of eight rows and 16 outputs 96 and 80:
// a fifth more products in a cycle.

enum { TWO_SLICE = 512 };  // of both panels: 32 KiB of quants

/// Adds blocks `from ..< to` of C rows of activations from row `j` on.
OD_AVX512_INLINE void multiply_two_slices(int C, int has_minimums, const od_panel *panels,
                                          const od_quantized_rows *x, size_t j, size_t from,
                                          size_t to, const sink sinks[2]) {
  size_t k = x->k, blocks = k / 32;
  __m512 out[6][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < 2 * C; i++)
    out[i / 2][i % 2] = sums_before(&sinks[i % 2], j + (size_t)i / 2, 2 * OD_PANEL_ROWS);
  for (size_t block = from; block < to; block++) {
    const int8_t *activations = x->quants + j * k + 32 * block;
    __m512i sums[6][2];
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++)
      sums[c][0] = sums[c][1] =
          _mm512_set1_epi32(-panels->excess * x->sums[(j + (size_t)c) * blocks + block]);
#pragma clang loop unroll(full)
    for (int four = 0; four < 8; four++) {
      size_t place = block * QUANT_BYTES + 4 * OD_PANEL_ROWS * (size_t)four;
      __m512i first = _mm512_loadu_si512((const char *)panels[0].quants + place);
      __m512i second = _mm512_loadu_si512((const char *)panels[1].quants + place);
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++) {
        int32_t bytes;
        memcpy(&bytes, activations + (size_t)c * k + 4 * four, 4);
        __m512i both = _mm512_set1_epi32(bytes);
        sums[c][0] = _mm512_dpbusd_epi32(sums[c][0], first, both);
        sums[c][1] = _mm512_dpbusd_epi32(sums[c][1], second, both);
      }
    }
    size_t place = block * OD_PANEL_ROWS;
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) {
      size_t at = (j + (size_t)c) * blocks + block;
      __m512 scale = _mm512_set1_ps(x->scales[at]);
      __m512 total = has_minimums ? whole(x->sums[at]) : scale;
#pragma clang loop unroll(full)
      for (int p = 0; p < 2; p++) {
        __m512 by = _mm512_mul_ps(_mm512_loadu_ps(panels[p].scales + place), scale);
        out[c][p] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sums[c][p]), by, out[c][p]);
        if (!has_minimums) continue;
        __m512 minimum = _mm512_mul_ps(_mm512_loadu_ps(panels[p].minimums + place), scale);
        out[c][p] = _mm512_fmadd_ps(total, minimum, out[c][p]);
      }
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 2 * C; i++)
    put_sums(&sinks[i % 2], j + (size_t)i / 2, 2 * OD_PANEL_ROWS, out[i / 2][i % 2]);
}

OD_AVX512_INLINE void multiply_two_panels(int has_minimums, const od_panel *panels, size_t n,
                                          const od_quantized_rows *x, float *y, size_t y_stride,
                                          float *partial) {
  size_t blocks = x->k / 32;
  for (size_t from = 0; from < blocks; from += TWO_SLICE / 32) {
    size_t to = from + TWO_SLICE / 32 < blocks ? from + TWO_SLICE / 32 : blocks, j = 0;
    int first = from == 0, last = to == blocks;
    const sink sinks[2] = {{partial, y, y_stride, first, last, live_outputs(n)},
                           {partial + OD_PANEL_ROWS, y + OD_PANEL_ROWS, y_stride, first, last,
                            live_outputs(n - OD_PANEL_ROWS)}};
    for (; j + 6 <= x->m; j += 6)
      multiply_two_slices(6, has_minimums, panels, x, j, from, to, sinks);
    for (; j + 2 <= x->m; j += 2)
      multiply_two_slices(2, has_minimums, panels, x, j, from, to, sinks);
    if (j < x->m) multiply_two_slices(1, has_minimums, panels, x, j, from, to, sinks);
  }
}

OD_AVX512 void od_avx512_multiply_two_panels(const od_panel *panels, size_t n,
                                             const od_quantized_rows *x, float *y, size_t y_stride,
                                             float *partial) {
  if (panels->minimums_per_block)
    multiply_two_panels(1, panels, n, x, y, y_stride, partial);
  else
    multiply_two_panels(0, panels, n, x, y, y_stride, partial);
}
#endif
