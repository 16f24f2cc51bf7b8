#pragma once
#include <stddef.h>

// A file that becomes shorter while it is mapped raises SIGBUS when a page past its new end is
// touched. Mappings are registered so that an executable can say which file it was.

/// Remembers that `count` bytes from `base` are a mapping of `path`. Gives 0 when the table is
/// full: the mapping then works, but its SIGBUS ends in the default way.
int od_mapping_register(const void *_Nonnull base, size_t count, const char *_Nonnull path);
/// Forgets it; before `munmap`.
void od_mapping_unregister(const void *_Nonnull base);

/// Installs the handler: for an address inside a registered mapping it prints `error:` and `hint:`
/// lines to standard error and exits with status 65; for others the default follows. Executables
/// only: a library does not own its process's signals.
void od_install_sigbus_handler(void);
