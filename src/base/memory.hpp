#pragma once

namespace mpaspor {

/// Lets the allocator keep what is freed, up to 512 MiB, and fetch it in pieces of 64 MiB. The
/// writer frees and needs the same memory again for every savepoint; handing it back to the system
/// in between makes SQLite about five times slower (design.md section 1). Called once, at the start
/// of a program that writes, before threads.
void keep_freed_memory();

}  // namespace mpaspor
