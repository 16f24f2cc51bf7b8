#pragma once
#include "../internal.h"
#if defined(__aarch64__)
#include <arm_neon.h>

// Kernels for arm64. Vectors are part of the baseline there, and so are fused multiplication and
// conversions of half precision. What more a processor has (products of bytes by fours and by
// blocks) is asked for by the files whose functions use it.
#define OD_NEON_INLINE static inline __attribute__((always_inline))
#if defined(__clang__)
#define OD_DOTPROD __attribute__((target("+dotprod")))
#define OD_I8MM __attribute__((target("+i8mm")))
#else  // GCC's intrinsics ask for the version that brought them
#define OD_DOTPROD __attribute__((target("arch=armv8.2-a+dotprod")))
#define OD_I8MM __attribute__((target("arch=armv8.2-a+i8mm")))
#endif
#define OD_DOTPROD_INLINE OD_DOTPROD static inline __attribute__((always_inline))
#define OD_I8MM_INLINE OD_I8MM static inline __attribute__((always_inline))

/// The eight lanes of ckernels.h.
typedef struct {
  float32x4_t low, high;
} od_lanes8;

OD_NEON_INLINE od_lanes8 od_load8(const float *p) {
  return (od_lanes8){vld1q_f32(p), vld1q_f32(p + 4)};
}

/// Four floats of which only `live` may be read, the others zero.
OD_NEON_INLINE float32x4_t od_load_some(const float *p, size_t live) {
  if (live >= 4) return vld1q_f32(p);
  float padded[4] = {0};
  for (size_t i = 0; i < live; i++) padded[i] = p[i];
  return vld1q_f32(padded);
}

OD_NEON_INLINE void od_store_some(float *p, size_t live, float32x4_t v) {
  if (live >= 4) return vst1q_f32(p, v);
  float padded[4];
  vst1q_f32(padded, v);
  for (size_t i = 0; i < live; i++) p[i] = padded[i];
}

/// Lanes 0 and 2, then 1 and 3 of what eight lanes became by halves.
OD_NEON_INLINE float32x2_t od_sum_halves(od_lanes8 v) {
  float32x4_t s = vaddq_f32(v.low, v.high);
  return vadd_f32(vget_low_f32(s), vget_high_f32(s));
}

/// The lanes in the order of `od_add_lanes`.
OD_NEON_INLINE float od_sum8(od_lanes8 v) { return vpadds_f32(od_sum_halves(v)); }

/// `od_sum8` of four at once.
OD_NEON_INLINE float32x4_t od_sum8x4(od_lanes8 a, od_lanes8 b, od_lanes8 c, od_lanes8 d) {
  return vcombine_f32(vpadd_f32(od_sum_halves(a), od_sum_halves(b)),
                      vpadd_f32(od_sum_halves(c), od_sum_halves(d)));
}

OD_NEON_INLINE float32x4_t od_halves4(uint16x4_t bits) {
  return vcvt_f32_f16(vreinterpret_f16_u16(bits));
}

/// exp(x) within 2 units in the last place; 0 below -87.33, where results would be subnormal, and
/// 2.4e38 from 88.37 on. A NaN stays.
///
/// x = n ln 2 + r, |r| <= ln 2 / 2; exp(r) by a polynomial (Cephes' `expf`).
OD_NEON_INLINE float32x4_t od_exp4(float32x4_t x) {
  uint32x4_t tiny = vcltq_f32(x, vdupq_n_f32(-87.33f));
  x = vmaxq_f32(vdupq_n_f32(-87.33f), vminq_f32(vdupq_n_f32(88.37f), x));
  float32x4_t n = vrndnq_f32(vmulq_n_f32(x, 1.44269504f));
  float32x4_t r = vfmsq_f32(x, n, vdupq_n_f32(0.693359375f));
  r = vfmsq_f32(r, n, vdupq_n_f32(-2.12194440e-4f));
  float32x4_t p = vdupq_n_f32(1.9875691500e-4f);
  p = vfmaq_f32(vdupq_n_f32(1.3981999507e-3f), p, r);
  p = vfmaq_f32(vdupq_n_f32(8.3334519073e-3f), p, r);
  p = vfmaq_f32(vdupq_n_f32(4.1665795894e-2f), p, r);
  p = vfmaq_f32(vdupq_n_f32(1.6666665459e-1f), p, r);
  p = vfmaq_f32(vdupq_n_f32(5.0000001201e-1f), p, r);
  p = vaddq_f32(vfmaq_f32(r, p, vmulq_f32(r, r)), vdupq_n_f32(1));
  int32x4_t power = vshlq_n_s32(vaddq_s32(vcvtnq_s32_f32(n), vdupq_n_s32(127)), 23);
  float32x4_t e = vmulq_f32(p, vreinterpretq_f32_s32(power));
  return vreinterpretq_f32_u32(vbicq_u32(vreinterpretq_u32_f32(e), tiny));
}

