#pragma once
#include "../internal.h"

// The portable kernels, by family. They are the fallback and the first statement of what a kernel
// must compute: no intrinsics, no cleverness.

void od_scalar_f32_to_float(const void *row, size_t k, float *out);
void od_scalar_f16_to_float(const void *row, size_t k, float *out);
void od_scalar_bf16_to_float(const void *row, size_t k, float *out);

void od_scalar_multiply_f32(const void *w, size_t row_bytes, size_t n, const float *x,
                            size_t x_stride, size_t m, size_t k, float *y, size_t y_stride);
/// Quantised types and how many minimums a block of 32 has.
#define OD_QUANTISED_TYPES(TYPE) \
  TYPE(q8_0, 0)                  \
  TYPE(q4_0, 0)                  \
  TYPE(q4_1, 1)                  \
  TYPE(q5_0, 0)                  \
  TYPE(q5_1, 1)                  \
  TYPE(q2_k, 2)                  \
  TYPE(q3_k, 0)                  \
  TYPE(q4_k, 1)                  \
  TYPE(q5_k, 1)                  \
  TYPE(q6_k, 0)                  \
  TYPE(iq4_nl, 0)                \
  TYPE(iq4_xs, 0)                \
  TYPE(mxfp4, 0)

#define OD_DECLARE(name, minimums)                                                                \
  void od_scalar_##name##_to_float(const void *row, size_t k, float *out);                        \
  void od_scalar_multiply_##name(const void *w, size_t row_bytes, size_t n,                       \
                                 const od_quantized_rows *x, float *y, size_t y_stride);          \
  void od_scalar_pack_##name(const void *w, size_t row_bytes, size_t n, size_t k, void *panel,    \
                             float *scales, float *all_minimums);
OD_QUANTISED_TYPES(OD_DECLARE)
#undef OD_DECLARE

/// Sum of the first 16 of a block's activations.
static inline int32_t od_half_sum(const int8_t *activations) {
  int32_t sum = 0;
  for (size_t e = 0; e < 16; e++) sum += activations[e];
  return sum;
}

void od_scalar_multiply_panel(const od_panel *panel, size_t n, const od_quantized_rows *x, float *y,
                              size_t y_stride, float *partial);
void od_scalar_quantize(const float *x, size_t k, int8_t *quants, int16_t *wide, float *scales,
                        int32_t *sums);

void od_scalar_rms_norm(const float *x, const float *weight, float epsilon, size_t count,
                        float *out);
void od_scalar_rope(float *x, const float *cosines, const float *sines, size_t half, int halves);
void od_scalar_silu_multiply(const float *gate, const float *up, size_t count, float *out);
void od_scalar_gelu_multiply(const float *gate, const float *up, size_t count, float *out);
void od_scalar_softcap(float cap, size_t count, float *y);
void od_scalar_add(const float *x, size_t count, float *y);
void od_scalar_scale(float factor, size_t count, float *y);
void od_scalar_to_half(const float *x, size_t count, uint16_t *out);
size_t od_scalar_argmax(const float *x, size_t count);
float od_scalar_log_sum_exp(const float *x, size_t count);
uint64_t od_scalar_read_bytes(const void *bytes, size_t count);

void od_scalar_sigmoid_multiply(const float *gate, const float *x, size_t count, float *out);
void od_scalar_delta_rule(const od_delta_rule *a, size_t head, size_t block);

void od_scalar_attend(const od_attention *a, size_t kv_head, size_t begin, size_t end,
                      float *scratch);
