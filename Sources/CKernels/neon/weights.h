#pragma once
#include "neon.h"
#include "../scalar/unpack.h"
#if defined(__aarch64__)

// Quantised blocks in vectors: the quants of one row, the scales of four.
//
// `kind` is a constant wherever these functions are inlined, so what a type does not need vanishes.
// A super-block's `b` is the block of 32 inside it; the others always have `b` 0.

typedef enum {
  Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_NL, IQ4_XS, MXFP4
} kind;

OD_NEON_INLINE size_t block_bytes(kind kind) {
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
    case MXFP4: break;
  }
  return sizeof(od_block_mxfp4);
}

OD_NEON_INLINE int is_super(kind kind) {
  return kind == Q2_K || kind == Q3_K || kind == Q4_K || kind == Q5_K || kind == Q6_K ||
         kind == IQ4_XS;
}
/// Whether halves of a block have integer scales of their own.
OD_NEON_INLINE int has_halves(kind kind) { return kind == Q2_K || kind == Q3_K || kind == Q6_K; }
OD_NEON_INLINE int minimums_per_block(kind kind) {
  if (kind == Q2_K) return 2;
  return kind == Q4_1 || kind == Q5_1 || kind == Q4_K || kind == Q5_K;
}

// ---- quants

/// Elements 0 to 15 and 16 to 31.
typedef struct {
  int8x16_t half[2];
} block32;

OD_NEON_INLINE block32 load32(const void *p) {
  return (block32){{vld1q_s8(p), vld1q_s8((const int8_t *)p + 16)}};
}

OD_NEON_INLINE uint8x16_t load16(const char *p) { return vld1q_u8((const uint8_t *)p); }

/// Bits of bytes from `from` on, those of `mask`.
OD_NEON_INLINE uint8x16_t bits_of(uint8x16_t bytes, size_t from, uint8_t mask) {
  return vandq_u8(vshlq_u8(bytes, vdupq_n_s8((int8_t)-(int)from)), vdupq_n_u8(mask));
}

/// 16 bytes: low halves, then high ones.
OD_NEON_INLINE uint8x16_t nibbles(const char *p, int half) {
  uint8x16_t v = load16(p);
  return half ? vshrq_n_u8(v, 4) : vandq_u8(v, vdupq_n_u8(15));
}

