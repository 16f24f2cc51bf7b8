// The gated delta rule and the sigmoid gate.
#include "avx2.h"
#if defined(__x86_64__)

OD_AVX2_INLINE __m256 sigmoid_gate(__m256 gate, __m256 x) {
  __m256 e = od_exp8(_mm256_sub_ps(_mm256_setzero_ps(), gate));
  return _mm256_div_ps(x, _mm256_add_ps(_mm256_set1_ps(1), e));
}

OD_AVX2 void od_avx2_sigmoid_multiply(const float *gate, const float *x, size_t count,
                                      float *out) {
  size_t i = 0;
  for (; i + 8 <= count; i += 8)
    _mm256_storeu_ps(out + i, sigmoid_gate(_mm256_loadu_ps(gate + i), _mm256_loadu_ps(x + i)));
  if (i == count) return;
  __m256i mask = od_mask8(count - i);
  _mm256_maskstore_ps(out + i, mask, sigmoid_gate(_mm256_maskload_ps(gate + i, mask),
                                                  _mm256_maskload_ps(x + i, mask)));
}

/// The four vectors of a block, the last of them perhaps in part.
OD_AVX2_INLINE void load_block(const float *x, const __m256i masks[4], __m256 out[4]) {
#pragma clang loop unroll(full)
  for (int v = 0; v < 4; v++) out[v] = _mm256_maskload_ps(x + 8 * v, masks[v]);
}

/// One position: two passes over the block's 16 KiB (of 128 keys), which stay in the first cache.
OD_AVX2_INLINE void step(float *state, const float *key, const float *query, size_t key_width,
                         const __m256 value[4], float decay, float beta, __m256 sums[4]) {
  __m256 change[4];
#pragma clang loop unroll(full)
  for (int v = 0; v < 4; v++) change[v] = sums[v] = _mm256_setzero_ps();
  for (size_t i = 0; i < key_width; i++) {
    __m256 k = _mm256_broadcast_ss(key + i);
#pragma clang loop unroll(full)
    for (int v = 0; v < 4; v++)
      change[v] = _mm256_fmadd_ps(_mm256_loadu_ps(state + i * OD_DELTA_BLOCK + 8 * (size_t)v), k,
                                  change[v]);
  }
  __m256 d = _mm256_set1_ps(decay), b = _mm256_set1_ps(beta);
#pragma clang loop unroll(full)
  for (int v = 0; v < 4; v++)
    change[v] = _mm256_mul_ps(b, _mm256_fnmadd_ps(d, change[v], value[v]));
  for (size_t i = 0; i < key_width; i++) {
    __m256 k = _mm256_broadcast_ss(key + i), q = _mm256_broadcast_ss(query + i);
#pragma clang loop unroll(full)
    for (int v = 0; v < 4; v++) {
      float *at = state + i * OD_DELTA_BLOCK + 8 * (size_t)v;
      __m256 s = _mm256_fmadd_ps(k, change[v], _mm256_mul_ps(d, _mm256_loadu_ps(at)));
      _mm256_storeu_ps(at, s);
      sums[v] = _mm256_fmadd_ps(s, q, sums[v]);
    }
  }
}

OD_AVX2 void od_avx2_delta_rule(const od_delta_rule *a, size_t head, size_t block) {
  size_t key_head = a->tiled ? head % a->key_heads : head / (a->heads / a->key_heads);
  size_t first = block * OD_DELTA_BLOCK, width = a->value_width - first;
  if (width > OD_DELTA_BLOCK) width = OD_DELTA_BLOCK;
  size_t offset = head * od_delta_state(a->key_width, a->value_width) + first * a->key_width;
  float *state = a->after + offset;
  if (a->before)
    memcpy(state, a->before + offset, a->key_width * OD_DELTA_BLOCK * sizeof *state);
  __m256i masks[4];
  for (size_t v = 0; v < 4; v++) masks[v] = od_mask8(width > 8 * v ? width - 8 * v : 0);
  for (size_t j = 0; j < a->m; j++) {
    size_t keys = j * a->stride + key_head * a->key_width;
    __m256 value[4], sums[4];
    load_block(a->values + j * a->stride + head * a->value_width + first, masks, value);
    step(state, a->keys + keys, a->queries + keys, a->key_width, value,
         a->decays[j * a->heads + head], a->betas[j * a->heads + head], sums);
    float *out = a->out + (j * a->heads + head) * a->value_width + first;
    for (int v = 0; v < 4; v++) _mm256_maskstore_ps(out + 8 * v, masks[v], sums[v]);
  }
}
#endif
