// Row operations: norms, rotations, activations, conversions, searches.
#include "scalar.h"

void od_scalar_rms_norm(const float *x, const float *weight, float epsilon, size_t count,
                        float *out) {
  float lanes[8] = {0};
  for (size_t i = 0; i < count; i++) lanes[i % 8] += x[i] * x[i];
  float factor = 1 / sqrtf(od_add_lanes(lanes) / (float)count + epsilon);
  for (size_t i = 0; i < count; i++) out[i] = x[i] * factor * weight[i];
}

void od_scalar_rope(float *x, const float *cosines, const float *sines, size_t half, int halves) {
  size_t step = halves ? 1 : 2, distance = halves ? half : 1;
  for (size_t i = 0; i < half; i++) {
    float *a = x + i * step, *b = a + distance;
    float first = *a, second = *b;
    *a = first * cosines[i] - second * sines[i];
    *b = first * sines[i] + second * cosines[i];
  }
}

void od_scalar_silu_multiply(const float *gate, const float *up, size_t count, float *out) {
  for (size_t i = 0; i < count; i++) out[i] = gate[i] / (1 + expf(-gate[i])) * up[i];
}

void od_scalar_gelu_multiply(const float *gate, const float *up, size_t count, float *out) {
  for (size_t i = 0; i < count; i++) {
    float x = gate[i], inner = 0.7978845608028654f * (x + 0.044715f * x * x * x);
    out[i] = 0.5f * x * (1 + tanhf(inner)) * up[i];
  }
}

void od_scalar_softcap(float cap, size_t count, float *y) {
  for (size_t i = 0; i < count; i++) y[i] = cap * tanhf(y[i] / cap);
}

void od_scalar_add(const float *x, size_t count, float *y) {
  for (size_t i = 0; i < count; i++) y[i] += x[i];
}

void od_scalar_scale(float factor, size_t count, float *y) {
  for (size_t i = 0; i < count; i++) y[i] *= factor;
}

void od_scalar_to_half(const float *x, size_t count, uint16_t *out) {
  for (size_t i = 0; i < count; i++) out[i] = od_float_to_half(x[i]);
}

size_t od_scalar_argmax(const float *x, size_t count) {
  size_t best = 0;
  float largest = -INFINITY;
  for (size_t i = 0; i < count; i++)
    if (x[i] > largest) {
      largest = x[i];
      best = i;
    }
  if (largest == -INFINITY)  // all are -inf or NaN: the first that is a number
    for (size_t i = 0; i < count; i++)
      if (x[i] == x[i]) return i;
  return best;
}

float od_scalar_log_sum_exp(const float *x, size_t count) {
  float largest = -INFINITY;
  for (size_t i = 0; i < count; i++)
    if (!(x[i] <= largest)) largest = x[i];
  if (!(largest > -INFINITY && largest < INFINITY)) return largest;
  double sum = 0;  // vocabularies of 250,000 entries would lose digits in float
  for (size_t i = 0; i < count; i++) sum += expf(x[i] - largest);
  return largest + (float)log(sum);
}

uint64_t od_scalar_read_bytes(const void *bytes, size_t count) {
  uint64_t sum = 0;
  for (size_t i = 0; i < count / 8; i++) {
    uint64_t word;
    memcpy(&word, (const char *)bytes + 8 * i, 8);
    sum ^= word;
  }
  return sum;
}
