// Attention in vectors of eight.
#include "avx2.h"
#if defined(__x86_64__)
#define INLINE OD_AVX2_INLINE
#define WIDTH_STEP 8
#define Q8_TO_FLOAT od_avx2_q8_0_to_float
#define HALVES_TO_FLOAT od_avx2_f16_to_float
#include "../shared/attention_lanes.h"

INLINE void score_lanes(const lanes *l, size_t lane, size_t count) {
  od_avx2_multiply_f32(l->rows, l->width * sizeof(float), TILE, l->queries + lane * l->width,
                       l->width, count, l->width, l->scores + lane * TILE, TILE);
}

/// Scores of one lane become weights; positions outside `from ..< to` weigh nothing.
OD_AVX2_INLINE void weigh(lanes *l, size_t lane, const od_attention *a, size_t tile,
                          size_t from, size_t to) {
  float *scores = l->scores + lane * TILE;
  __m256 v[TILE / 8], largest = _mm256_set1_ps(-INFINITY);
  const __m256i index = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
#pragma clang loop unroll(full)
  for (int i = 0; i < TILE / 8; i++) {
    __m256i position = _mm256_add_epi32(index, _mm256_set1_epi32(8 * i));
    __m256i seen = _mm256_and_si256(
        _mm256_cmpgt_epi32(_mm256_set1_epi32((int)(to - tile)), position),
        _mm256_cmpgt_epi32(position, _mm256_set1_epi32((int)(from - tile) - 1)));
    v[i] = _mm256_mul_ps(_mm256_loadu_ps(scores + 8 * i), _mm256_set1_ps(a->scale));
    if (a->softcap != 0) v[i] = od_softcap8(v[i], a->softcap);
    v[i] = _mm256_blendv_ps(_mm256_set1_ps(-INFINITY), v[i], _mm256_castsi256_ps(seen));
    largest = _mm256_max_ps(largest, v[i]);
  }
  __m128 m = _mm_max_ps(_mm256_castps256_ps128(largest), _mm256_extractf128_ps(largest, 1));
  m = _mm_max_ps(m, _mm_movehl_ps(m, m));
  m = _mm_max_ss(m, _mm_movehdup_ps(m));
  float before = l->largest[lane], now = _mm_cvtss_f32(m);
  if (before > now) now = before;
  l->largest[lane] = now;
  l->keep[lane] = _mm256_cvtss_f32(od_exp8(_mm256_set1_ps(before - now)));
  __m256 sum = _mm256_setzero_ps();
#pragma clang loop unroll(full)
  for (int i = 0; i < TILE / 8; i++) {
    v[i] = od_exp8(_mm256_sub_ps(v[i], _mm256_set1_ps(now)));
    _mm256_storeu_ps(scores + 8 * i, v[i]);
    sum = _mm256_add_ps(sum, v[i]);
  }
  l->sums[lane] = l->sums[lane] * l->keep[lane] + od_sum8(sum);
}

/// `values = values * keep + weights * rows` for C lanes and V vectors of their width.
OD_AVX2_INLINE void add_values(int C, int V, lanes *l, size_t lane, size_t column, size_t from,
                               size_t to) {
  __m256 sums[3][4];
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) {
    __m256 keep = _mm256_set1_ps(l->keep[lane + (size_t)c]);
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++)
      sums[c][v] = _mm256_mul_ps(keep, _mm256_loadu_ps(l->values + (lane + (size_t)c) * l->width +
                                                       column + 8 * (size_t)v));
  }
  for (size_t p = from; p < to; p++) {
    const float *row = l->rows + p * l->width + column;
    __m256 weights[3];
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) weights[c] = _mm256_set1_ps(l->scores[(lane + (size_t)c) * TILE + p]);
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++) {
      __m256 value = _mm256_loadu_ps(row + 8 * v);
#pragma clang loop unroll(full)
      for (int c = 0; c < C; c++) sums[c][v] = _mm256_fmadd_ps(weights[c], value, sums[c][v]);
    }
  }
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++)
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++)
      _mm256_storeu_ps(l->values + (lane + (size_t)c) * l->width + column + 8 * (size_t)v,
                       sums[c][v]);
}

/// `count` lanes that see the same positions of the tile.
OD_AVX2_INLINE void add_values_of(lanes *l, size_t lane, size_t count, size_t from, size_t to) {
  for (size_t past = lane + count; lane < past;) {
    size_t column = 0;
    if (past - lane >= 3) {
      for (; column + 32 <= l->width; column += 32) add_values(3, 4, l, lane, column, from, to);
      for (; column < l->width; column += 8) add_values(3, 1, l, lane, column, from, to);
      lane += 3;
    } else if (past - lane == 2) {
      for (; column + 32 <= l->width; column += 32) add_values(2, 4, l, lane, column, from, to);
      for (; column < l->width; column += 8) add_values(2, 1, l, lane, column, from, to);
      lane += 2;
    } else {
      for (; column + 32 <= l->width; column += 32) add_values(1, 4, l, lane, column, from, to);
      for (; column < l->width; column += 8) add_values(1, 1, l, lane, column, from, to);
      lane += 1;
    }
  }
}

#include "../shared/attention_tiles.h"

OD_AVX2 void od_avx2_attend(const od_attention *a, size_t kv_head, size_t begin, size_t end,
                            float *scratch) {
  attend(a, kv_head, begin, end, scratch);
}
#endif
