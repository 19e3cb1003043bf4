/// Whatever stands in a table of sample persons or passports, it is refused with its line, or has
/// one row a line, of people who can exist.

#include "base/invariant.hpp"
#include "base/text.hpp"
#include "outside/dpri.hpp"
#include "outside/dukcapil.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    std::string_view const tsv{reinterpret_cast<char const*>(data), size};
    auto const lines = static_cast<std::size_t>(std::ranges::count(tsv, '\n'));
    if (auto citizens = outside::parse_citizens(tsv)) {
        INVARIANT(citizens->size() <= lines);
        auto const persons = *citizens;
        outside::Dukcapil registry{*std::move(citizens), ""};
        for (auto const& person : persons) {
            auto const answer = registry.look_up(person.record);
            INVARIANT(answer.status != identity::RegistryStatus::not_found ||
                      std::ranges::count(persons, answer.status, &outside::Citizen::status) > 0);
        }
    } else {
        INVARIANT(citizens.error().detail.starts_with("citizens, line "));
    }
    if (auto passports = outside::parse_passports(tsv)) {
        INVARIANT(passports->size() <= lines);
        auto const issued = *passports;
        outside::Dpri issuer{*std::move(passports)};
        for (auto const& passport : issued) INVARIANT(issuer.last_of(passport.nik).has_value());
    } else {
        INVARIANT(passports.error().detail.starts_with("passports, line "));
    }
    return 0;
}
