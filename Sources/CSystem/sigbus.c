// See od_sigbus.h. The table is read inside a signal handler, so it is lock-free: a slot is claimed
// by its state, filled, then published.
#include "od_sigbus.h"
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

enum { MAPPINGS = 64, PATH_BYTES = 1024 };
enum { FREE, FILLING, PUBLISHED };

static struct {
  _Atomic int state;
  _Atomic uintptr_t base;
  size_t count;
  char path[PATH_BYTES];
} mappings[MAPPINGS];

int od_mapping_register(const void *base, size_t count, const char *path) {
  for (int i = 0; i < MAPPINGS; i++) {
    int expected = FREE;
    if (!atomic_compare_exchange_strong(&mappings[i].state, &expected, FILLING)) continue;
    atomic_store(&mappings[i].base, (uintptr_t)base);
    mappings[i].count = count;
    strncpy(mappings[i].path, path, PATH_BYTES - 1);
    mappings[i].path[PATH_BYTES - 1] = 0;
    atomic_store(&mappings[i].state, PUBLISHED);
    return 1;
  }
  return 0;
}

void od_mapping_unregister(const void *base) {
  for (int i = 0; i < MAPPINGS; i++) {
    if (atomic_load(&mappings[i].state) != PUBLISHED) continue;
    if (atomic_load(&mappings[i].base) != (uintptr_t)base) continue;
    atomic_store(&mappings[i].state, FREE);
    return;
  }
}

static void say(const char *text) {
  size_t length = strlen(text);
  while (length > 0) {
    ssize_t written = write(STDERR_FILENO, text, length);
    if (written <= 0) return;
    text += written;
    length -= (size_t)written;
  }
}

static void on_sigbus(int number, siginfo_t *info, void *context) {
  (void)context;
  uintptr_t address = (uintptr_t)info->si_addr;
  for (int i = 0; i < MAPPINGS; i++) {
    if (atomic_load(&mappings[i].state) != PUBLISHED) continue;
    uintptr_t base = atomic_load(&mappings[i].base);
    if (address < base || address - base >= mappings[i].count) continue;
    say("error: ");
    say(mappings[i].path);
    say(": the file became shorter while it was in use\n"
        "hint: copy or download the file again, and do not change it while a command runs\n");
    _exit(65);
  }
  // Not ours: the instruction that failed runs again under the default action.
  signal(number, SIG_DFL);
}

void od_install_sigbus_handler(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = on_sigbus;
  action.sa_flags = SA_SIGINFO;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, NULL);
}
