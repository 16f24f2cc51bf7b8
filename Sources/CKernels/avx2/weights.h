#pragma once
#include "avx2.h"
#include "../scalar/unpack.h"
#if defined(__x86_64__)

// Quantised blocks in vectors: the quants of one row, the scales of eight.
//
// `kind` is a constant wherever these functions are inlined, so what a type does not need vanishes.
// A super-block's `b` is the block of 32 inside it; the others always have `b` 0.

typedef enum {
  Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_NL, IQ4_XS, MXFP4
} kind;

OD_AVX2_INLINE size_t block_bytes(kind kind) {
  switch (kind) {
    case Q8_0: return sizeof(od_block_q8_0);
    case Q4_0: return sizeof(od_block_q4_0);
    case Q4_1: return sizeof(od_block_q4_1);
    case Q5_0: return sizeof(od_block_q5_0);
    case Q5_1: return sizeof(od_block_q5_1);
    case Q2_K: return sizeof(od_block_q2_k);
    case Q3_K: return sizeof(od_block_q3_k);
    case Q4_K: return sizeof(od_block_q4_k);
    case Q5_K: return sizeof(od_block_q5_k);
    case Q6_K: return sizeof(od_block_q6_k);
    case IQ4_NL: return sizeof(od_block_iq4_nl);
    case IQ4_XS: return sizeof(od_block_iq4_xs);
    case MXFP4: return sizeof(od_block_mxfp4);
  }
}

OD_AVX2_INLINE int is_super(kind kind) {
  return kind == Q2_K || kind == Q3_K || kind == Q4_K || kind == Q5_K || kind == Q6_K ||
         kind == IQ4_XS;
}
/// Whether halves of a block have integer scales of their own.
OD_AVX2_INLINE int has_halves(kind kind) { return kind == Q2_K || kind == Q3_K || kind == Q6_K; }
OD_AVX2_INLINE int is_signed(kind kind) {
  return kind == Q8_0 || kind == IQ4_NL || kind == IQ4_XS || kind == MXFP4;
}
OD_AVX2_INLINE int minimums_per_block(kind kind) {
  if (kind == Q2_K) return 2;
  return kind == Q4_1 || kind == Q5_1 || kind == Q4_K || kind == Q5_K;
}
/// What `load_quants` gives too much.
OD_AVX2_INLINE int bias(kind kind) {
  switch (kind) {
    case Q4_0: return 8;
    case Q5_0: return 16;
    case Q3_K: return 4;
    case Q6_K: return 32;
    default: return 0;
  }
}

// ---- quants

OD_AVX2_INLINE __m256i load32(const char *p) { return _mm256_loadu_si256((const __m256i *)p); }

/// Shifts bytes by `count` bits and keeps those of `mask`. A count that is known becomes part of the
/// instruction.
OD_AVX2_INLINE __m256i bits_of(__m256i bytes, size_t count, char mask) {
  __m256i shifted = _mm256_srli_epi16(bytes, (int)count);
  return _mm256_and_si256(shifted, _mm256_set1_epi8(mask));
}

/// 16 bytes: low halves, then high ones.
OD_AVX2_INLINE __m256i load_nibbles(const char *p) {
  __m256i v = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)p));
  return _mm256_and_si256(_mm256_srlv_epi64(v, _mm256_setr_epi64x(0, 0, 4, 4)),
                          _mm256_set1_epi8(15));
}

/// 16 for each bit of 4 bytes that is set, 0 for the others.
OD_AVX2_INLINE __m256i load_fifth_bits(const char *p) {
  int32_t word;
  memcpy(&word, p, 4);
  __m256i spread = _mm256_shuffle_epi8(
      _mm256_set1_epi32(word),
      _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303));
  __m256i bit = _mm256_set1_epi64x((long long)0x8040201008040201);
  __m256i set = _mm256_cmpeq_epi8(_mm256_and_si256(spread, bit), bit);
  return _mm256_and_si256(set, _mm256_set1_epi8(16));
}

