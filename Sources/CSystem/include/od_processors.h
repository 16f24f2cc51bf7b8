#pragma once

/// Processors that this process may run on: its affinity mask where there is one, else those that
/// are online. At least 1.
int od_usable_processors(void);
