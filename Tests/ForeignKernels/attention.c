// Attention against softmax in double precision, and the promise that who is computed beside a query
// changes none of its bits.
#include "check.h"

typedef struct {
  size_t heads, kv_heads, width, window;
  float softcap;
  int sinks;
} shape;

static const shape shapes[] = {
    {1, 1, 64, 0, 0, 0},   {4, 2, 128, 0, 0, 0},  {6, 2, 20, 5, 0, 0},   {5, 1, 33, 40, 0, 0},
    {8, 2, 7, 0, 0, 0},    {4, 2, 24, 0, 1.5f, 0}, {4, 1, 40, 20, 0, 1}, {3, 3, 96, 33, 2, 1},
    {16, 1, 32, 0, 0, 1},  {2, 1, 256, 0, 0, 0},  {7, 1, 160, 64, 0, 0}, {4, 4, 1, 0, 0, 0},
};

static double element(const void *base, uint32_t type, size_t i) {
  if (type == OD_F32) return (double)((const float *)base)[i];
  if (type == OD_F16) return (double)od_half_to_float(((const uint16_t *)base)[i]);
  const od_block_q8_0 *block = (const od_block_q8_0 *)base + i / 32;
  return (double)od_half_to_float(block->scale) * block->quants[i % 32];
}

/// A cache that ends at a guard page; numbers of up to `limit`.
static const void *random_cache(generator *g, uint32_t type, size_t count, float limit) {
  if (type == OD_F32) return random_floats(g, count, -limit, limit);
  if (type == OD_F16) {
    uint16_t *halves = guard(2 * count, 0).bytes;
    for (size_t i = 0; i < count; i++) halves[i] = od_float_to_half(between(g, -limit, limit));
    return halves;
  }
  od_block_q8_0 *blocks = guard(count / 32 * sizeof *blocks, 0).bytes;
  for (size_t b = 0; b < count / 32; b++) {
    blocks[b].scale = od_float_to_half(between(g, 0, limit / 128));
    for (size_t i = 0; i < 32; i++) blocks[b].quants[i] = (int8_t)((int)below(g, 256) - 128);
  }
  return blocks;
}

static void compare(const place *p, const od_attention *a) {
  size_t group = a->heads / a->kv_heads;
  for (size_t j = 0; j < a->m; j++)
    for (size_t head = 0; head < a->heads; head++) {
      size_t past = a->first + j + 1;
      size_t from = a->window && past > a->window ? past - a->window : 0;
      const float *query = a->queries + j * a->query_stride + head * a->head_width;
      double scores[256], largest = a->sinks ? (double)a->sinks[head] : -INFINITY, sum = 0;
      double values[256] = {0};
      for (size_t t = from; t < past; t++) {
        size_t row = t * a->position_stride + head / group * a->head_stride;
        double score = 0;
        for (size_t i = 0; i < a->head_width; i++)
          score += (double)query[i] * element(a->keys, a->cache_type, row + i);
        score *= (double)a->scale;
        if (a->softcap != 0) score = (double)a->softcap * tanh(score / (double)a->softcap);
        scores[t - from] = score;
        if (score > largest) largest = score;
      }
      for (size_t t = from; t < past; t++) {
        size_t row = t * a->position_stride + head / group * a->head_stride;
        double weight = exp(scores[t - from] - largest);
        sum += weight;
        for (size_t i = 0; i < a->head_width; i++)
          values[i] += weight * element(a->values, a->cache_type, row + i);
      }
      if (a->sinks) sum += exp((double)a->sinks[head] - largest);
      const float *out = a->out + j * a->out_stride + head * a->head_width;
      // A score of up to 0.4 * 2 * width may be off by width units, and so may its weight.
      double bound = (0.8 * (double)a->head_width + (double)past + 16) * 2 * 0x1p-23;
      for (size_t i = 0; i < a->head_width; i++)
        near(p, (j * a->heads + head) * a->head_width + i, values[i] / sum, (double)out[i], bound);
    }
}

