// Products of quantised weights, as they lie in the file, with int8 activations.
//
// Eight outputs at a time, one in each lane: per block, eight vectors of partial products are
// reduced to one vector of eight exact sums, which meets eight scales in one multiplication. The
// order of sums is the one of ckernels.h.
#include "avx2.h"
#if defined(__x86_64__)

typedef enum { Q8_0, Q4_0 } kind;

OD_AVX2_INLINE size_t block_bytes(kind kind) {
  return kind == Q8_0 ? sizeof(od_block_q8_0) : sizeof(od_block_q4_0);
}

OD_AVX2_INLINE __m256 load_scales(const char *block, size_t row_bytes) {
  uint16_t half[8];
#pragma clang loop unroll(full)
  for (size_t r = 0; r < 8; r++) memcpy(&half[r], block + r * row_bytes, 2);
  return _mm256_cvtph_ps(_mm_setr_epi16((short)half[0], (short)half[1], (short)half[2],
                                        (short)half[3], (short)half[4], (short)half[5],
                                        (short)half[6], (short)half[7]));
}

/// Sums of four products each, as int32. |weight| is unsigned and the activation takes its sign:
/// 128 * 127 * 2 fits 16 bits, so nothing saturates.
OD_AVX2_INLINE __m256i products_q8_0(const char *block, __m256i x) {
  __m256i w = _mm256_loadu_si256((const __m256i *)(block + 2));
  __m256i p = _mm256_maddubs_epi16(_mm256_abs_epi8(w), _mm256_sign_epi8(x, w));
  return _mm256_madd_epi16(p, _mm256_set1_epi16(1));
}

/// Sums of two products each, as int16, of nibbles 0 ... 15: the 8 that they are too large by is
/// taken off the block's sum.
OD_AVX2_INLINE __m256i products_q4_0(const char *block, __m256i x) {
  __m256i w = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(block + 2)));
  w = _mm256_srlv_epi64(w, _mm256_setr_epi64x(0, 0, 4, 4));
  return _mm256_maddubs_epi16(_mm256_and_si256(w, _mm256_set1_epi8(15)), x);
}

/// One block of eight rows times one block of activations: eight exact sums.
OD_AVX2_INLINE __m256i block_sums(kind kind, const char *block, size_t row_bytes, __m256i x,
                                  int32_t x_sum) {
  __m256i v[8];
#pragma clang loop unroll(full)
  for (size_t r = 0; r < 8; r++)
    v[r] = kind == Q8_0 ? products_q8_0(block + r * row_bytes, x)
                        : products_q4_0(block + r * row_bytes, x);
  if (kind == Q8_0) {
    __m256i low = _mm256_hadd_epi32(_mm256_hadd_epi32(v[0], v[1]), _mm256_hadd_epi32(v[2], v[3]));
    __m256i high = _mm256_hadd_epi32(_mm256_hadd_epi32(v[4], v[5]), _mm256_hadd_epi32(v[6], v[7]));
    return _mm256_add_epi32(_mm256_permute2x128_si256(low, high, 0x20),
                            _mm256_permute2x128_si256(low, high, 0x31));
  }
  // 16 products of at most 15 * 127 fit 16 bits.
  __m256i low = _mm256_hadd_epi16(_mm256_hadd_epi16(v[0], v[1]), _mm256_hadd_epi16(v[2], v[3]));
  __m256i high = _mm256_hadd_epi16(_mm256_hadd_epi16(v[4], v[5]), _mm256_hadd_epi16(v[6], v[7]));
  __m256i sums = _mm256_hadd_epi16(low, high);
  sums = _mm256_add_epi32(_mm256_cvtepi16_epi32(_mm256_castsi256_si128(sums)),
                          _mm256_cvtepi16_epi32(_mm256_extracti128_si256(sums, 1)));
  return _mm256_sub_epi32(sums, _mm256_set1_epi32(8 * x_sum));
}

/// Eight rows of the weight times C rows of activations from row `j` on.
OD_AVX2_INLINE void multiply_rows(kind kind, int C, const char *w, size_t row_bytes,
                                  const od_quantized_rows *x, size_t j, __m256 *sums) {
  size_t blocks = x->k / 32;
  const int8_t *quants = x->quants + j * x->k;
  const float *scales = x->scales + j * blocks;
  const int32_t *x_sums = x->sums + j * blocks;
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) sums[c] = _mm256_setzero_ps();
  const char *next = w + 8 * row_bytes;  // the rows after these, a stretch per block
  for (size_t block = 0; block < blocks; block++) {
    const char *at = w + block * block_bytes(kind);
    for (size_t line = 0; line < 8 * block_bytes(kind); line += 64)
      _mm_prefetch(next + 8 * block_bytes(kind) * block + line, _MM_HINT_T0);
    __m256 weight_scales = load_scales(at, row_bytes);
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) {
      size_t index = (size_t)c * blocks + block;
      __m256i activations =
          _mm256_loadu_si256((const __m256i *)(quants + (size_t)c * x->k + 32 * block));
      __m256i products = block_sums(kind, at, row_bytes, activations, x_sums[index]);
      sums[c] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(products),
                                _mm256_mul_ps(weight_scales, _mm256_set1_ps(scales[index])),
                                sums[c]);
    }
  }
}

OD_AVX2_INLINE void multiply_columns(kind kind, int C, const char *w, size_t row_bytes, size_t n,
                                     const od_quantized_rows *x, size_t j, float *y,
                                     size_t y_stride) {
  __m256 sums[4];
  y += j * y_stride;
  if (n >= 8) {
    for (size_t i = 0; i < n; i += 8) {
      if (i + 8 > n) i = n - 8;  // rows that are computed again get the same bits
      multiply_rows(kind, C, w + i * row_bytes, row_bytes, x, j, sums);
      for (int c = 0; c < C; c++) _mm256_storeu_ps(y + (size_t)c * y_stride + i, sums[c]);
    }
    return;
  }
  for (size_t i = 0; i < n; i++) {  // one row in all lanes
    multiply_rows(kind, C, w + i * row_bytes, 0, x, j, sums);
    for (int c = 0; c < C; c++)
      y[(size_t)c * y_stride + i] = _mm_cvtss_f32(_mm256_castps256_ps128(sums[c]));
  }
}

OD_AVX2_INLINE void multiply(kind kind, const void *w, size_t row_bytes, size_t n,
                             const od_quantized_rows *x, float *y, size_t y_stride) {
  size_t j = 0;
  for (; j + 4 <= x->m; j += 4) multiply_columns(kind, 4, w, row_bytes, n, x, j, y, y_stride);
  if (x->m - j == 3) multiply_columns(kind, 3, w, row_bytes, n, x, j, y, y_stride);
  if (x->m - j == 2) multiply_columns(kind, 2, w, row_bytes, n, x, j, y, y_stride);
  if (x->m - j == 1) multiply_columns(kind, 1, w, row_bytes, n, x, j, y, y_stride);
}

OD_AVX2 void od_avx2_multiply_q8_0(const void *w, size_t row_bytes, size_t n,
                                   const od_quantized_rows *x, float *y, size_t y_stride) {
  multiply(Q8_0, w, row_bytes, n, x, y, y_stride);
}

OD_AVX2 void od_avx2_multiply_q4_0(const void *w, size_t row_bytes, size_t n,
                                   const od_quantized_rows *x, float *y, size_t y_stride) {
  multiply(Q4_0, w, row_bytes, n, x, y, y_stride);
}
#endif
