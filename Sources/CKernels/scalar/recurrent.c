// The gated delta rule, a block of value columns at a time, and the sigmoid gate.
#include "scalar.h"

void od_scalar_sigmoid_multiply(const float *gate, const float *x, size_t count, float *out) {
  for (size_t i = 0; i < count; i++) out[i] = x[i] / (1 + expf(-gate[i]));
}

void od_scalar_delta_rule(const od_delta_rule *a, size_t head, size_t block) {
  size_t key_head = a->tiled ? head % a->key_heads : head / (a->heads / a->key_heads);
  size_t first = block * OD_DELTA_BLOCK, width = a->value_width - first;
  if (width > OD_DELTA_BLOCK) width = OD_DELTA_BLOCK;
  size_t offset = head * od_delta_state(a->key_width, a->value_width) + first * a->key_width;
  float *state = a->after + offset;
  if (a->before)
    memcpy(state, a->before + offset, a->key_width * OD_DELTA_BLOCK * sizeof *state);
  for (size_t j = 0; j < a->m; j++) {
    const float *query = a->queries + j * a->stride + key_head * a->key_width;
    const float *key = a->keys + j * a->stride + key_head * a->key_width;
    const float *value = a->values + j * a->stride + head * a->value_width + first;
    float *out = a->out + (j * a->heads + head) * a->value_width + first;
    float decay = a->decays[j * a->heads + head], beta = a->betas[j * a->heads + head];
    float change[OD_DELTA_BLOCK] = {0}, sums[OD_DELTA_BLOCK] = {0};
    for (size_t i = 0; i < a->key_width; i++)
      for (size_t c = 0; c < OD_DELTA_BLOCK; c++)
        change[c] += state[i * OD_DELTA_BLOCK + c] * key[i];
    for (size_t c = 0; c < width; c++) change[c] = beta * (value[c] - decay * change[c]);
    for (size_t i = 0; i < a->key_width; i++)
      for (size_t c = 0; c < width; c++) {
        float *s = state + i * OD_DELTA_BLOCK + c;
        *s = decay * *s + key[i] * change[c];
        sums[c] += *s * query[i];
      }
    memcpy(out, sums, width * sizeof *out);
  }
}
