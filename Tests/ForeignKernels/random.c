// Seeded randomness: a run that fails, fails again.
#include "check.h"
#pragma clang fp contract(off)  // the same numbers on every processor

uint64_t next(generator *g) {
  uint64_t z = g->state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

size_t below(generator *g, size_t bound) { return (size_t)(next(g) % bound); }

float between(generator *g, float low, float high) {
  return low + (high - low) * ((float)(next(g) >> 40) * 0x1p-24f);
}

float *random_floats(generator *g, size_t count, float low, float high) {
  float *x = guard_floats(count);
  for (size_t i = 0; i < count; i++) x[i] = between(g, low, high);
  return x;
}
