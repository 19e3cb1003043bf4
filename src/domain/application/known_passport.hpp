#pragma once

#include <chrono>

namespace mpaspor::application {

/// All that is asked of the issuing system about a person's last passport (D10): what the applicant
/// has to be told, so neither its number nor its data page (domain.md 7, minimisation).
struct KnownPassport {
    std::chrono::year_month expires;
    bool reported_lost = false;

    friend bool operator==(KnownPassport const&, KnownPassport const&) = default;
};

}  // namespace mpaspor::application
