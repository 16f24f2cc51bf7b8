// Row operations. What happens to an element depends on its index and the row's length alone.
#include "neon.h"
#if defined(__aarch64__)

OD_NEON_INLINE size_t live_at(size_t i, size_t count) { return count - i < 4 ? count - i : 4; }

void od_neon_rms_norm(const float *x, const float *weight, float epsilon, size_t count,
                      float *out) {
  od_lanes8 sums[2] = {{vdupq_n_f32(0), vdupq_n_f32(0)}, {vdupq_n_f32(0), vdupq_n_f32(0)}};
  size_t i = 0;
  for (; i + 16 <= count; i += 16)
#pragma clang loop unroll(full)
    for (size_t s = 0; s < 2; s++) {
      od_lanes8 v = od_load8(x + i + 8 * s);
      sums[s].low = vfmaq_f32(sums[s].low, v.low, v.low);
      sums[s].high = vfmaq_f32(sums[s].high, v.high, v.high);
    }
  for (; i < count; i += 4) {
    float32x4_t v = od_load_some(x + i, live_at(i, count));
    sums[0].low = vfmaq_f32(sums[0].low, v, v);
  }
  float sum = od_sum8((od_lanes8){vaddq_f32(sums[0].low, sums[1].low),
                                  vaddq_f32(sums[0].high, sums[1].high)});
  float factor = 1 / sqrtf(sum / (float)count + epsilon);
  for (i = 0; i < count; i += 4) {
    size_t live = live_at(i, count);
    od_store_some(out + i, live, vmulq_f32(vmulq_n_f32(od_load_some(x + i, live), factor),
                                           od_load_some(weight + i, live)));
  }
}

OD_NEON_INLINE void rotate(float32x4_t *a, float32x4_t *b, float32x4_t cosines,
                           float32x4_t sines) {
  float32x4_t first = *a, second = *b;
  *a = vfmsq_f32(vmulq_f32(first, cosines), second, sines);
  *b = vfmaq_f32(vmulq_f32(second, cosines), first, sines);
}

OD_NEON_INLINE void rotate_halves(float *x, const float *cosines, const float *sines,
                                  size_t half) {
  for (size_t i = 0; i < half; i += 4) {
    size_t live = live_at(i, half);
    float32x4_t a = od_load_some(x + i, live), b = od_load_some(x + half + i, live);
    rotate(&a, &b, od_load_some(cosines + i, live), od_load_some(sines + i, live));
    od_store_some(x + i, live, a);
    od_store_some(x + half + i, live, b);
  }
}

/// Four pairs at a time, the last ones by way of a copy.
OD_NEON_INLINE void rotate_adjacent(float *x, const float *cosines, const float *sines,
                                    size_t half) {
  for (size_t i = 0; i < half; i += 4) {
    size_t live = live_at(i, half);
    float copy[8] = {0}, *pairs = live == 4 ? x + 2 * i : copy;
    if (live < 4) memcpy(copy, x + 2 * i, 2 * live * sizeof *x);
    float32x4x2_t v = vld2q_f32(pairs);
    rotate(&v.val[0], &v.val[1], od_load_some(cosines + i, live), od_load_some(sines + i, live));
    vst2q_f32(pairs, v);
    if (live < 4) memcpy(x + 2 * i, copy, 2 * live * sizeof *x);
  }
}

void od_neon_rope(float *x, const float *cosines, const float *sines, size_t half, int halves) {
  if (halves)
    rotate_halves(x, cosines, sines, half);
  else
    rotate_adjacent(x, cosines, sines, half);
}

/// gate / (1 + exp(exponent)) * up
OD_NEON_INLINE float32x4_t gated(float32x4_t gate, float32x4_t exponent, float32x4_t up) {
  float32x4_t below = vaddq_f32(vdupq_n_f32(1), od_exp4(exponent));
  return vmulq_f32(vdivq_f32(gate, below), up);
}

void od_neon_silu_multiply(const float *gate, const float *up, size_t count, float *out) {
  for (size_t i = 0; i < count; i += 4) {
    size_t live = live_at(i, count);
    float32x4_t g = od_load_some(gate + i, live);
    od_store_some(out + i, live, gated(g, vnegq_f32(g), od_load_some(up + i, live)));
  }
}