OD_AVX2_INLINE __m256i look_up(const int8_t table[16], __m256i nibbles) {
  __m128i half = _mm_loadu_si128((const __m128i *)table);
  return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(half), nibbles);
}

/// The 32 quants of a block as bytes.
OD_AVX2_INLINE __m256i load_quants(kind kind, const char *at, size_t b) {
  switch (kind) {
    case Q8_0: return load32(at + 2);
    case Q4_0: return load_nibbles(at + 2);
    case Q4_1: return load_nibbles(at + 4);
    case Q5_0: return _mm256_or_si256(load_nibbles(at + 6), load_fifth_bits(at + 2));
    case Q5_1: return _mm256_or_si256(load_nibbles(at + 8), load_fifth_bits(at + 4));
    case Q2_K: return bits_of(load32(at + 16 + 32 * (b / 4)), 2 * (b % 4), 3);
    case Q3_K: {
      __m256i low = bits_of(load32(at + 32 + 32 * (b / 4)), 2 * (b % 4), 3);
      return _mm256_or_si256(low, _mm256_slli_epi16(bits_of(load32(at), b, 1), 2));
    }
    case Q4_K: return bits_of(load32(at + 16 + 32 * (b / 2)), 4 * (b % 2), 15);
    case Q5_K: {
      __m256i low = bits_of(load32(at + 48 + 32 * (b / 2)), 4 * (b % 2), 15);
      return _mm256_or_si256(low, _mm256_slli_epi16(bits_of(load32(at + 16), b, 1), 4));
    }
    case Q6_K: {
      __m256i low = bits_of(load32(at + 64 * (b / 4) + 32 * (b % 2)), 4 * (b % 4 / 2), 15);
      __m256i high = bits_of(load32(at + 128 + 32 * (b / 4)), 2 * (b % 4), 3);
      return _mm256_or_si256(low, _mm256_slli_epi16(high, 4));
    }
    case IQ4_NL: return look_up(od_iq4_numbers, load_nibbles(at + 2));
    case IQ4_XS: return look_up(od_iq4_numbers, load_nibbles(at + 8 + 16 * b));
    case MXFP4: return look_up(od_mxfp4_numbers, load_nibbles(at + 1));
  }
}

// ---- scales of eight rows

OD_AVX2_INLINE __m256i gather16(const char *const rows[8], size_t at) {
  uint16_t v[8];
#pragma clang loop unroll(full)
  for (int r = 0; r < 8; r++) memcpy(&v[r], rows[r] + at, 2);
  return _mm256_cvtepu16_epi32(_mm_setr_epi16((short)v[0], (short)v[1], (short)v[2], (short)v[3],
                                              (short)v[4], (short)v[5], (short)v[6], (short)v[7]));
}

OD_AVX2_INLINE __m256i gather32(const char *const rows[8], size_t at) {
  int32_t v[8];
#pragma clang loop unroll(full)
  for (int r = 0; r < 8; r++) memcpy(&v[r], rows[r] + at, 4);
  return _mm256_setr_epi32(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]);
}

OD_AVX2_INLINE __m256 gather_halves(const char *const rows[8], size_t at) {
  uint16_t v[8];
#pragma clang loop unroll(full)
  for (int r = 0; r < 8; r++) memcpy(&v[r], rows[r] + at, 2);
  return _mm256_cvtph_ps(_mm_setr_epi16((short)v[0], (short)v[1], (short)v[2], (short)v[3],
                                        (short)v[4], (short)v[5], (short)v[6], (short)v[7]));
}

/// What eight rows' super-blocks say of scales.
typedef struct {
  __m256 scale, minimum;
  __m256i scales[2], minimums[2];  // of blocks 0 to 3 and 4 to 7, a byte each
  __m128i halves[8];               // the integer scales of a row's 16 halves
} super_scales;

