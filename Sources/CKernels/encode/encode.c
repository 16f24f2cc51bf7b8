// The choice of an encoder, and what a number's error costs.
#include "encode.h"
#pragma clang fp contract(off)

typedef struct {
  int (*encode)(const float *x, const float *w, void *out);
  uint32_t length, bytes;
} encoder;

static encoder encoder_of(uint32_t type) {
  switch (type) {
    case OD_Q8_0: return (encoder){od_encode_q8_0, 32, sizeof(od_block_q8_0)};
    case OD_Q4_0: return (encoder){od_encode_q4_0, 32, sizeof(od_block_q4_0)};
    case OD_Q4_1: return (encoder){od_encode_q4_1, 32, sizeof(od_block_q4_1)};
    case OD_Q5_0: return (encoder){od_encode_q5_0, 32, sizeof(od_block_q5_0)};
    case OD_Q5_1: return (encoder){od_encode_q5_1, 32, sizeof(od_block_q5_1)};
    case OD_Q4_K: return (encoder){od_encode_q4_k, 256, sizeof(od_block_q4_k)};
    case OD_Q5_K: return (encoder){od_encode_q5_k, 256, sizeof(od_block_q5_k)};
    case OD_Q6_K: return (encoder){od_encode_q6_k, 256, sizeof(od_block_q6_k)};
    default: return (encoder){NULL, 1, 1};
  }
}

int od_encodes(uint32_t type) {
  return type == OD_F32 || type == OD_F16 || type == OD_BF16 || encoder_of(type).encode;
}

/// What a number's error costs: its column's importance where that is known, else as much as any
/// other's. A row's product is off by the sum of error times activation, so its mean square is that
/// of the errors, each times its activation's mean square; a weight's size is no part of it. With the
/// activations of a trained model, over all its matrices, equal costs leave 1.2 % less error in the
/// products of q4_0 to q5_1 than costs that grow with the weight's size and 2.5 % less than with its
/// square; K-quants 1 to 2.5 % less on rows of three kinds.
static void weigh(const float *importance, size_t count, float *w) {
  float largest = 0;
  for (size_t i = 0; importance && i < count; i++)
    largest = importance[i] > largest ? importance[i] : largest;
  // Importance is relative to the block's largest; what was never seen still counts a little.
  for (size_t i = 0; i < count; i++) w[i] = largest > 0 ? importance[i] / largest + 1e-6f : 1;
}

/// To nearest, ties to even; a NaN does not come here.
static uint16_t bfloat(float x) {
  uint32_t bits = od_bits(x);
  return (uint16_t)((bits + 0x7fffu + (bits >> 16 & 1)) >> 16);
}

static size_t encode_floats(uint32_t type, const float *x, size_t k, void *out) {
  if (type == OD_F32) memcpy(out, x, k * sizeof *x);
  uint16_t *halves = out;
  for (size_t i = 0; type != OD_F32 && i < k; i++) {
    halves[i] = type == OD_F16 ? od_float_to_half(x[i]) : bfloat(x[i]);
    uint16_t exponent = type == OD_F16 ? 0x7c00 : 0x7f80;
    if ((halves[i] & exponent) == exponent) return i;
  }
  return k;
}

size_t od_encode(uint32_t type, const float *x, const float *importance, size_t k, void *out) {
  encoder e = encoder_of(type);
  float w[256];
  if (!e.encode) return encode_floats(type, x, k, out);
  for (size_t at = 0; at < k; at += e.length) {
    weigh(importance ? importance + at : NULL, e.length, w);
    if (!e.encode(x + at, w, (char *)out + at / e.length * e.bytes)) return at;
  }
  return k;
}
