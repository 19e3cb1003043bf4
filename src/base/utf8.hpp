#pragma once

#include <string_view>

namespace mpaspor {

/// True for text that both engines store alike: well-formed UTF-8 (no overlong forms, surrogates or
/// code points above U+10FFFF) without NUL. PostgreSQL refuses the rest, SQLite would keep it.
bool is_clean_utf8(std::string_view text);

}  // namespace mpaspor