/// The integer scales of the 16 halves of a super-block.
OD_AVX2_INLINE __m128i load_all_half_scales(kind kind, const char *at) {
  if (kind == Q6_K) return _mm_loadu_si128((const __m128i *)(at + 192));
  if (kind == Q2_K)
    return _mm_and_si128(_mm_loadu_si128((const __m128i *)at), _mm_set1_epi8(15));
  // q3_K: four bits of scale i in byte i % 8, two in byte 8 + i % 4, and 32 is taken off.
  __m128i low = _mm_loadl_epi64((const __m128i *)(at + 96));
  low = _mm_and_si128(_mm_unpacklo_epi64(low, _mm_srli_epi16(low, 4)), _mm_set1_epi8(15));
  int32_t word;
  memcpy(&word, at + 104, 4);
  __m128i high = _mm_srlv_epi32(_mm_set1_epi32(word), _mm_setr_epi32(0, 2, 4, 6));
  high = _mm_slli_epi16(_mm_and_si128(high, _mm_set1_epi8(3)), 4);
  return _mm_sub_epi8(_mm_or_si128(low, high), _mm_set1_epi8(32));
}

/// Those of both halves of block `b` as int16: eight times the first, eight times the second.
OD_AVX2_INLINE __m256i half_scales_of(__m128i all, size_t b) {
  __m128i places = _mm_add_epi8(_mm_set_epi64x(0x0101010101010101, 0), _mm_set1_epi8((char)(2 * b)));
  return _mm256_cvtepi8_epi16(_mm_shuffle_epi8(all, places));
}

/// The scales of eight rows' containers that start `at` bytes into them.
OD_AVX2_INLINE super_scales load_super(kind kind, const char *const rows[8], size_t at) {
  super_scales s;
  const __m256i low = _mm256_set1_epi32(0x0f0f0f0f), upper = _mm256_set1_epi32(0x30303030);
  switch (kind) {
    case Q4_1: case Q5_1: case Q4_K: case Q5_K:
      s.scale = gather_halves(rows, at);
      s.minimum = gather_halves(rows, at + 2);
      break;
    case Q2_K:
      s.scale = gather_halves(rows, at + 80);
      s.minimum = gather_halves(rows, at + 82);
      break;
    case Q3_K: s.scale = gather_halves(rows, at + 108); break;
    case Q6_K: s.scale = gather_halves(rows, at + 208); break;
    case MXFP4: break;
    default: s.scale = gather_halves(rows, at);
  }
  if (kind == Q4_K || kind == Q5_K) {
    s.minimum = _mm256_xor_ps(s.minimum, _mm256_set1_ps(-0.f));
    __m256i a = gather32(rows, at + 4), b = gather32(rows, at + 8), c = gather32(rows, at + 12);
    const __m256i six = _mm256_set1_epi32(0x3f3f3f3f);
    s.scales[0] = _mm256_and_si256(a, six);
    s.minimums[0] = _mm256_and_si256(b, six);
    s.scales[1] = _mm256_or_si256(_mm256_and_si256(c, low),
                                  _mm256_and_si256(_mm256_srli_epi32(a, 2), upper));
    s.minimums[1] = _mm256_or_si256(_mm256_and_si256(_mm256_srli_epi32(c, 4), low),
                                    _mm256_and_si256(_mm256_srli_epi32(b, 2), upper));
  }
  if (kind == IQ4_XS) {
    s.scales[0] = gather32(rows, at + 4);
    s.scales[1] = gather16(rows, at + 2);
  }
  if (kind == Q2_K) s.minimum = _mm256_xor_ps(s.minimum, _mm256_set1_ps(-0.f));
  if (has_halves(kind)) {
#pragma clang loop unroll(full)
    for (int r = 0; r < 8; r++) s.halves[r] = load_all_half_scales(kind, rows[r] + at);
  }
  return s;
}

/// Byte `i` of each of the words.
OD_AVX2_INLINE __m256 byte_of(__m256i words, size_t i) {
  __m256i v = _mm256_srl_epi32(words, _mm_cvtsi64_si128((long long)(8 * i)));
  return _mm256_cvtepi32_ps(_mm256_and_si256(v, _mm256_set1_epi32(255)));
}

