// Row operations. What happens to an element depends on its index and the row's length alone.
#include "avx2.h"
#if defined(__x86_64__)

OD_AVX2 void od_avx2_rms_norm(const float *x, const float *weight, float epsilon, size_t count,
                              float *out) {
  __m256 sums[4] = {_mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps(),
                    _mm256_setzero_ps()};
  size_t i = 0;
  for (; i + 32 <= count; i += 32)
#pragma clang loop unroll(full)
    for (int s = 0; s < 4; s++) {
      __m256 v = _mm256_loadu_ps(x + i + 8 * (size_t)s);
      sums[s] = _mm256_fmadd_ps(v, v, sums[s]);
    }
  for (; i < count; i += 8) {
    __m256 v = _mm256_maskload_ps(x + i, od_mask8(count - i));
    sums[0] = _mm256_fmadd_ps(v, v, sums[0]);
  }
  float sum = od_sum8(_mm256_add_ps(_mm256_add_ps(sums[0], sums[1]),
                                    _mm256_add_ps(sums[2], sums[3])));
  __m256 factor = _mm256_set1_ps(1 / sqrtf(sum / (float)count + epsilon));
  for (i = 0; i + 8 <= count; i += 8)
    _mm256_storeu_ps(out + i, _mm256_mul_ps(_mm256_mul_ps(_mm256_loadu_ps(x + i), factor),
                                            _mm256_loadu_ps(weight + i)));
  if (i < count) {
    __m256i mask = od_mask8(count - i);
    _mm256_maskstore_ps(out + i, mask,
                        _mm256_mul_ps(_mm256_mul_ps(_mm256_maskload_ps(x + i, mask), factor),
                                      _mm256_maskload_ps(weight + i, mask)));
  }
}

OD_AVX2_INLINE void rotate(__m256 *a, __m256 *b, __m256 cosines, __m256 sines) {
  __m256 first = *a, second = *b;
  *a = _mm256_fmsub_ps(first, cosines, _mm256_mul_ps(second, sines));
  *b = _mm256_fmadd_ps(first, sines, _mm256_mul_ps(second, cosines));
}

OD_AVX2_INLINE void rotate_halves(float *x, const float *cosines, const float *sines,
                                  size_t half) {
  for (size_t i = 0; i < half; i += 8) {
    __m256i mask = od_mask8(half - i);
    __m256 a = _mm256_maskload_ps(x + i, mask), b = _mm256_maskload_ps(x + half + i, mask);
    rotate(&a, &b, _mm256_maskload_ps(cosines + i, mask), _mm256_maskload_ps(sines + i, mask));
    _mm256_maskstore_ps(x + i, mask, a);
    _mm256_maskstore_ps(x + half + i, mask, b);
  }
}

/// Four pairs at a time: `x * [c c] + swapped x * [-s s]`.
OD_AVX2_INLINE void rotate_adjacent(float *x, const float *cosines, const float *sines,
                                    size_t half) {
  const __m256i twice = _mm256_setr_epi32(0, 0, 1, 1, 2, 2, 3, 3);
  const __m256 signs = _mm256_setr_ps(-0.f, 0, -0.f, 0, -0.f, 0, -0.f, 0);
  for (size_t i = 0; i < half; i += 4) {
    size_t live = half - i < 4 ? half - i : 4;
    __m256i mask = od_mask8(2 * live);
    __m256 v = _mm256_maskload_ps(x + 2 * i, mask);
    __m256 c = _mm256_permutevar8x32_ps(_mm256_maskload_ps(cosines + i, od_mask8(live)), twice);
    __m256 s = _mm256_permutevar8x32_ps(_mm256_maskload_ps(sines + i, od_mask8(live)), twice);
    __m256 swapped = _mm256_mul_ps(_mm256_permute_ps(v, 0xb1), _mm256_xor_ps(s, signs));
    _mm256_maskstore_ps(x + 2 * i, mask, _mm256_fmadd_ps(v, c, swapped));
  }
}

OD_AVX2 void od_avx2_rope(float *x, const float *cosines, const float *sines, size_t half,
                          int halves) {
  if (halves)
    rotate_halves(x, cosines, sines, half);
  else
    rotate_adjacent(x, cosines, sines, half);
}

OD_AVX2_INLINE __m256 silu(__m256 gate, __m256 up) {
  __m256 e = od_exp8(_mm256_sub_ps(_mm256_setzero_ps(), gate));
  return _mm256_mul_ps(_mm256_div_ps(gate, _mm256_add_ps(_mm256_set1_ps(1), e)), up);
}

OD_AVX2 void od_avx2_silu_multiply(const float *gate, const float *up, size_t count, float *out) {
  size_t i = 0;
  for (; i + 8 <= count; i += 8)
    _mm256_storeu_ps(out + i, silu(_mm256_loadu_ps(gate + i), _mm256_loadu_ps(up + i)));
  if (i == count) return;
  __m256i mask = od_mask8(count - i);
  _mm256_maskstore_ps(out + i, mask, silu(_mm256_maskload_ps(gate + i, mask),
                                          _mm256_maskload_ps(up + i, mask)));
}

