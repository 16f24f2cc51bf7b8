#pragma once
#include "avx512.h"
#include "../scalar/scalar.h"
#if defined(__x86_64__)

// What the tables for AVX-512, and for AMX beside it, have in common.

#define ROW_OF(isa, name, minimums, too_much, has_halves, few)                                \
  {.to_float = od_avx2_##name##_to_float, .multiply_q8 = od_avx512_multiply_##name,           \
   .pack = od_##isa##_pack_##name, .minimums_per_block = minimums, .excess = too_much,        \
   .halves = has_halves, .multiply_few = few}
#define ROW(name, minimums, too_much, has_halves)                                             \
  ROW_OF(avx512, name, minimums, too_much, has_halves, NULL)

#define FLOATS                                                                                \
  [OD_F32] = {.to_float = od_scalar_f32_to_float, .multiply_f32 = od_avx2_multiply_f32},      \
  [OD_F16] = {.to_float = od_avx2_f16_to_float, .multiply_f32 = od_avx2_multiply_f16},

#define QUANTISED                                                                             \
  [OD_Q2_K] = ROW(q2_k, 2, 0, 1),                                                             \
  [OD_Q3_K] = ROW(q3_k, 0, 4, 1),                                                             \
  [OD_Q6_K] = ROW(q6_k, 0, 32, 1),                                                            \
  [OD_Q8_0] = ROW(q8_0, 0, 128, 0),                                                           \
  [OD_Q4_0] = ROW(q4_0, 0, 8, 0),                                                             \
  [OD_Q4_1] = ROW(q4_1, 1, 0, 0),                                                             \
  [OD_Q5_0] = ROW(q5_0, 0, 16, 0),                                                            \
  [OD_Q5_1] = ROW(q5_1, 1, 0, 0),                                                             \
  [OD_Q4_K] = ROW(q4_k, 1, 0, 0),                                                             \
  [OD_Q5_K] = ROW(q5_k, 1, 0, 0),                                                             \
  [OD_IQ4_NL] = ROW(iq4_nl, 0, 128, 0),                                                       \
  [OD_IQ4_XS] = ROW(iq4_xs, 0, 128, 0),                                                       \
  [OD_MXFP4] = ROW(mxfp4, 0, 128, 0),

#define THE_REST                                                                              \
  .quantize = od_avx2_quantize,                                                               \
  .rms_norm = od_avx2_rms_norm,                                                               \
  .rope = od_avx2_rope,                                                                       \
  .silu_multiply = od_avx2_silu_multiply,                                                     \
  .gelu_multiply = od_avx2_gelu_multiply,                                                     \
  .softcap = od_avx2_softcap,                                                                 \
  .add = od_avx2_add,                                                                         \
  .scale = od_avx2_scale,                                                                     \
  .to_half = od_avx2_to_half,                                                                 \
  .argmax = od_avx2_argmax,                                                                   \
  .log_sum_exp = od_avx2_log_sum_exp,                                                         \
  .attend = od_avx512_attend,                                                                 \
  .sigmoid_multiply = od_avx2_sigmoid_multiply,                                               \
  .delta_rule = od_avx2_delta_rule,                                                           \
  .read_bytes = od_avx2_read_bytes,

/// bfloat16 by its own instruction, with activations rounded to it.
#define BFLOATS                                                                               \
  [OD_BF16] = {.to_float = od_avx2_bf16_to_float, .multiply_f32 = od_avx2_multiply_bf16,      \
               .multiply_bfloat = od_avx512_multiply_bfloat}

#define MANY_BFLOATS                                                                          \
  .to_bfloat = od_avx512_to_bfloat, .multiply_bfloat_panels = od_avx512_multiply_bfloat_panels
#endif
