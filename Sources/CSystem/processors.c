#if defined(__linux__)
#define _GNU_SOURCE
#include <sched.h>
#endif
#include "od_processors.h"
#include <unistd.h>

int od_usable_processors(void) {
#if defined(__linux__)
  cpu_set_t mask;
  if (sched_getaffinity(0, sizeof mask, &mask) == 0 && CPU_COUNT(&mask) > 0)
    return CPU_COUNT(&mask);
#endif
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? (int)online : 1;
}
