// What the processor says about itself.
#include "internal.h"
#if defined(__x86_64__)
#include <cpuid.h>
#elif defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#ifndef HWCAP_CPUID
#define HWCAP_CPUID (1ul << 11)
#endif
#elif defined(__aarch64__) && defined(__APPLE__)
#include <sys/sysctl.h>
#endif

enum { NAME_BYTES = 128 };

#if defined(__aarch64__) && defined(__linux__)
/// Arm's own cores by their part number (source: their technical reference manuals, MIDR_EL1).
static const struct {
  unsigned part;
  const char *name;
} arm_cores[] = {
    {0xd03, "Arm Cortex-A53"},    {0xd05, "Arm Cortex-A55"},    {0xd07, "Arm Cortex-A57"},
    {0xd08, "Arm Cortex-A72"},    {0xd09, "Arm Cortex-A73"},    {0xd0a, "Arm Cortex-A75"},
    {0xd0b, "Arm Cortex-A76"},    {0xd0c, "Arm Neoverse N1"},   {0xd0d, "Arm Cortex-A77"},
    {0xd40, "Arm Neoverse V1"},   {0xd41, "Arm Cortex-A78"},    {0xd44, "Arm Cortex-X1"},
    {0xd46, "Arm Cortex-A510"},   {0xd47, "Arm Cortex-A710"},   {0xd48, "Arm Cortex-X2"},
    {0xd49, "Arm Neoverse N2"},   {0xd4d, "Arm Cortex-A715"},   {0xd4e, "Arm Cortex-X3"},
    {0xd4f, "Arm Neoverse V2"},
};

static void read_name(char name[NAME_BYTES]) {
  // The system answers for the register where it says so; elsewhere reading it is an error.
  if (!(getauxval(AT_HWCAP) & HWCAP_CPUID)) return;
  uint64_t midr;
  __asm__("mrs %0, midr_el1" : "=r"(midr));
  if ((midr >> 24 & 0xff) != 0x41) return;  // another maker
  for (size_t i = 0; i < sizeof arm_cores / sizeof arm_cores[0]; i++)
    if (arm_cores[i].part == (midr >> 4 & 0xfff)) strcpy(name, arm_cores[i].name);
}
#elif defined(__aarch64__) && defined(__APPLE__)
static void read_name(char name[NAME_BYTES]) {
  size_t size = NAME_BYTES;
  if (sysctlbyname("machdep.cpu.brand_string", name, &size, NULL, 0) != 0) name[0] = 0;
}
#elif defined(__x86_64__)
static void read_name(char name[NAME_BYTES]) {
  unsigned words[12];
  if (__get_cpuid_max(0x80000000u, NULL) < 0x80000004u) return;
  for (unsigned i = 0; i < 3; i++)
    __get_cpuid(0x80000002u + i, &words[4 * i], &words[4 * i + 1], &words[4 * i + 2],
                &words[4 * i + 3]);
  memcpy(name, words, sizeof words);
}
#else
static void read_name(char name[NAME_BYTES]) { (void)name; }
#endif

size_t od_cpu_brand(char *out, size_t capacity) {
  char name[NAME_BYTES] = "";
  read_name(name);
  name[NAME_BYTES - 1] = 0;
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
