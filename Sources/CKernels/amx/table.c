// The table for AMX.
#include "amx.h"
#include "../avx512/table.h"
#if defined(__x86_64__)

#define SIGNED(name, minimums, has_halves)                                                    \
  ROW_OF(amx, name, minimums, 0, has_halves, NULL)
#define FEW(name, minimums) ROW_OF(amx, name, minimums, 0, 0, od_amx_multiply_few_##name)

const od_kernels od_table_amx = {
    .name = "amx",
    .panel_rows_from = 5,
    .float_panel_rows_from = 8,
    .weights =
        {
            FLOATS BFLOATS,
            [OD_Q2_K] = ROW(q2_k, 2, 0, 1),
            [OD_Q3_K] = SIGNED(q3_k, 0, 1),
            [OD_Q6_K] = SIGNED(q6_k, 0, 1),
            [OD_Q8_0] = FEW(q8_0, 0),
            [OD_Q4_0] = FEW(q4_0, 0),
            [OD_Q4_1] = FEW(q4_1, 1),
            [OD_Q5_0] = FEW(q5_0, 0),
            [OD_Q5_1] = FEW(q5_1, 1),
            [OD_Q4_K] = FEW(q4_k, 1),
            [OD_Q5_K] = FEW(q5_k, 1),
            [OD_IQ4_NL] = FEW(iq4_nl, 0),
            [OD_IQ4_XS] = FEW(iq4_xs, 0),
            [OD_MXFP4] = SIGNED(mxfp4, 0, 0),
        },
    .group_quants = od_amx_group_quants,
    .multiply_panel = od_amx_multiply_panel,
    .multiply_two_panels = od_amx_multiply_two_panels,
    .multiply_float_panels = od_avx512_multiply_float_panels,
    .group_bfloats = od_amx_group_bfloats,
    .multiply_bfloat_groups = od_amx_multiply_bfloat_groups,
    MANY_BFLOATS,
    THE_REST
};
#endif
