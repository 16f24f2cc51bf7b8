// Quantised rows as floats, and the rounding of activations.
#include "weights.h"
#if defined(__aarch64__)

/// `scale * quant + minimum` of four; the product is exact, so it does not matter that it is fused.
OD_NEON_INLINE void store_scaled(kind kind, int16x4_t quants, float scale, float minimum,
                                 float *out) {
  float32x4_t product = vmulq_n_f32(vcvtq_f32_s32(vmovl_s16(quants)), scale);
  if (minimums_per_block(kind)) product = vaddq_f32(product, vdupq_n_f32(minimum));
  vst1q_f32(out, product);
}

OD_NEON_INLINE void to_float(kind kind, const char *row, size_t k, float *out) {
  const char *rows[4] = {row, row, row, row};
  size_t inner = is_super(kind) ? 8 : 1;
  for (size_t first = 0, at = 0; first < k / 32; first += inner, at += block_bytes(kind)) {
    super_scales super = load_super(kind, rows, at);
    for (size_t b = 0; b < inner; b++) {
      float scale = vgetq_lane_f32(block_scales(kind, &super, rows, at, b), 0);
#pragma clang loop unroll(full)
      for (int half = 0; half < 2; half++) {
        float minimum = 0;
        if (minimums_per_block(kind))
          minimum = vgetq_lane_f32(block_minimums(kind, &super, rows, at, b, half), 0);
        int8x16_t quants = half_quants(kind, row + at, b, half);
        int16x8_t wide[2] = {vmovl_s8(vget_low_s8(quants)), vmovl_high_s8(quants)};
#pragma clang loop unroll(full)
        for (int i = 0; i < 2; i++) {
          if (has_halves(kind))
            wide[i] = vmulq_n_s16(wide[i], (int16_t)half_scale(kind, row + at, b, half));
          float *to = out + 32 * (first + b) + 16 * half + 8 * i;
          store_scaled(kind, vget_low_s16(wide[i]), scale, minimum, to);
          store_scaled(kind, vget_high_s16(wide[i]), scale, minimum, to + 4);
        }
      }
    }
  }
}

#define TO_FLOAT(name, KIND, minimums)                                       \
  void od_neon_##name##_to_float(const void *row, size_t k, float *out) {    \
    to_float(KIND, row, k, out);                                             \
  }
OD_NEON_QUANTISED(TO_FLOAT)

void od_neon_quantize(const float *x, size_t k, int8_t *quants, int16_t *wide, float *scales,
                      int32_t *sums) {
  for (size_t block = 0; block < k / 32; block++) {
    float32x4_t v[8];
    uint32x4_t largest = vdupq_n_u32(0);
#pragma clang loop unroll(full)
    for (int i = 0; i < 8; i++) {
      v[i] = vld1q_f32(x + 32 * block + 4 * i);
      // as integers, magnitudes keep their order and a NaN is above all
      largest = vmaxq_u32(largest, vandq_u32(vreinterpretq_u32_f32(v[i]),
                                             vdupq_n_u32(0x7fffffffu)));
    }
    float magnitude = od_from_bits(vmaxvq_u32(largest));
    int zero = magnitude <= OD_SMALLEST_BLOCK;
    scales[block] = zero ? 0 : magnitude / 127;
    float inverse = zero ? 0 : 127 / magnitude;
    int8x8_t bytes[4];
    int32x4_t sum = vdupq_n_s32(0);
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) {
      // to nearest, ties to even; a NaN becomes 0
      int32x4_t a = vcvtnq_s32_f32(vmulq_n_f32(v[2 * i], inverse));
      int32x4_t b = vcvtnq_s32_f32(vmulq_n_f32(v[2 * i + 1], inverse));
      sum = vaddq_s32(sum, vaddq_s32(a, b));
      int16x8_t both = vcombine_s16(vmovn_s32(a), vmovn_s32(b));
      bytes[i] = vmovn_s16(both);
      if (wide) vst1q_s16(wide + 32 * block + 8 * i, both);
    }
    vst1q_s8(quants + 32 * block, vcombine_s8(bytes[0], bytes[1]));
    vst1q_s8(quants + 32 * block + 16, vcombine_s8(bytes[2], bytes[3]));
    sums[block] = vaddvq_s32(sum);
  }
}
#endif
