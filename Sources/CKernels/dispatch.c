// Which tables this build holds, and which of them this processor runs.
#include "internal.h"

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
