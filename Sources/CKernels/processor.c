// What the processor says about itself.
#include "internal.h"
#if defined(__x86_64__)
#include <cpuid.h>
#endif

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

const char *od_openblas_core_type(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
    return "SkylakeX";
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return __builtin_cpu_is("amd") ? "Zen" : "Haswell";
#endif
  return NULL;
}
