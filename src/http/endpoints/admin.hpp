#pragma once
/// What several of the operator's endpoints need.

#include "app/office/release_days.hpp"
#include "http/call.hpp"
#include "json/reader.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace mpaspor::http {

/// The body {}.
struct Empty {};
constexpr auto shape(json::As<Empty>) {
    return json::closed<Empty>();
}

struct Release {
    std::vector<ServicePointId> points;  ///< Empty: all there are.
    int horizon_days = 0;
};
struct Released {
    int points = 0;
    app::DaysOpened rows;
    std::optional<LocalDate> until;  ///< Where the first point that ran out of holidays ends.
};
/// Opens days, one point after another, each in a use case of its own, so that the writer is never
/// long away from its other work. A refusal refuses the call, and what was opened stays.
void release_days(CallPtr const& call, Release release, std::function<void(Released)> then);

/// As many days ahead as the settings say.
int horizon_of(Call const& call);

/// A whole number from the query or the path. Errors: out_of_range at `pointer`.
Result<std::int64_t> number_in(std::string_view text, std::string pointer, std::int64_t max);

}  // namespace mpaspor::http
