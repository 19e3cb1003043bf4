#pragma once

#include "outside/faults.hpp"

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace mpaspor::outside {

/// The simulated DPRI (the directorate's own system): takes applications over, at least once.
/// One thread at a time.
class Dpri {
public:
    static constexpr std::size_t kKeptMax = 1'000'000;

    /// POST /dpri/v1/applications {id, ..}: 201, or 200 for an id that came before.
    Reply accept(std::string_view body);
    /// GET /dpri/v1/applications: {"count": n}.
    std::string to_json() const;
    std::size_t count() const { return ids_.size(); }

    Faults faults{};

private:
    std::set<std::string, std::less<>> ids_;
};

}  // namespace mpaspor::outside
