// Which tables this build holds, and which of them this processor runs.
#include "internal.h"
#if defined(__x86_64__)
#include <cpuid.h>
#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif
#endif
#if defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#elif defined(__aarch64__) && defined(__APPLE__)
#include <sys/sysctl.h>
#endif

// Best last. A new instruction set adds its table here and its question below.
static const od_kernels *const tables[] = {
    &od_table_scalar,
#if defined(__x86_64__)
    &od_table_avx2,
    &od_table_avx512,
    &od_table_avx512_bf16,
    &od_table_amx,
#endif
#if defined(__aarch64__)
    &od_table_neon,
    &od_table_neon_dotprod,
    &od_table_neon_i8mm,
#endif
};

const od_kernels *od_table_at(size_t index) {
  return index < sizeof tables / sizeof tables[0] ? tables[index] : NULL;
}

#if defined(__aarch64__)
typedef enum { DOTPROD, I8MM } extension;

#if defined(__linux__)  // bits that some C libraries' headers lack
#ifndef HWCAP_ASIMDDP
#define HWCAP_ASIMDDP (1ul << 20)
#endif
#ifndef HWCAP2_I8MM
#define HWCAP2_I8MM (1ul << 13)
#endif
#endif

/// Whether system and processor have an extension of the instruction set.
static int has(extension extension) {
#if defined(__linux__)
  return extension == DOTPROD ? (getauxval(AT_HWCAP) & HWCAP_ASIMDDP) != 0
                              : (getauxval(AT_HWCAP2) & HWCAP2_I8MM) != 0;
#elif defined(__APPLE__)
  int answer = 0;
  size_t size = sizeof answer;
  const char *name =
      extension == DOTPROD ? "hw.optional.arm.FEAT_DotProd" : "hw.optional.arm.FEAT_I8MM";
  return sysctlbyname(name, &answer, &size, NULL, 0) == 0 && answer != 0;
#else
  (void)extension;
  return 0;
#endif
}
#endif

#if defined(__x86_64__)
/// Whether the processor multiplies tiles of bytes and of bfloat16.
static int has_tiles(void) {
  enum { BF16 = 1 << 22, TILE = 1 << 24, INT8 = 1 << 25, ALL = BF16 | TILE | INT8 };
  unsigned a, b, c, d;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (d & ALL) == ALL;
}

/// Asks Linux for the 8 KiB of state that tiles need for each thread; it is granted once for the
/// process, and refused by systems that do not know it or where a signal's stack is too small (source:
/// the kernel's Documentation/arch/x86/xstate.rst).
static int may_use_tiles(void) {
#if defined(__linux__)
  enum { ARCH_REQ_XCOMP_PERM = 0x1023, XFEATURE_XTILEDATA = 18 };
  return syscall(SYS_arch_prctl, ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA) == 0;
#else
  return 0;
#endif
}
#endif

int od_table_supported(const od_kernels *table) {
#if defined(__x86_64__)
  // Unlike bare CPUID, this also asks whether the system saves the registers.
  if (table == &od_table_avx2)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
           __builtin_cpu_supports("f16c");
  if (table == &od_table_avx512)
    return od_table_supported(&od_table_avx2) && __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
  if (table == &od_table_avx512_bf16)
    return od_table_supported(&od_table_avx512) && __builtin_cpu_supports("avx512bf16");
  if (table == &od_table_amx)
    return od_table_supported(&od_table_avx512_bf16) && has_tiles() && may_use_tiles();
#endif
#if defined(__aarch64__)
  if (table == &od_table_neon) return 1;
  if (table == &od_table_neon_dotprod) return has(DOTPROD);
  if (table == &od_table_neon_i8mm) return has(DOTPROD) && has(I8MM);
#endif
  return table == &od_table_scalar;
}

const od_weight_kernels *od_weight_kernels_of(const od_kernels *table, uint32_t type) {
  if (type >= OD_TYPE_COUNT || !table->weights[type].to_float) return NULL;
  return &table->weights[type];
}