/// x / 2 * (1 + tanh(u)) is x * sigmoid(2 u).
void od_neon_gelu_multiply(const float *gate, const float *up, size_t count, float *out) {
  const float linear = -2 * 0.7978845608028654f, cubic = linear * 0.044715f;
  for (size_t i = 0; i < count; i += 4) {
    size_t live = live_at(i, count);
    float32x4_t g = od_load_some(gate + i, live);
    float32x4_t inner = vmulq_f32(
        g, vfmaq_f32(vdupq_n_f32(linear), vmulq_f32(g, g), vdupq_n_f32(cubic)));
    od_store_some(out + i, live, gated(g, inner, od_load_some(up + i, live)));
  }
}

void od_neon_softcap(float cap, size_t count, float *y) {
  for (size_t i = 0; i < count; i += 4) {
    size_t live = live_at(i, count);
    od_store_some(y + i, live, od_softcap4(od_load_some(y + i, live), cap));
  }
}

void od_neon_add(const float *x, size_t count, float *y) {
  size_t i = 0;
  for (; i + 4 <= count; i += 4) vst1q_f32(y + i, vaddq_f32(vld1q_f32(y + i), vld1q_f32(x + i)));
  for (; i < count; i++) y[i] += x[i];
}

void od_neon_scale(float factor, size_t count, float *y) {
  size_t i = 0;
  for (; i + 4 <= count; i += 4) vst1q_f32(y + i, vmulq_n_f32(vld1q_f32(y + i), factor));
  for (; i < count; i++) y[i] *= factor;
}

void od_neon_to_half(const float *x, size_t count, uint16_t *out) {
  for (size_t i = 0; i < count; i += 4) {
    size_t live = live_at(i, count);
    uint16x4_t halves = vreinterpret_u16_f16(vcvt_f16_f32(od_load_some(x + i, live)));
    if (live == 4) {
      vst1_u16(out + i, halves);
      continue;
    }
    uint16_t copy[4];
    vst1_u16(copy, halves);
    memcpy(out + i, copy, live * sizeof *out);
  }
}

size_t od_neon_argmax(const float *x, size_t count) {
  // First the largest value, then where it stands: both passes are bound by memory.
  float32x4_t largest = vdupq_n_f32(-INFINITY);
  size_t i = 0;
  for (; i + 4 <= count; i += 4) {  // a NaN is not greater
    float32x4_t v = vld1q_f32(x + i);
    largest = vbslq_f32(vcgtq_f32(v, largest), v, largest);
  }
  float best = vmaxvq_f32(largest);
  for (; i < count; i++)
    if (x[i] > best) best = x[i];
  float32x4_t wanted = vdupq_n_f32(best);
  for (i = 0; i + 4 <= count && !vmaxvq_u32(vceqq_f32(vld1q_f32(x + i), wanted)); i += 4) continue;
  for (; i < count; i++)
    if (x[i] == best) return i;
  return 0;
}

float od_neon_log_sum_exp(const float *x, size_t count) {
  float largest = -INFINITY;
  for (size_t i = 0; i < count; i++)
    if (!(x[i] <= largest)) largest = x[i];
  if (!(largest > -INFINITY && largest < INFINITY)) return largest;
  float64x2_t low = vdupq_n_f64(0), high = low;  // in double: vocabularies are long
  for (size_t i = 0; i < count; i += 4) {
    size_t live = live_at(i, count);
    float32x4_t e = od_exp4(vsubq_f32(od_load_some(x + i, live), vdupq_n_f32(largest)));
    if (live < 4) {
      float copy[4];
      vst1q_f32(copy, e);
      e = od_load_some(copy, live);
    }
    low = vaddq_f64(low, vcvt_f64_f32(vget_low_f32(e)));
    high = vaddq_f64(high, vcvt_high_f64_f32(e));
  }
  return largest + (float)log(vaddvq_f64(vaddq_f64(low, high)));
}

uint64_t od_neon_read_bytes(const void *bytes, size_t count) {
  uint64x2_t sums[4] = {vdupq_n_u64(0), vdupq_n_u64(0), vdupq_n_u64(0), vdupq_n_u64(0)};
  for (size_t i = 0; i < count; i += 64)
#pragma clang loop unroll(full)
    for (size_t s = 0; s < 4; s++)
      sums[s] = veorq_u64(sums[s], vreinterpretq_u64_u8(
                                       vld1q_u8((const uint8_t *)bytes + i + 16 * s)));
  uint64x2_t all = veorq_u64(veorq_u64(sums[0], sums[1]), veorq_u64(sums[2], sums[3]));
  return vgetq_lane_u64(all, 0) ^ vgetq_lane_u64(all, 1);
}
#endif