/// x / 2 * (1 + tanh(u)) is x * sigmoid(2 u).
OD_AVX2_INLINE __m256 gelu(__m256 gate, __m256 up) {
  __m256 square = _mm256_mul_ps(gate, gate);
  __m256 inner = _mm256_mul_ps(
      gate, _mm256_fmadd_ps(square, _mm256_set1_ps(-2 * 0.7978845608028654f * 0.044715f),
                            _mm256_set1_ps(-2 * 0.7978845608028654f)));
  __m256 e = od_exp8(inner);
  return _mm256_mul_ps(_mm256_div_ps(gate, _mm256_add_ps(_mm256_set1_ps(1), e)), up);
}

OD_AVX2 void od_avx2_gelu_multiply(const float *gate, const float *up, size_t count, float *out) {
  for (size_t i = 0; i < count; i += 8) {
    __m256i mask = od_mask8(count - i);
    _mm256_maskstore_ps(out + i, mask, gelu(_mm256_maskload_ps(gate + i, mask),
                                            _mm256_maskload_ps(up + i, mask)));
  }
}

OD_AVX2 void od_avx2_softcap(float cap, size_t count, float *y) {
  for (size_t i = 0; i < count; i += 8) {
    __m256i mask = od_mask8(count - i);
    _mm256_maskstore_ps(y + i, mask, od_softcap8(_mm256_maskload_ps(y + i, mask), cap));
  }
}

OD_AVX2 void od_avx2_add(const float *x, size_t count, float *y) {
  size_t i = 0;
  for (; i + 8 <= count; i += 8)
    _mm256_storeu_ps(y + i, _mm256_add_ps(_mm256_loadu_ps(y + i), _mm256_loadu_ps(x + i)));
  for (; i < count; i++) y[i] += x[i];
}

OD_AVX2 void od_avx2_scale(float factor, size_t count, float *y) {
  size_t i = 0;
  for (; i + 8 <= count; i += 8)
    _mm256_storeu_ps(y + i, _mm256_mul_ps(_mm256_loadu_ps(y + i), _mm256_set1_ps(factor)));
  for (; i < count; i++) y[i] *= factor;
}

OD_AVX2 void od_avx2_to_half(const float *x, size_t count, uint16_t *out) {
  size_t i = 0;
  for (; i + 8 <= count; i += 8)
    _mm_storeu_si128((__m128i *)(out + i),
                     _mm256_cvtps_ph(_mm256_loadu_ps(x + i), _MM_FROUND_TO_NEAREST_INT));
  for (; i < count; i++) out[i] = (uint16_t)_cvtss_sh(x[i], _MM_FROUND_TO_NEAREST_INT);
}

OD_AVX2 size_t od_avx2_argmax(const float *x, size_t count) {
  // First the largest value, then where it stands: both passes are bound by memory.
  __m256 largest = _mm256_set1_ps(-INFINITY);
  size_t i = 0;
  for (; i + 8 <= count; i += 8)  // of a NaN and a number, max gives the second operand
    largest = _mm256_max_ps(_mm256_loadu_ps(x + i), largest);
  float best = -INFINITY, lanes[8];
  _mm256_storeu_ps(lanes, largest);
  for (int lane = 0; lane < 8; lane++)
    if (lanes[lane] > best) best = lanes[lane];
  for (; i < count; i++)
    if (x[i] > best) best = x[i];
  __m256 wanted = _mm256_set1_ps(best);
  for (i = 0; i + 8 <= count; i += 8) {
    int equal = _mm256_movemask_ps(_mm256_cmp_ps(_mm256_loadu_ps(x + i), wanted, _CMP_EQ_OQ));
    if (equal) return i + (size_t)__builtin_ctz((unsigned)equal);
  }
  for (; i < count; i++)
    if (x[i] == best) return i;
  return 0;
}

OD_AVX2 float od_avx2_log_sum_exp(const float *x, size_t count) {
  float largest = -INFINITY;
  size_t i = 0;
  for (; i < count; i++)
    if (!(x[i] <= largest)) largest = x[i];
  if (!(largest > -INFINITY && largest < INFINITY)) return largest;
  __m256d low = _mm256_setzero_pd(), high = low;  // in double: vocabularies are long
  for (i = 0; i < count; i += 8) {
    __m256i mask = od_mask8(count - i);
    __m256 v = _mm256_sub_ps(_mm256_maskload_ps(x + i, mask), _mm256_set1_ps(largest));
    __m256 e = _mm256_and_ps(od_exp8(v), _mm256_castsi256_ps(mask));
    low = _mm256_add_pd(low, _mm256_cvtps_pd(_mm256_castps256_ps128(e)));
    high = _mm256_add_pd(high, _mm256_cvtps_pd(_mm256_extractf128_ps(e, 1)));
  }
  double sums[4];
  _mm256_storeu_pd(sums, _mm256_add_pd(low, high));
  return largest + (float)log((sums[0] + sums[1]) + (sums[2] + sums[3]));
}

OD_AVX2 uint64_t od_avx2_read_bytes(const void *bytes, size_t count) {
  __m256i sums[8];
  for (int s = 0; s < 8; s++) sums[s] = _mm256_setzero_si256();
  for (size_t i = 0; i < count; i += 256)
#pragma clang loop unroll(full)
    for (size_t s = 0; s < 8; s++)
      sums[s] = _mm256_xor_si256(
          sums[s], _mm256_loadu_si256((const __m256i *)((const char *)bytes + i + 32 * s)));
  for (int s = 1; s < 8; s++) sums[0] = _mm256_xor_si256(sums[0], sums[s]);
  uint64_t words[4];
  _mm256_storeu_si256((__m256i *)words, sums[0]);
  return words[0] ^ words[1] ^ words[2] ^ words[3];
}
#endif
