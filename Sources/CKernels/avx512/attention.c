// Attention in vectors of sixteen. A score is summed in sixteen lanes, `k = l (mod 16)` in order, then
// by halves.
#include "avx512.h"
#if defined(__x86_64__)

OD_AVX512_INLINE __mmask16 first_lanes(size_t live) {
  return (__mmask16)(live >= 16 ? 0xffff : (1u << live) - 1);
}

OD_AVX512_INLINE void halves_to_float(const char *row, size_t count, float *out) {
  for (size_t i = 0; i < count; i += 16) {
    __mmask16 live = first_lanes(count - i);
    __m256i halves = _mm256_maskz_loadu_epi16(live, row + 2 * i);
    _mm512_mask_storeu_ps(out + i, live, _mm512_cvtph_ps(halves));
  }
}

#define INLINE OD_AVX512_INLINE
#define WIDTH_STEP 16
#define Q8_TO_FLOAT od_avx2_q8_0_to_float
#define HALVES_TO_FLOAT halves_to_float
#include "../shared/attention_lanes.h"

OD_AVX512_INLINE float sum16(__m512 v) {
  return _mm_cvtss_f32(od_sum16x4(v, v, v, v));
}

/// Scores of C lanes with all positions of a tile.
OD_AVX512_INLINE void score(int C, const lanes *l, size_t lane) {
  size_t width = l->width;
  const float *queries = l->queries + lane * width;
  for (size_t p = 0; p < TILE; p += 4) {
    const float *rows = l->rows + p * width;
    __m512 sums[4][4];
#pragma clang loop unroll(full)
    for (int r = 0; r < 4; r++)
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++) sums[r][c] = _mm512_setzero_ps();
    for (size_t i = 0; i < width; i += 16) {
      __m512 query[4];
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++) query[c] = _mm512_loadu_ps(queries + (size_t)c * width + i);
#pragma clang loop unroll(full)
      for (int r = 0; r < 4; r++) {
        __m512 key = _mm512_loadu_ps(rows + (size_t)r * width + i);
#pragma clang loop unroll(full)
        for (int c = 0; c < C; c++) sums[r][c] = _mm512_fmadd_ps(key, query[c], sums[r][c]);
      }
    }
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++)
      _mm_storeu_ps(l->scores + (lane + (size_t)c) * TILE + p,
                    od_sum16x4(sums[0][c], sums[1][c], sums[2][c], sums[3][c]));
  }
}

INLINE void score_lanes(const lanes *l, size_t lane, size_t count) {
  size_t past = lane + count;
  for (; lane + 4 <= past; lane += 4) score(4, l, lane);
  for (; lane < past; lane++) score(1, l, lane);
}

/// `od_exp8` in sixteen lanes: the same polynomial, the same bounds.
OD_AVX512_INLINE __m512 exp16(__m512 x) {
  __mmask16 tiny = _mm512_cmp_ps_mask(x, _mm512_set1_ps(-87.33f), _CMP_LT_OQ);
  x = _mm512_max_ps(_mm512_set1_ps(-87.33f), _mm512_min_ps(_mm512_set1_ps(88.37f), x));
  __m512 n = _mm512_roundscale_ps(_mm512_mul_ps(x, _mm512_set1_ps(1.44269504f)),
                                  _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  __m512 r = _mm512_fnmadd_ps(n, _mm512_set1_ps(0.693359375f), x);
  r = _mm512_fnmadd_ps(n, _mm512_set1_ps(-2.12194440e-4f), r);
  __m512 p = _mm512_set1_ps(1.9875691500e-4f);
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.3981999507e-3f));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(8.3334519073e-3f));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(4.1665795894e-2f));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.6666665459e-1f));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(5.0000001201e-1f));
  p = _mm512_add_ps(_mm512_fmadd_ps(p, _mm512_mul_ps(r, r), r), _mm512_set1_ps(1));
  __m512i power = _mm512_slli_epi32(
      _mm512_add_epi32(_mm512_cvtps_epi32(n), _mm512_set1_epi32(127)), 23);
  return _mm512_maskz_mul_ps((__mmask16)~tiny, p, _mm512_castsi512_ps(power));
}

