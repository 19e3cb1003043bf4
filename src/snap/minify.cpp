#include "snap/minify.hpp"

namespace mpaspor::snap {

std::string minify(std::string_view json) {
    std::string short_form;
    short_form.reserve(json.size());
    bool in_string = false;
    bool escaped = false;
    for (char const c : json) {
        bool const is_space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (in_string || !is_space) short_form += c;
        if (c == '"' && !escaped) in_string = !in_string;
        escaped = in_string && c == '\\' && !escaped;
    }
    return short_form;
}

}  // namespace mpaspor::snap
