#pragma once
#include "../avx512/bfloat.h"
#if defined(__x86_64__)

// Kernels for AMX: matrices of up to 16 rows of 64 bytes, multiplied by one instruction. Everything else
// stays with AVX-512's functions (source: Intel's "Architecture Instruction Set Extensions Programming
// Reference", chapter on AMX).
#define OD_AMX_FEATURES OD_BFLOAT_FEATURES ",amx-tile,amx-int8,amx-bf16"
#define OD_AMX __attribute__((target(OD_AMX_FEATURES)))
#define OD_AMX_INLINE static inline __attribute__((always_inline, target(OD_AMX_FEATURES)))

enum { TILE_ROWS = 16, TILE_COUNT = 8 };

/// What `ldtilecfg` reads: the shapes of the eight tiles.
typedef struct {
  uint8_t palette, start_row, reserved[14];
  uint16_t row_bytes[16];
  uint8_t rows[16];
} tile_shapes;
_Static_assert(sizeof(tile_shapes) == 64, "as the processor reads it");

OD_AMX_INLINE void set_tile(tile_shapes *shapes, int tile, size_t rows, size_t row_bytes) {
  shapes->rows[tile] = (uint8_t)rows;
  shapes->row_bytes[tile] = (uint16_t)row_bytes;
}

/// Word `j` of vector `i` becomes word `i` of vector `j`.
OD_AMX_INLINE void od_transpose16(__m512i v[16]) {
  __m512i t[16];
#pragma clang loop unroll(full)
  for (int i = 0; i < 16; i += 2) {
    t[i] = _mm512_unpacklo_epi32(v[i], v[i + 1]);
    t[i + 1] = _mm512_unpackhi_epi32(v[i], v[i + 1]);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 16; i += 4)
#pragma clang loop unroll(full)
    for (int h = 0; h < 2; h++) {  // four rows, a column of each quarter
      v[i + 2 * h] = _mm512_unpacklo_epi64(t[i + h], t[i + h + 2]);
      v[i + 2 * h + 1] = _mm512_unpackhi_epi64(t[i + h], t[i + h + 2]);
    }
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++)
#pragma clang loop unroll(full)
    for (int h = 0; h < 2; h++) {  // eight rows, quarters 0 and 2, then 1 and 3
      t[i + 8 * h] = _mm512_shuffle_i32x4(v[i + 8 * h], v[i + 8 * h + 4], 0x88);
      t[i + 8 * h + 4] = _mm512_shuffle_i32x4(v[i + 8 * h], v[i + 8 * h + 4], 0xdd);
    }
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i++) {
    v[i] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0x88);
    v[i + 8] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0xdd);
  }
}

/// All but q2_k, whose halves have minimums of their own: it stays with `dpbusd`.
#define OD_AMX_QUANTISED(TYPE)                                                         \
  TYPE(q8_0, Q8_0) TYPE(q4_0, Q4_0) TYPE(q4_1, Q4_1) TYPE(q5_0, Q5_0) TYPE(q5_1, Q5_1) \
  TYPE(q3_k, Q3_K) TYPE(q4_k, Q4_K) TYPE(q5_k, Q5_K) TYPE(q6_k, Q6_K)                  \
  TYPE(iq4_nl, IQ4_NL) TYPE(iq4_xs, IQ4_XS) TYPE(mxfp4, MXFP4)

#define OD_AMX_DECLARE(name, KIND)                                                     \
  void od_amx_pack_##name(const void *w, size_t row_bytes, size_t n, size_t k,         \
                          void *panel, float *scales, float *minimums);
OD_AMX_QUANTISED(OD_AMX_DECLARE)
#undef OD_AMX_DECLARE

/// Types whose blocks have one scale, but for mxfp4, whose activations are rounded twice.
#define OD_AMX_FEW(TYPE)                                                               \
  TYPE(q8_0, Q8_0) TYPE(q4_0, Q4_0) TYPE(q4_1, Q4_1) TYPE(q5_0, Q5_0) TYPE(q5_1, Q5_1) \
  TYPE(q4_k, Q4_K) TYPE(q5_k, Q5_K) TYPE(iq4_nl, IQ4_NL) TYPE(iq4_xs, IQ4_XS)

#define OD_AMX_DECLARE(name, KIND)                                                     \
  void od_amx_multiply_few_##name(const void *w, size_t row_bytes, size_t n,           \
                                  const void *group, size_t m, size_t k, float *y,     \
                                  size_t y_stride);
OD_AMX_FEW(OD_AMX_DECLARE)
#undef OD_AMX_DECLARE
void od_amx_group_quants(const od_quantized_rows *x, void *group);
void od_amx_multiply_two_panels(const od_panel *panels, size_t n, const od_quantized_rows *x,
                                float *y, size_t y_stride, float *partial);
void od_amx_multiply_panel(const od_panel *panel, size_t n, const od_quantized_rows *x, float *y,
                           size_t y_stride, float *partial);
void od_amx_group_bfloats(const float *x, size_t x_stride, size_t rows, size_t k, uint16_t *out);
void od_amx_multiply_bfloat_groups(const void *w, size_t row_bytes, size_t n, const uint16_t *x,
                                   size_t m, size_t k, float *y, size_t y_stride);
#endif
