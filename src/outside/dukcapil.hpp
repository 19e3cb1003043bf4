#pragma once

#include "base/error.hpp"
#include "base/types.hpp"
#include "domain/identity/registry_answer.hpp"
#include "outside/faults.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::outside {

/// What the simulated civil registry has on one person.
struct Citizen {
    identity::RegistryQuestion record;  ///< What a question that is right throughout would say.
    identity::RegistryStatus status = identity::RegistryStatus::found;
    /// Of a sample: the case that it shows, what is to be typed in place of its record to see it
    /// ("birth_place=MANGGAR"), and what then happens.
    std::string sample = {}, type_instead = {}, expect = {};
};

/// Reads data/samples/citizens.tsv: one header line, then nik, full_name, birth_date, birth_place,
/// sex (L or P), family_card_number, mother_name, status; what follows is for people. Errors:
/// bad_configuration (with the line).
Result<std::vector<Citizen>> parse_citizens(std::string_view tsv);

/// The simulated civil registry: agrees or not per field, and never shows its record (domain.md
/// 3.3). docs/outside/dukcapil.md has its JSON. One thread at a time.
class Dukcapil {
public:
    /// With a `match_prefix` every NIK that begins with it and is not in the table is a person with
    /// exactly the data that were sent: load tests need more people than a table has.
    Dukcapil(std::vector<Citizen> citizens, std::string match_prefix);

    identity::RegistryAnswer look_up(identity::RegistryQuestion const& question);

    /// POST /dukcapil/v1/verifications.
    Reply verify(std::string_view body);
    /// How many questions were answered.
    std::int64_t answers() const { return answers_; }

    Faults faults{};

private:
    std::map<std::string, Citizen, std::less<>> citizens_;
    std::string match_prefix_;
    std::int64_t answers_ = 0;
};

}  // namespace mpaspor::outside
