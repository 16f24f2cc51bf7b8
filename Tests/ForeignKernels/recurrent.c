// The gated delta rule against the same in double precision, whole and cut into pieces.
#include "check.h"

typedef struct {
  size_t heads, key_heads, key_width, value_width;
  int tiled;
} shape;

static const shape shapes[] = {
    {1, 1, 1, 1, 0},  {4, 2, 16, 8, 0},   {4, 2, 16, 8, 1},   {3, 3, 20, 45, 0},
    {2, 1, 64, 96, 0}, {2, 1, 128, 128, 0}, {1, 1, 12, 31, 0}, {1, 1, 12, 33, 0},
};

static void compare_head(const place *p, const od_delta_rule *a, size_t head) {
  static double state[128][128];
  size_t key_head = a->tiled ? head % a->key_heads : head / (a->heads / a->key_heads);
  memset(state, 0, sizeof state);
  for (size_t j = 0; j < a->m; j++) {
    const float *key = a->keys + j * a->stride + key_head * a->key_width;
    const float *query = a->queries + j * a->stride + key_head * a->key_width;
    const float *value = a->values + j * a->stride + head * a->value_width;
    double decay = (double)a->decays[j * a->heads + head];
    double beta = (double)a->betas[j * a->heads + head];
    for (size_t c = 0; c < a->value_width; c++) {
      double change = 0, out = 0;
      for (size_t i = 0; i < a->key_width; i++)
        change += (state[i][c] *= decay) * (double)key[i];
      change = beta * ((double)value[c] - change);
      for (size_t i = 0; i < a->key_width; i++)
        out += (state[i][c] += (double)key[i] * change) * (double)query[i];
      size_t at = (j * a->heads + head) * a->value_width + c;
      near(p, at, out, (double)a->out[at], 2e-5);
    }
  }
}

static void run(const subject *s, od_delta_rule a, size_t from, size_t to) {
  size_t blocks = (a.value_width + OD_DELTA_BLOCK - 1) / OD_DELTA_BLOCK;
  a.queries += from * a.stride;
  a.keys += from * a.stride;
  a.values += from * a.stride;
  a.decays += from * a.heads;
  a.betas += from * a.heads;
  a.out += from * a.heads * a.value_width;
  a.m = to - from;
  for (size_t head = 0; head < a.heads; head++)
    for (size_t block = 0; block < blocks; block++) s->table->delta_rule(&a, head, block);
}

static void check(const subject *s, generator *g, const shape *sh, size_t m) {
  place p = place_of(s, "delta_rule", OD_TYPE_COUNT, "heads %zu/%zu, %zu x %zu, tiled %d, m %zu",
                     sh->heads, sh->key_heads, sh->key_width, sh->value_width, sh->tiled, m);
  size_t keys = sh->key_heads * sh->key_width, values = sh->heads * sh->value_width;
  size_t floats = sh->heads * od_delta_state(sh->key_width, sh->value_width);
  // The three lie side by side, the values last, so that they end at a guard page.
  float *rows = random_floats(g, m * (2 * keys + values), -0.3f, 0.3f);
  od_delta_rule a = {.queries = rows, .keys = rows + keys, .values = rows + 2 * keys,
                     .stride = 2 * keys + values, .decays = random_floats(g, m * sh->heads, 0.5f, 1),
                     .betas = random_floats(g, m * sh->heads, 0, 1), .m = m, .heads = sh->heads,
                     .key_heads = sh->key_heads, .key_width = sh->key_width,
                     .value_width = sh->value_width, .tiled = sh->tiled};
  a.after = guard_floats(floats);
  a.out = guard_floats(m * values);
  run(s, a, 0, m);
  for (size_t head = 0; head < sh->heads; head++) compare_head(&p, &a, head);

  od_delta_rule cut = a;
  float *states[2] = {guard_floats(floats), guard_floats(floats)};
  cut.out = guard_floats(m * values);
  size_t pieces = 0;
  for (size_t from = 0; from < m; pieces++) {
    size_t to = from + 1 + below(g, 4) < m ? from + 1 + below(g, 4) : m;
    if (to > m) to = m;
    cut.before = states[pieces % 2];
    cut.after = states[1 - pieces % 2];
    run(s, cut, from, to);
    from = to;
  }
  same_floats(&p, a.out, cut.out, m * values);
  same_floats(&p, a.after, states[pieces % 2], floats);
  release_all(&p);
}

void check_recurrent(const subject *s) {
  generator g = {109};
  for (int pass = 0; pass < (s->quick ? 1 : 4); pass++)
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
      check(s, &g, &shapes[i], s->quick ? 5 : 37);
}