static void run(const subject *s, const od_attention *a, size_t chunk) {
  size_t floats = od_attention_scratch(a->heads / a->kv_heads, a->head_width) / sizeof(float);
  float *scratch = guard_floats(floats);
  for (size_t begin = 0; begin < a->m; begin += chunk) {
    size_t end = begin + chunk < a->m ? begin + chunk : a->m;
    // What a former call left in the scratch must not matter.
    for (size_t i = 0; i < floats; i++) scratch[i] = NAN;
    for (size_t kv = 0; kv < a->kv_heads; kv++) s->table->attend(a, kv, begin, end, scratch);
  }
}

static void attend(const subject *s, generator *g, const shape *sh, uint32_t type, size_t m,
                   size_t first) {
  place p = place_of(s, "attend", type, "%zu/%zu x %zu, window %zu, softcap %g, m %zu, first %zu",
                     sh->heads, sh->kv_heads, sh->width, sh->window, (double)sh->softcap, m, first);
  size_t positions = first + m, count = positions * sh->kv_heads * sh->width;
  static const float sinks[] = {-40, 0, 2.5f, 120};
  float *sink = guard_floats(sh->heads);
  for (size_t h = 0; h < sh->heads; h++) sink[h] = sinks[h % 4];
  int head_major = m == 3;
  size_t stride = sh->heads * sh->width + below(g, 3);
  od_attention a = {
      .queries = random_floats(g, (m - 1) * stride + sh->heads * sh->width, -1, 1),
      .query_stride = stride,
      .keys = random_cache(g, type, count, 2),
      .values = random_cache(g, type, count, 1),
      .cache_type = type,
      .position_stride = head_major ? sh->width : sh->kv_heads * sh->width,
      .head_stride = head_major ? positions * sh->width : sh->width,
      .heads = sh->heads, .kv_heads = sh->kv_heads, .head_width = sh->width,
      .m = m, .first = first, .window = sh->window, .scale = 0.4f, .softcap = sh->softcap,
      .sinks = sh->sinks ? sink : NULL,
      .out = guard_floats(m * sh->heads * sh->width),
      .out_stride = sh->heads * sh->width,
  };
  run(s, &a, 32);
  compare(&p, &a);
  float *whole = a.out;
  a.out = guard_floats(m * a.out_stride);
  for (size_t chunk = 1; chunk < 32 && chunk <= m; chunk += 1 + below(g, 9)) {
    run(s, &a, chunk);
    same_floats(&p, whole, a.out, m * a.out_stride);
  }
  release_all(&p);
}

/// Scores of thousands, either sign: the weights stay numbers.
static void check_large_scores(const subject *s, generator *g) {
  (void)g;
  for (int sign = -1; sign <= 1; sign += 2) {
    place p = place_of(s, "attend", OD_F32, "large scores of sign %d", sign);
    float *keys = guard_floats(70 * 8), *values = guard_floats(70 * 8), *query = guard_floats(8);
    for (size_t i = 0; i < 560; i++) keys[i] = 100 * (values[i] = (float)(i / 8));
    for (size_t i = 0; i < 8; i++) query[i] = (float)sign;
    od_attention a = {.queries = query, .query_stride = 8, .keys = keys, .values = values,
                      .cache_type = OD_F32, .position_stride = 8, .head_stride = 8, .heads = 1,
                      .kv_heads = 1, .head_width = 8, .m = 1, .first = 69, .scale = 1,
                      .out = guard_floats(8), .out_stride = 8};
    run(s, &a, 1);
    for (size_t i = 0; i < 8; i++) near(&p, i, sign > 0 ? 69 : 0, (double)a.out[i], 0);
    release_all(&p);
  }
}

void check_attention(const subject *s) {
  generator g = {108};
  static const size_t sizes[][2] = {{1, 0}, {1, 31}, {1, 64}, {3, 30}, {40, 0}, {17, 90}, {33, 63}};
  static const uint32_t types[] = {OD_F16, OD_F32, OD_Q8_0};
  for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
    for (size_t t = 0; t < 3; t++)
      for (size_t z = 0; z < sizeof sizes / sizeof sizes[0]; z++) {
        if (types[t] == OD_Q8_0 && shapes[i].width % 32 != 0) continue;
        if (s->quick && (i + t + z) % 7 != 0) continue;
        attend(s, &g, &shapes[i], types[t], sizes[z][0], sizes[z][1]);
      }
  check_large_scores(s, &g);
}