/// The scales of block `b` of eight rows.
OD_AVX2_INLINE __m256 block_scales(kind kind, const super_scales *s, const char *const rows[8],
                                   size_t at, size_t b) {
  if (kind == Q4_K || kind == Q5_K)
    return _mm256_mul_ps(s->scale, byte_of(b < 4 ? s->scales[0] : s->scales[1], b % 4));
  if (kind == IQ4_XS) {
    __m128i low_count = _mm_cvtsi64_si128((long long)(4 * b));
    __m128i high_count = _mm_cvtsi64_si128((long long)(2 * b));
    __m256i low = _mm256_and_si256(_mm256_srl_epi32(s->scales[0], low_count),
                                   _mm256_set1_epi32(15));
    __m256i high = _mm256_and_si256(_mm256_srl_epi32(s->scales[1], high_count),
                                    _mm256_set1_epi32(3));
    __m256i scale = _mm256_or_si256(low, _mm256_slli_epi32(high, 4));
    return _mm256_mul_ps(s->scale, _mm256_cvtepi32_ps(
                                       _mm256_sub_epi32(scale, _mm256_set1_epi32(32))));
  }
  if (kind == MXFP4) {
    __m256i e = _mm256_cvtepu8_epi32(_mm_setr_epi8(
        rows[0][at], rows[1][at], rows[2][at], rows[3][at], rows[4][at], rows[5][at], rows[6][at],
        rows[7][at], 0, 0, 0, 0, 0, 0, 0, 0));
    // as od_mxfp4_scale: half of 2^(e - 127), whose least two are subnormal
    __m256i normal = _mm256_slli_epi32(_mm256_sub_epi32(e, _mm256_set1_epi32(1)), 23);
    __m256i small = _mm256_sllv_epi32(_mm256_set1_epi32(0x200000), e);
    return _mm256_castsi256_ps(
        _mm256_blendv_epi8(normal, small, _mm256_cmpgt_epi32(_mm256_set1_epi32(2), e)));
  }
  return s->scale;
}

/// The minimum of block `b`, or of its half, of eight rows.
OD_AVX2_INLINE __m256 block_minimums(kind kind, const super_scales *s, const char *const rows[8],
                                     size_t at, size_t b, int half) {
  if (kind == Q4_K || kind == Q5_K)
    return _mm256_mul_ps(s->minimum, byte_of(b < 4 ? s->minimums[0] : s->minimums[1], b % 4));
  if (kind == Q2_K) {
    __m256i two = gather16(rows, at + 2 * b);
    __m256i v = half ? _mm256_srli_epi32(two, 12)
                     : _mm256_and_si256(_mm256_srli_epi32(two, 4), _mm256_set1_epi32(15));
    return _mm256_mul_ps(s->minimum, _mm256_cvtepi32_ps(v));
  }
  return s->minimum;
}

/// Half a block's integers (`half` 0: elements 0 ... 15) as int16, with bias and integer scales.
OD_AVX2_INLINE __m256i half_block(kind kind, const char *at, size_t b, int half) {
  __m256i quants = load_quants(kind, at, b);
  __m128i bytes = half ? _mm256_extracti128_si256(quants, 1) : _mm256_castsi256_si128(quants);
  __m256i wide = is_signed(kind) ? _mm256_cvtepi8_epi16(bytes) : _mm256_cvtepu8_epi16(bytes);
  if (bias(kind)) wide = _mm256_sub_epi16(wide, _mm256_set1_epi16((short)bias(kind)));
  if (!has_halves(kind)) return wide;
  __m256i scales = half_scales_of(load_all_half_scales(kind, at), b);
  scales = half ? _mm256_permute2x128_si256(scales, scales, 0x11)
                : _mm256_permute2x128_si256(scales, scales, 0);
  return _mm256_mullo_epi16(wide, scales);
}
#endif
