#pragma once

#include "base/error.hpp"
#include "base/types.hpp"
#include "domain/application/known_passport.hpp"
#include "domain/identity/nik.hpp"
#include "outside/faults.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::outside {

/// A passport that the simulated issuing system once issued.
struct Passport {
    identity::Nik nik;
    std::string number;
    LocalDate issued;
    LocalDate expires;
    bool reported_lost = false;
};

/// Reads data/samples/passports.tsv: one header line, then nik, number, issued, expires and
/// reported_lost (ya or tidak); what follows is for people. Errors: bad_configuration (with the
/// line).
Result<std::vector<Passport>> parse_passports(std::string_view tsv);

/// The simulated DPRI (the directorate's own system): takes applications over, at least once, and
/// says whether it knows an earlier passport of somebody. docs/outside/dpri.md has its JSON. One
/// thread at a time.
class Dpri {
public:
    static constexpr std::size_t kKeptMax = 1'000'000;

    explicit Dpri(std::vector<Passport> passports = {});

    /// POST /dpri/v1/applications {id, ..}: 201, or 200 for an id that came before.
    Reply accept(std::string_view body);
    /// GET /dpri/v1/applications: {"count": n}.
    std::string to_json() const;
    std::size_t count() const { return ids_.size(); }

    /// The passport issued last to this person.
    std::optional<application::KnownPassport> last_of(identity::Nik const& nik);
    /// POST /dpri/v1/passports/lookups {nik}.
    Reply look_up(std::string_view body);
    /// GET /dpri/v1/passports/lookups: {"count": n}, those that were answered.
    std::string lookups_json() const;
    std::int64_t lookups() const { return lookups_; }

    Faults faults{};

private:
    std::set<std::string, std::less<>> ids_;
    std::map<std::string, Passport, std::less<>> last_;  ///< By NIK.
    std::int64_t lookups_ = 0;
};

}  // namespace mpaspor::outside
