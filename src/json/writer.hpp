#pragma once
/// JSON out: written as it is said, no tree. The caller's mistakes (a value without its name, text
/// that is not clean UTF-8) are broken invariants, so what comes out is always valid JSON.

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace mpaspor::json {

///     Writer w;
///     w.object().member("number", number).member("free", 12).array("days");
///     for (...) w.object().member("date", d).end();
///     w.end().end();
///     return std::move(w).text();
class Writer {
public:
    Writer();

    Writer& object();                       ///< As an element, or the whole.
    Writer& object(std::string_view name);  ///< As a member.
    Writer& array();
    Writer& array(std::string_view name);
    Writer& end();  ///< Of what was begun last.

    Writer& member(std::string_view name, std::string_view value);
    /// Without this overload a literal would become a bool.
    Writer& member(std::string_view name, char const* value) {
        return member(name, std::string_view{value});
    }
    Writer& member(std::string_view name, std::int64_t value);
    Writer& member(std::string_view name, int value) { return member(name, std::int64_t{value}); }
    Writer& member(std::string_view name, std::same_as<bool> auto value) {
        return raw(name, value ? "true" : "false");
    }
    Writer& null(std::string_view name) { return raw(name, "null"); }
    /// `json` is a whole JSON value already, and is taken on trust.
    Writer& raw(std::string_view name, std::string_view json);

    Writer& element(std::string_view value);
    Writer& element(std::int64_t value);
    Writer& raw_element(std::string_view json);

    /// Everything begun must have ended.
    std::string text() &&;

private:
    void as_member(std::string_view name);
    void as_element();
    Writer& begin(char bracket);
    void quoted(std::string_view text);
    void number(std::int64_t value);

    std::string text_;
    std::string open_ = {};  ///< The brackets not yet closed; short, so it costs no allocation.
    bool first_ = true;
};

}  // namespace mpaspor::json