/// cap * tanh(x / cap), the hyperbolic tangent as 1 - 2 / (exp(2 x) + 1).
OD_AVX512_INLINE __m512 softcap16(__m512 x, float cap) {
  __m512 e = exp16(_mm512_mul_ps(x, _mm512_set1_ps(2 / cap)));
  __m512 part = _mm512_div_ps(_mm512_set1_ps(2 * cap), _mm512_add_ps(e, _mm512_set1_ps(1)));
  return _mm512_sub_ps(_mm512_set1_ps(cap), part);
}

/// Scores of one lane become weights; positions outside `from ..< to` weigh nothing.
OD_AVX512_INLINE void weigh(lanes *l, size_t lane, const od_attention *a, size_t tile, size_t from,
                            size_t to) {
  float *scores = l->scores + lane * TILE;
  // bits from - tile ..< to - tile, of 32
  uint32_t seen = (uint32_t)((((uint64_t)1 << (to - tile)) - 1) & ~(((uint64_t)1 << (from - tile)) - 1));
  __m512 v[2];
#pragma clang loop unroll(full)
  for (int i = 0; i < 2; i++) {
    v[i] = _mm512_mul_ps(_mm512_loadu_ps(scores + 16 * i), _mm512_set1_ps(a->scale));
    if (a->softcap != 0) v[i] = softcap16(v[i], a->softcap);
    v[i] = _mm512_mask_blend_ps((__mmask16)(seen >> (16 * i)), _mm512_set1_ps(-INFINITY), v[i]);
  }
  float before = l->largest[lane], now = _mm512_reduce_max_ps(_mm512_max_ps(v[0], v[1]));
  if (before > now) now = before;
  l->largest[lane] = now;
  l->keep[lane] = _mm256_cvtss_f32(od_exp8(_mm256_set1_ps(before - now)));
#pragma clang loop unroll(full)
  for (int i = 0; i < 2; i++) {
    v[i] = exp16(_mm512_sub_ps(v[i], _mm512_set1_ps(now)));
    _mm512_storeu_ps(scores + 16 * i, v[i]);
  }
  l->sums[lane] = l->sums[lane] * l->keep[lane] + sum16(_mm512_add_ps(v[0], v[1]));
}

/// `values = values * keep + weights * rows` for C lanes and V vectors of their width.
OD_AVX512_INLINE void add_values(int C, int V, lanes *l, size_t lane, size_t column, size_t from,
                                 size_t to) {
  __m512 sums[4][4];
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) {
    __m512 keep = _mm512_set1_ps(l->keep[lane + (size_t)c]);
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++)
      sums[c][v] = _mm512_mul_ps(keep, _mm512_loadu_ps(l->values + (lane + (size_t)c) * l->width +
                                                       column + 16 * (size_t)v));
  }
  for (size_t p = from; p < to; p++) {
    const float *row = l->rows + p * l->width + column;
    __m512 weights[4];
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++)
      weights[c] = _mm512_set1_ps(l->scores[(lane + (size_t)c) * TILE + p]);
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++) {
      __m512 value = _mm512_loadu_ps(row + 16 * v);
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++) sums[c][v] = _mm512_fmadd_ps(weights[c], value, sums[c][v]);
    }
  }
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++)
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++)
      _mm512_storeu_ps(l->values + (lane + (size_t)c) * l->width + column + 16 * (size_t)v,
                       sums[c][v]);
}

OD_AVX512_INLINE void add_columns(int C, lanes *l, size_t lane, size_t from, size_t to) {
  size_t column = 0;
  for (; column + 64 <= l->width; column += 64) add_values(C, 4, l, lane, column, from, to);
  for (; column < l->width; column += 16) add_values(C, 1, l, lane, column, from, to);
}

/// `count` lanes that see the same positions of the tile.
OD_AVX512_INLINE void add_values_of(lanes *l, size_t lane, size_t count, size_t from, size_t to) {
  size_t past = lane + count;
  for (; lane + 4 <= past; lane += 4) add_columns(4, l, lane, from, to);
  for (; lane + 2 <= past; lane += 2) add_columns(2, l, lane, from, to);
  if (lane < past) add_columns(1, l, lane, from, to);
}

#include "../shared/attention_tiles.h"

OD_AVX512 void od_avx512_attend(const od_attention *a, size_t kv_head, size_t begin, size_t end,
                                float *scratch) {
  attend(a, kv_head, begin, end, scratch);
}
#endif
