// The gated delta rule and the sigmoid gate.
#include "neon.h"
#if defined(__aarch64__)

enum { VECTORS = OD_DELTA_BLOCK / 4 };

void od_neon_sigmoid_multiply(const float *gate, const float *x, size_t count, float *out) {
  for (size_t i = 0; i < count; i += 4) {
    size_t live = count - i < 4 ? count - i : 4;
    float32x4_t e = od_exp4(vnegq_f32(od_load_some(gate + i, live)));
    od_store_some(out + i, live,
                  vdivq_f32(od_load_some(x + i, live), vaddq_f32(vdupq_n_f32(1), e)));
  }
}

/// One position: two passes over the block's 16 KiB (of 128 keys), which stay in the first cache.
OD_NEON_INLINE void step(float *state, const float *key, const float *query, size_t key_width,
                         const float value[OD_DELTA_BLOCK], float decay, float beta,
                         float out[OD_DELTA_BLOCK]) {
  float32x4_t change[VECTORS], sums[VECTORS];
#pragma clang loop unroll(full)
  for (int v = 0; v < VECTORS; v++) change[v] = sums[v] = vdupq_n_f32(0);
  for (size_t i = 0; i < key_width; i++)
#pragma clang loop unroll(full)
    for (int v = 0; v < VECTORS; v++)
      change[v] = vfmaq_n_f32(change[v], vld1q_f32(state + i * OD_DELTA_BLOCK + 4 * v), key[i]);
#pragma clang loop unroll(full)
  for (int v = 0; v < VECTORS; v++)
    change[v] = vmulq_n_f32(vfmsq_f32(vld1q_f32(value + 4 * v), change[v], vdupq_n_f32(decay)),
                            beta);
  for (size_t i = 0; i < key_width; i++)
#pragma clang loop unroll(full)
    for (int v = 0; v < VECTORS; v++) {
      float *at = state + i * OD_DELTA_BLOCK + 4 * v;
      float32x4_t s = vfmaq_n_f32(vmulq_n_f32(vld1q_f32(at), decay), change[v], key[i]);
      vst1q_f32(at, s);
      sums[v] = vfmaq_n_f32(sums[v], s, query[i]);
    }
#pragma clang loop unroll(full)
  for (int v = 0; v < VECTORS; v++) vst1q_f32(out + 4 * v, sums[v]);
}

void od_neon_delta_rule(const od_delta_rule *a, size_t head, size_t block) {
  size_t key_head = a->tiled ? head % a->key_heads : head / (a->heads / a->key_heads);
  size_t first = block * OD_DELTA_BLOCK, width = a->value_width - first;
  if (width > OD_DELTA_BLOCK) width = OD_DELTA_BLOCK;
  size_t offset = head * od_delta_state(a->key_width, a->value_width) + first * a->key_width;
  float *state = a->after + offset;
  if (a->before)
    memcpy(state, a->before + offset, a->key_width * OD_DELTA_BLOCK * sizeof *state);
  for (size_t j = 0; j < a->m; j++) {
    size_t keys = j * a->stride + key_head * a->key_width;
    float value[OD_DELTA_BLOCK] = {0}, out[OD_DELTA_BLOCK];
    memcpy(value, a->values + j * a->stride + head * a->value_width + first,
           width * sizeof *value);
    step(state, a->keys + keys, a->queries + keys, a->key_width, value,
         a->decays[j * a->heads + head], a->betas[j * a->heads + head], out);
    memcpy(a->out + (j * a->heads + head) * a->value_width + first, out, width * sizeof *out);
  }
}
#endif