/// cap * tanh(x / cap), the hyperbolic tangent as 1 - 2 / (exp(2 x) + 1).
OD_NEON_INLINE float32x4_t od_softcap4(float32x4_t x, float cap) {
  float32x4_t e = od_exp4(vmulq_n_f32(x, 2 / cap));
  float32x4_t part = vdivq_f32(vdupq_n_f32(2 * cap), vaddq_f32(e, vdupq_n_f32(1)));
  return vsubq_f32(vdupq_n_f32(cap), part);
}

void od_neon_f16_to_float(const void *row, size_t k, float *out);
void od_neon_bf16_to_float(const void *row, size_t k, float *out);
void od_neon_multiply_f32(const void *w, size_t row_bytes, size_t n, const float *x,
                          size_t x_stride, size_t m, size_t k, float *y, size_t y_stride);
void od_neon_multiply_f16(const void *w, size_t row_bytes, size_t n, const float *x,
                          size_t x_stride, size_t m, size_t k, float *y, size_t y_stride);
void od_neon_multiply_bf16(const void *w, size_t row_bytes, size_t n, const float *x,
                           size_t x_stride, size_t m, size_t k, float *y, size_t y_stride);

/// Quantised types, their kinds in weights.h, and how many minimums a block of 32 has.
#define OD_NEON_QUANTISED(TYPE)                                                              \
  TYPE(q8_0, Q8_0, 0) TYPE(q4_0, Q4_0, 0) TYPE(q4_1, Q4_1, 1) TYPE(q5_0, Q5_0, 0)            \
  TYPE(q5_1, Q5_1, 1) TYPE(q2_k, Q2_K, 2) TYPE(q3_k, Q3_K, 0) TYPE(q4_k, Q4_K, 1)            \
  TYPE(q5_k, Q5_K, 1) TYPE(q6_k, Q6_K, 0) TYPE(iq4_nl, IQ4_NL, 0) TYPE(iq4_xs, IQ4_XS, 0)    \
  TYPE(mxfp4, MXFP4, 0)

#define OD_DECLARE_PRODUCT(set, name)                                                        \
  void od_##set##_multiply_##name(const void *w, size_t row_bytes, size_t n,                 \
                                  const od_quantized_rows *x, float *y, size_t y_stride);
#define OD_DECLARE_PACK(set, name)                                                           \
  void od_##set##_pack_##name(const void *w, size_t row_bytes, size_t n, size_t k,           \
                              void *panel, float *scales, float *minimums);
#define OD_NEON_DECLARE(name, KIND, minimums)                                                \
  void od_neon_##name##_to_float(const void *row, size_t k, float *out);                     \
  OD_DECLARE_PRODUCT(neon, name) OD_DECLARE_PACK(neon, name)                                 \
  OD_DECLARE_PRODUCT(dotprod, name) OD_DECLARE_PACK(dotprod, name)                           \
  OD_DECLARE_PACK(i8mm, name)
OD_NEON_QUANTISED(OD_NEON_DECLARE)
#undef OD_NEON_DECLARE

void od_neon_multiply_panel(const od_panel *panel, size_t n, const od_quantized_rows *x, float *y,
                            size_t y_stride, float *partial);
void od_dotprod_multiply_panel(const od_panel *panel, size_t n, const od_quantized_rows *x,
                               float *y, size_t y_stride, float *partial);
void od_i8mm_multiply_panel(const od_panel *panel, size_t n, const od_quantized_rows *x, float *y,
                            size_t y_stride, float *partial);
void od_neon_quantize(const float *x, size_t k, int8_t *quants, int16_t *wide, float *scales,
                      int32_t *sums);

void od_neon_rms_norm(const float *x, const float *weight, float epsilon, size_t count, float *out);
void od_neon_rope(float *x, const float *cosines, const float *sines, size_t half, int halves);
void od_neon_silu_multiply(const float *gate, const float *up, size_t count, float *out);
void od_neon_gelu_multiply(const float *gate, const float *up, size_t count, float *out);
void od_neon_softcap(float cap, size_t count, float *y);
void od_neon_add(const float *x, size_t count, float *y);
void od_neon_scale(float factor, size_t count, float *y);
void od_neon_to_half(const float *x, size_t count, uint16_t *out);
size_t od_neon_argmax(const float *x, size_t count);
float od_neon_log_sum_exp(const float *x, size_t count);
uint64_t od_neon_read_bytes(const void *bytes, size_t count);

void od_neon_sigmoid_multiply(const float *gate, const float *x, size_t count, float *out);
void od_neon_delta_rule(const od_delta_rule *a, size_t head, size_t block);

void od_neon_attend(const od_attention *a, size_t kv_head, size_t begin, size_t end,
                    float *scratch);
#endif
