#pragma once

#include "bin/mpaspor/commands.hpp"
#include "bin/mpaspor/table.hpp"
#include "json/value.hpp"

#include <string>

namespace mpaspor::bin {

/// Asks, and prints the answer as it came or by `show(json::Value)`.
template <typename Show>
Printed print(Session const& session, std::string_view method, std::string_view path,
              std::string const& body, Show show) {
    auto const answer = TRY(ask(session, method, path, body));
    if (session.json) return answer + "\n";
    auto const document = TRY(json::Document::parse(answer));
    return std::string{show(document.root())};
}

/// One table of the objects in the list `name`: `columns` are its headings, and in lower case with
/// '_' for ' ' the members.
std::string listed(json::Value root, std::string_view name,
                   std::vector<std::string> const& columns);

}  // namespace mpaspor::bin
