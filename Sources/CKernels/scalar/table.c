// The portable table.
#include "scalar.h"

const od_kernels od_table_scalar = {
    .name = "scalar",
    .panel_rows_from = 16,
    .float_panel_rows_from = 1,
    .weights =
        {
            [OD_F32] = {.to_float = od_scalar_f32_to_float, .multiply_f32 = od_scalar_multiply_f32},
            [OD_F16] = {.to_float = od_scalar_f16_to_float},
            [OD_BF16] = {.to_float = od_scalar_bf16_to_float},
            [OD_Q8_0] = {.to_float = od_scalar_q8_0_to_float,
                         .multiply_q8 = od_scalar_multiply_q8_0,
                         .pack = od_scalar_pack_q8_0},
            [OD_Q4_0] = {.to_float = od_scalar_q4_0_to_float,
                         .multiply_q8 = od_scalar_multiply_q4_0,
                         .pack = od_scalar_pack_q4_0},
        },
    .quantize = od_scalar_quantize,
    .multiply_panel = od_scalar_multiply_panel,
    .rms_norm = od_scalar_rms_norm,
    .rope = od_scalar_rope,
    .silu_multiply = od_scalar_silu_multiply,
    .add = od_scalar_add,
    .scale = od_scalar_scale,
    .to_half = od_scalar_to_half,
    .argmax = od_scalar_argmax,
    .log_sum_exp = od_scalar_log_sum_exp,
    .attend = od_scalar_attend,
    .read_bytes = od_scalar_read_bytes,
};
