// Which tables this build holds, and which of them this processor runs.
#include "internal.h"
#if defined(__x86_64__)
#include <cpuid.h>
#endif

// Best last. A new instruction set adds its table here and its question below.
static const od_kernels *const tables[] = {
    &od_table_scalar,
#if defined(__x86_64__)
    &od_table_avx2,
#endif
};

const od_kernels *od_table_at(size_t index) {
  return index < sizeof tables / sizeof tables[0] ? tables[index] : NULL;
}

int od_table_supported(const od_kernels *table) {
#if defined(__x86_64__)
  // Unlike bare CPUID, this also asks whether the system saves the registers.
  if (table == &od_table_avx2)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
           __builtin_cpu_supports("f16c");
#endif
  return table == &od_table_scalar;
}

const od_weight_kernels *od_weight_kernels_of(const od_kernels *table, uint32_t type) {
  if (type >= OD_TYPE_COUNT || !table->weights[type].to_float) return NULL;
  return &table->weights[type];
}

size_t od_cpu_brand(char *out, size_t capacity) {
  char name[49] = "";
#if defined(__x86_64__)
  unsigned words[12];
  if (__get_cpuid_max(0x80000000u, NULL) >= 0x80000004u) {
    for (unsigned i = 0; i < 3; i++)
      __get_cpuid(0x80000002u + i, &words[4 * i], &words[4 * i + 1], &words[4 * i + 2],
                  &words[4 * i + 3]);
    memcpy(name, words, 48);
  }
#endif
  const char *start = name;
  while (*start == ' ') start++;
  size_t length = strlen(start);
  while (length > 0 && start[length - 1] == ' ') length--;
  if (capacity == 0) return 0;
  if (length >= capacity) length = capacity - 1;
  memcpy(out, start, length);
  out[length] = 0;
  return length;
}
