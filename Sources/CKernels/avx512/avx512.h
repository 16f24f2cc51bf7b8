#pragma once
#include "../avx2/avx2.h"
#if defined(__x86_64__)

// Kernels for AVX-512 with VNNI. What is bound by memory, or is a small share of a pass, stays with
// the AVX2 functions, which may be inlined here: their features are a part of these.
#define OD_AVX512_FEATURES \
  "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2,fma,f16c"
#define OD_AVX512 __attribute__((target(OD_AVX512_FEATURES)))
#define OD_AVX512_INLINE static inline __attribute__((always_inline, target(OD_AVX512_FEATURES)))

#define OD_AVX512_DECLARE(name, KIND)                                                  \
  void od_avx512_multiply_##name(const void *w, size_t row_bytes, size_t n,            \
                                 const od_quantized_rows *x, float *y, size_t y_stride); \
  void od_avx512_pack_##name(const void *w, size_t row_bytes, size_t n, size_t k,      \
                             void *panel, float *scales, float *minimums);
OD_AVX2_QUANTISED(OD_AVX512_DECLARE)
#undef OD_AVX512_DECLARE
void od_avx512_multiply_panel(const od_panel *panel, size_t n, const od_quantized_rows *x, float *y,
                              size_t y_stride, float *partial);

void od_avx512_attend(const od_attention *a, size_t kv_head, size_t begin, size_t end,
                      float *scratch);
#endif