/// 16 for each bit of two bytes that is set, 0 for the others.
OD_NEON_INLINE uint8x16_t fifth_bits(const char *p) {
  static const uint8_t bits[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t spread = vcombine_u8(vdup_n_u8((uint8_t)p[0]), vdup_n_u8((uint8_t)p[1]));
  return vandq_u8(vtstq_u8(spread, vld1q_u8(bits)), vdupq_n_u8(16));
}

OD_NEON_INLINE int8x16_t without(uint8x16_t quants, int8_t bias) {
  return vsubq_s8(vreinterpretq_s8_u8(quants), vdupq_n_s8(bias));
}

/// Half a block's quants (`half` 0: elements 0 ... 15) as signed bytes.
OD_NEON_INLINE int8x16_t half_quants(kind kind, const char *at, size_t b, int half) {
  size_t upper = 16 * (size_t)half;
  switch (kind) {
    case Q8_0: return vld1q_s8((const int8_t *)at + 2 + upper);
    case Q4_0: return without(nibbles(at + 2, half), 8);
    case Q4_1: return without(nibbles(at + 4, half), 0);
    case Q5_0: return without(vorrq_u8(nibbles(at + 6, half), fifth_bits(at + 2 + 2 * half)), 16);
    case Q5_1: return without(vorrq_u8(nibbles(at + 8, half), fifth_bits(at + 4 + 2 * half)), 0);
    case Q2_K: return without(bits_of(load16(at + 16 + 32 * (b / 4) + upper), 2 * (b % 4), 3), 0);
    case Q3_K: {
      uint8x16_t low = bits_of(load16(at + 32 + 32 * (b / 4) + upper), 2 * (b % 4), 3);
      return without(vorrq_u8(low, vshlq_n_u8(bits_of(load16(at + upper), b, 1), 2)), 4);
    }
    case Q4_K: return without(bits_of(load16(at + 16 + 32 * (b / 2) + upper), 4 * (b % 2), 15), 0);
    case Q5_K: {
      uint8x16_t low = bits_of(load16(at + 48 + 32 * (b / 2) + upper), 4 * (b % 2), 15);
      return without(vorrq_u8(low, vshlq_n_u8(bits_of(load16(at + 16 + upper), b, 1), 4)), 0);
    }
    case Q6_K: {
      uint8x16_t low =
          bits_of(load16(at + 64 * (b / 4) + 32 * (b % 2) + upper), 4 * (b % 4 / 2), 15);
      uint8x16_t high = bits_of(load16(at + 128 + 32 * (b / 4) + upper), 2 * (b % 4), 3);
      return without(vorrq_u8(low, vshlq_n_u8(high, 4)), 32);
    }
    case IQ4_NL: return vqtbl1q_s8(vld1q_s8(od_iq4_numbers), nibbles(at + 2, half));
    case IQ4_XS: return vqtbl1q_s8(vld1q_s8(od_iq4_numbers), nibbles(at + 8 + 16 * b, half));
    case MXFP4: break;
  }
  return vqtbl1q_s8(vld1q_s8(od_mxfp4_numbers), nibbles(at + 1, half));
}

/// The integer scale of half a block.
OD_NEON_INLINE int32_t half_scale(kind kind, const char *at, size_t b, int half) {
  size_t index = 2 * b + (size_t)half;
  if (kind == Q3_K) return od_q3_k_scale((const uint8_t *)at + 96, index);
  return kind == Q6_K ? ((const int8_t *)at)[192 + index] : at[index] & 15;
}

// ---- scales of four rows

OD_NEON_INLINE uint16x4_t gather16(const char *const rows[4], size_t at) {
  uint16_t v[4];
#pragma clang loop unroll(full)
  for (int r = 0; r < 4; r++) memcpy(&v[r], rows[r] + at, 2);
  return vld1_u16(v);
}

OD_NEON_INLINE uint32x4_t gather32(const char *const rows[4], size_t at) {
  uint32_t v[4];
#pragma clang loop unroll(full)
  for (int r = 0; r < 4; r++) memcpy(&v[r], rows[r] + at, 4);
  return vld1q_u32(v);
}

/// What four rows' super-blocks say of scales.
typedef struct {
  float32x4_t scale, minimum;
  uint32x4_t scales[2], minimums[2];  // of blocks 0 to 3 and 4 to 7, a byte each
} super_scales;

/// The scales of four rows' containers that start `at` bytes into them.
OD_NEON_INLINE super_scales load_super(kind kind, const char *const rows[4], size_t at) {
  super_scales s = {.scale = vdupq_n_f32(0), .minimum = vdupq_n_f32(0)};
  const uint32x4_t low = vdupq_n_u32(0x0f0f0f0f), upper = vdupq_n_u32(0x30303030);
  switch (kind) {
    case Q4_1: case Q5_1: case Q4_K: case Q5_K:
      s.scale = od_halves4(gather16(rows, at));
      s.minimum = od_halves4(gather16(rows, at + 2));
      break;
    case Q2_K:
      s.scale = od_halves4(gather16(rows, at + 80));
      s.minimum = od_halves4(gather16(rows, at + 82));
      break;
    case Q3_K: s.scale = od_halves4(gather16(rows, at + 108)); break;
    case Q6_K: s.scale = od_halves4(gather16(rows, at + 208)); break;
    case MXFP4: break;
    default: s.scale = od_halves4(gather16(rows, at));
  }
  if (kind == Q2_K || kind == Q4_K || kind == Q5_K) s.minimum = vnegq_f32(s.minimum);
  if (kind == Q4_K || kind == Q5_K) {
    uint32x4_t a = gather32(rows, at + 4), b = gather32(rows, at + 8), c = gather32(rows, at + 12);
    const uint32x4_t six = vdupq_n_u32(0x3f3f3f3f);
    s.scales[0] = vandq_u32(a, six);
    s.minimums[0] = vandq_u32(b, six);
    s.scales[1] = vorrq_u32(vandq_u32(c, low), vandq_u32(vshrq_n_u32(a, 2), upper));
    s.minimums[1] = vorrq_u32(vandq_u32(vshrq_n_u32(c, 4), low),
                              vandq_u32(vshrq_n_u32(b, 2), upper));
  }
  if (kind == IQ4_XS) {
    s.scales[0] = gather32(rows, at + 4);
    s.scales[1] = vmovl_u16(gather16(rows, at + 2));
  }
  return s;
}

/// Bits of words from `from` on, those of `mask`.
OD_NEON_INLINE uint32x4_t field(uint32x4_t words, size_t from, uint32_t mask) {
  return vandq_u32(vshlq_u32(words, vdupq_n_s32(-(int)from)), vdupq_n_u32(mask));
}

/// The scales of block `b` of four rows.
OD_NEON_INLINE float32x4_t block_scales(kind kind, const super_scales *s,
                                        const char *const rows[4], size_t at, size_t b) {
  if (kind == Q4_K || kind == Q5_K)
    return vmulq_f32(s->scale,
                     vcvtq_f32_u32(field(b < 4 ? s->scales[0] : s->scales[1], b % 4 * 8, 255)));
  if (kind == IQ4_XS) {
    uint32x4_t scale = vorrq_u32(field(s->scales[0], 4 * b, 15),
                                 vshlq_n_u32(field(s->scales[1], 2 * b, 3), 4));
    return vmulq_f32(s->scale, vcvtq_f32_s32(vsubq_s32(vreinterpretq_s32_u32(scale),
                                                       vdupq_n_s32(32))));
  }
  if (kind == MXFP4) {
    float scales[4];
#pragma clang loop unroll(full)
    for (int r = 0; r < 4; r++) scales[r] = od_mxfp4_scale((uint8_t)rows[r][at]);
    return vld1q_f32(scales);
  }
  return s->scale;
}

/// The minimum of block `b`, or of its half, of four rows.
OD_NEON_INLINE float32x4_t block_minimums(kind kind, const super_scales *s,
                                          const char *const rows[4], size_t at, size_t b,
                                          int half) {
  if (kind == Q4_K || kind == Q5_K)
    return vmulq_f32(s->minimum,
                     vcvtq_f32_u32(field(b < 4 ? s->minimums[0] : s->minimums[1], b % 4 * 8, 255)));
  if (kind == Q2_K) {
    uint32x4_t two = vmovl_u16(gather16(rows, at + 2 * b));
    return vmulq_f32(s->minimum, vcvtq_f32_u32(field(two, half ? 12 : 4, 15)));
  }
  return s->minimum;
}
#endif
