// The portable table.
#include "scalar.h"

#define ROW(name, minimums)                                                        \
  {.to_float = od_scalar_##name##_to_float, .multiply_q8 = od_scalar_multiply_##name, \
   .pack = od_scalar_pack_##name, .minimums_per_block = minimums}

const od_kernels od_table_scalar = {
    .name = "scalar",
    .panel_rows_from = 16,
    .float_panel_rows_from = 1,
    .weights =
        {
            [OD_F32] = {.to_float = od_scalar_f32_to_float, .multiply_f32 = od_scalar_multiply_f32},
            [OD_F16] = {.to_float = od_scalar_f16_to_float},
            [OD_BF16] = {.to_float = od_scalar_bf16_to_float},
            [OD_Q8_0] = ROW(q8_0, 0),
            [OD_Q4_0] = ROW(q4_0, 0),
            [OD_Q4_1] = ROW(q4_1, 1),
            [OD_Q5_0] = ROW(q5_0, 0),
            [OD_Q5_1] = ROW(q5_1, 1),
            [OD_Q2_K] = ROW(q2_k, 2),
            [OD_Q3_K] = ROW(q3_k, 0),
            [OD_Q4_K] = ROW(q4_k, 1),
            [OD_Q5_K] = ROW(q5_k, 1),
            [OD_Q6_K] = ROW(q6_k, 0),
            [OD_IQ4_NL] = ROW(iq4_nl, 0),
            [OD_IQ4_XS] = ROW(iq4_xs, 0),
            [OD_MXFP4] = ROW(mxfp4, 0),
        },
    .quantize = od_scalar_quantize,
    .multiply_panel = od_scalar_multiply_panel,
    .rms_norm = od_scalar_rms_norm,
    .rope = od_scalar_rope,
    .silu_multiply = od_scalar_silu_multiply,
    .gelu_multiply = od_scalar_gelu_multiply,
    .softcap = od_scalar_softcap,
    .add = od_scalar_add,
    .scale = od_scalar_scale,
    .to_half = od_scalar_to_half,
    .argmax = od_scalar_argmax,
    .log_sum_exp = od_scalar_log_sum_exp,
    .attend = od_scalar_attend,
    .sigmoid_multiply = od_scalar_sigmoid_multiply,
    .delta_rule = od_scalar_delta_rule,
    .read_bytes = od_scalar_read_bytes,
};
