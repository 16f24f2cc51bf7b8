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

/// Eight numbers of a row of floats or of halves.
OD_AVX2_INLINE __m256 load8(int halves, const void *rows, size_t at) {
  return halves ? _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)((const uint16_t *)rows + at)))
                : _mm256_loadu_ps((const float *)rows + at);
}

/// `values = values * keep + weights * rows` for C lanes and V vectors of their width.
///
/// `rows` are those of a tile, `stride` numbers apart.
OD_AVX2_INLINE void add_values(int halves, int C, int V, lanes *l, const void *rows, size_t stride,
                               size_t lane, size_t column, size_t from, size_t to) {
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
    __m256 weights[3];
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) weights[c] = _mm256_set1_ps(l->scores[(lane + (size_t)c) * TILE + p]);
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++) {
      __m256 value = load8(halves, rows, p * stride + column + 8 * (size_t)v);
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

OD_AVX2_INLINE void add_columns(int halves, int C, lanes *l, const void *rows, size_t stride,
                                size_t lane, size_t from, size_t to) {
  size_t column = 0;
  for (; column + 32 <= l->width; column += 32)
    add_values(halves, C, 4, l, rows, stride, lane, column, from, to);
  for (; column < l->width; column += 8)
    add_values(halves, C, 1, l, rows, stride, lane, column, from, to);
}

OD_AVX2_INLINE void add_rows(int halves, lanes *l, const void *rows, size_t stride, size_t lane,
                             size_t count, size_t from, size_t to) {
  size_t past = lane + count;
  for (; lane + 3 <= past; lane += 3) add_columns(halves, 3, l, rows, stride, lane, from, to);
  if (past - lane == 2) add_columns(halves, 2, l, rows, stride, lane, from, to);
  if (past - lane == 1) add_columns(halves, 1, l, rows, stride, lane, from, to);
}

/// `count` lanes that see the same positions of the tile.
OD_AVX2_INLINE void add_values_of(lanes *l, size_t lane, size_t count, size_t from, size_t to) {
  add_rows(0, l, l->rows, l->width, lane, count, from, to);
}

// ---- few lanes: rows of halves as they lie in the cache

OD_AVX2_INLINE void score_halves(const lanes *l, const od_attention *a, size_t kv_head,
                                 size_t tile, size_t from, size_t to, size_t lane, size_t count) {
  od_avx2_multiply_f16(row_at(a, a->keys, kv_head, tile + from), 2 * a->position_stride, to - from,
                       l->queries + lane * l->width, l->width, count, l->width,
                       l->scores + lane * TILE + from, TILE);
}

OD_AVX2_INLINE void add_halves(lanes *l, const od_attention *a, size_t kv_head, size_t tile,
                               size_t lane, size_t count, size_t from, size_t to) {
  add_rows(1, l, row_at(a, a->values, kv_head, tile), a->position_stride, lane, count, from, to);
}

#define FEW_LANES 4
#include "../shared/attention_tiles.h"

OD_AVX2 void od_avx2_attend(const od_attention *a, size_t kv_head, size_t begin, size_t end,
                            float *scratch) {
  attend(a, kv_head, begin, end, scratch);
}
#endif
