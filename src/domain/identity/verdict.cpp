#include "domain/identity/verdict.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace mpaspor::identity {
namespace {

using enum RegistryField;

constexpr std::array<std::string_view, 6> kFields{"full_name", "birth_date",         "birth_place",
                                                  "sex",       "family_card_number", "mother_name"};

std::optional<Code> refusal_of(RegistryStatus status) {
    switch (status) {
        case RegistryStatus::found: return std::nullopt;
        case RegistryStatus::not_found: return Code::nik_not_found;
        case RegistryStatus::deceased: return Code::nik_deceased;
        case RegistryStatus::duplicate: return Code::nik_duplicate;
        case RegistryStatus::inactive: return Code::nik_inactive;
    }
    std::unreachable();
}

}  // namespace

std::string_view to_text(RegistryField field) {
    return kFields[std::to_underlying(field)];
}

Verdict verdict(RegistryAnswer const& answer) {
    if (auto const refusal = refusal_of(answer.status)) return {.refused = refusal};

    auto const differs = [&](RegistryField field) {
        return std::ranges::find(answer.mismatches, field) != answer.mismatches.end();
    };
    bool const public_agrees =
        !differs(full_name) && !differs(birth_date) && !differs(birth_place) && !differs(sex);
    bool const secret_agrees = !differs(family_card_number) || !differs(mother_name);
    if (public_agrees && secret_agrees) return {};

    Verdict refused{.refused = Code::nik_not_matched};
    if (differs(full_name)) return refused;
    refused.mismatches = answer.mismatches;
    std::ranges::sort(refused.mismatches);
    auto const repeated = std::ranges::unique(refused.mismatches);
    refused.mismatches.erase(repeated.begin(), repeated.end());
    return refused;
}

Result<void> accepted(Verdict const& verdict) {
    if (verdict.valid()) return {};
    Error error{.code = *verdict.refused};
    for (RegistryField const field : verdict.mismatches) {
        std::string pointer = "/" + std::string{to_text(field)};
        if (error.pointer.empty()) {
            error.pointer = std::move(pointer);
        } else {
            error.also.push_back(Error{.code = *verdict.refused, .pointer = std::move(pointer)});
        }
    }
    return std::unexpected(std::move(error));
}

Instant valid_until(Instant verified, std::chrono::days valid_for) {
    return verified + valid_for;
}

}  // namespace mpaspor::identity
