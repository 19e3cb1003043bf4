#pragma once
/// JSON out: written as it is said, no tree. The caller's mistakes (a value without its name) are
/// invariants; the text is always valid UTF-8 JSON.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::json {

///     Writer w;
///     w.object().member("number", number).member("free", 12).array("days");
///     for (...) w.object().member("date", d).end();
///     w.end().end();
///     return std::move(w).text();
class Writer {
public:
    Writer& object();                        ///< As an element, or the whole.
    Writer& object(std::string_view name);   ///< As a member.
    Writer& array();
    Writer& array(std::string_view name);
    Writer& end();                           ///< Of what was begun last.

    Writer& member(std::string_view name, std::string_view value);
    Writer& member(std::string_view name, char const* value) {
        return member(name, std::string_view{value});
    }
    Writer& member(std::string_view name, std::int64_t value);
    Writer& member(std::string_view name, int value) {
        return member(name, std::int64_t{value});
    }
    Writer& member(std::string_view name, bool value);
    Writer& null(std::string_view name);
    /// `json` is a whole JSON value already.
    Writer& raw(std::string_view name, std::string_view json);

    Writer& element(std::string_view value);
    Writer& element(std::int64_t value);
    Writer& raw_element(std::string_view json);

    /// Everything begun must have ended.
    std::string text() &&;

private:
    void comma();
    void name(std::string_view text);
    void string(std::string_view text);
    std::string text_;
    std::vector<char> open_;
    bool first_ = true;
};

}  // namespace mpaspor::json
