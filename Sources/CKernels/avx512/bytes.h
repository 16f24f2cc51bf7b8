#pragma once
#include "avx512.h"
#include "../avx2/weights.h"
#if defined(__x86_64__)

// Quants as VNNI multiplies them: `dpbusd` adds four products of an unsigned byte (a weight) with a
// signed one (an activation) to an int32, without saturation. So every weight is stored with what
// makes it unsigned, and that much times the sum of the activations is paid back.

/// What `unsigned_quants` gives too much.
OD_AVX512_INLINE int excess(kind kind) { return is_signed(kind) ? 128 : bias(kind); }

/// The 32 quants of a block as unsigned bytes.
OD_AVX512_INLINE __m256i unsigned_quants(kind kind, const char *at, size_t b) {
  __m256i quants = load_quants(kind, at, b);
  return is_signed(kind) ? _mm256_xor_si256(quants, _mm256_set1_epi8((char)0x80)) : quants;
}

/// The 32 quants of a block as they are.
OD_AVX512_INLINE __m256i signed_quants(kind kind, const char *at, size_t b) {
  return _mm256_sub_epi8(load_quants(kind, at, b), _mm256_set1_epi8((char)bias(kind)));
}

/// Two vectors as one, the first in the low half.
OD_AVX512_INLINE __m512i both(__m256i low, __m256i high) {
  return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}

/// A whole number in all lanes: read, spread and converted without a scalar register on the way.
OD_AVX512_INLINE __m512 whole(int32_t number) {
  return _mm512_cvtepi32_ps(_mm512_set1_epi32(number));
}

/// The sum of the first 16 of a block's activations.
OD_AVX512_INLINE int32_t half_sum(const int8_t *quants) {
  __m128i sums = _mm_dpbusd_epi32(_mm_setzero_si128(), _mm_set1_epi8(1),
                                  _mm_loadu_si128((const __m128i *)quants));
  sums = _mm_add_epi32(sums, _mm_shuffle_epi32(sums, 0x4e));
  sums = _mm_add_epi32(sums, _mm_shuffle_epi32(sums, 0xb1));
  return _mm_cvtsi128_si32(sums);
}
#endif
