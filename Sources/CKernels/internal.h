#pragma once
#include <math.h>
#include <string.h>
#include "ckernels.h"

// What the kernels' files share: bit casts, half precision without hardware, the tables.

static inline uint32_t od_bits(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

static inline float od_from_bits(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

/// IEEE half to single, exact. Signalling NaNs become quiet, as F16C makes them.
static inline float od_half_to_float(uint16_t half) {
  uint32_t sign = (uint32_t)(half & 0x8000u) << 16;
  uint32_t exponent = (half >> 10) & 31u, mantissa = half & 1023u;
  if (exponent == 0) return od_from_bits(sign | od_bits((float)mantissa * 0x1p-24f));
  if (exponent == 31)
    return od_from_bits(sign | 0x7f800000u | (mantissa << 13) | (mantissa ? 0x400000u : 0));
  return od_from_bits(sign | ((exponent + 112) << 23) | (mantissa << 13));
}

/// Single to IEEE half, to nearest, ties to even.
static inline uint16_t od_float_to_half(float x) {
  uint32_t bits = od_bits(x), sign = (bits >> 16) & 0x8000u, magnitude = bits & 0x7fffffffu;
  if (magnitude > 0x7f800000u) return (uint16_t)(sign | 0x7e00u | ((magnitude >> 13) & 0x3ffu));
  if (magnitude >= 0x477ff000u) return (uint16_t)(sign | 0x7c00u);  // 65520 and above: infinity
  if (magnitude < 0x38800000u)  // below 2^-14: adding 0.5 rounds to a multiple of 2^-24
    return (uint16_t)(sign | (od_bits(od_from_bits(magnitude) + 0.5f) - 0x3f000000u));
  magnitude += 0xfffu + ((magnitude >> 13) & 1u);
  return (uint16_t)(sign | ((magnitude - 0x38000000u) >> 13));
}

static inline float od_bfloat_to_float(uint16_t bits) { return od_from_bits((uint32_t)bits << 16); }

/// The one order in which eight lanes become a number.
static inline float od_add_lanes(const float lanes[8]) {
  return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) +
         ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
}

/// What sums of `exp(score - largest)` times values are multiplied by. A sink is one more score whose
/// value is nothing (source: "Efficient streaming language models with attention sinks", Xiao and
/// others, 2023; gpt-oss learns one per head).
static inline float od_softmax_factor(float largest, float sum, const float *sink) {
  if (!sink) return 1 / sum;
  float top = largest > *sink ? largest : *sink, keep = expf(largest - top);
  return keep / (sum * keep + expf(*sink - top));
}

/// Below this largest magnitude a block of activations is all zero: 127 / magnitude must not
/// overflow. A NaN is not below it, so it stays visible in the block's scale.
#define OD_SMALLEST_BLOCK 1e-30f

extern const od_kernels od_table_scalar;
#if defined(__x86_64__)
extern const od_kernels od_table_avx2, od_table_avx512, od_table_avx512_bf16, od_table_amx;
#endif
#if defined(__aarch64__)
extern const od_kernels od_table_neon, od_table_neon_dotprod, od_table_neon_i8mm;
#endif
