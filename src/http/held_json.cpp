#include "http/held_json.hpp"

#include "base/text.hpp"
#include "json/writer.hpp"

#include <utility>

namespace mpaspor::http {
namespace {

using Kind = app::Held::Kind;

/// Its value as text, of what is written as a string.
std::string text_of(app::Held const& held) {
    switch (held.kind) {
        case Kind::instant: return instant_text(held.instant());
        case Kind::date: return date_text(held.date());
        default: return held.text;
    }
}

void write(json::Writer& json, app::Held const& held);

void write_items(json::Writer& json, app::Held const& held) {
    for (app::Held const& item : held.items) write(json, item);
    json.end();
}

void write(json::Writer& json, app::Held const& held) {
    bool const member = !held.name.empty();
    switch (held.kind) {
        case Kind::record:
            member ? json.object(held.name) : json.object();
            return write_items(json, held);
        case Kind::list:
            member ? json.array(held.name) : json.array();
            return write_items(json, held);
        case Kind::nothing: member ? json.null(held.name) : json.raw_element("null"); return;
        case Kind::number:
            member ? json.member(held.name, held.number) : json.element(held.number);
            return;
        case Kind::text:
        case Kind::word:
        case Kind::instant:
        case Kind::date:
            member ? json.member(held.name, text_of(held)) : json.element(text_of(held));
            return;
    }
}

}  // namespace

std::string held_json(app::Held const& held) {
    json::Writer json;
    write(json, held);
    return std::move(json).text();
}

}  // namespace mpaspor::http
