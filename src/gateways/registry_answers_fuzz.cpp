/// Whatever the civil registry or the issuing system answers, it is no answer, or says the same
/// when it is written and read again; it never says one thing and its contrary.

#include "base/invariant.hpp"
#include "base/text.hpp"
#include "gateways/dukcapil.hpp"
#include "gateways/passport_records.hpp"
#include "json/writer.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace mpaspor {
namespace {

constexpr std::array<std::string_view, 5> kStatuses{"DITEMUKAN", "TIDAK_DITEMUKAN", "MENINGGAL",
                                                    "GANDA", "NONAKTIF"};
constexpr std::array<std::string_view, 6> kFields{"nama",          "tgl_lahir", "tempat_lahir",
                                                  "jenis_kelamin", "no_kk",     "nama_ibu"};

bool differs(identity::RegistryAnswer const& answer, std::size_t field) {
    auto const wanted = static_cast<identity::RegistryField>(field);
    return std::ranges::count(answer.mismatches, wanted) > 0;
}

std::string written(identity::RegistryAnswer const& answer) {
    json::Writer json;
    json.object()
        .member("referensi", answer.reference)
        .member("status", kStatuses.at(static_cast<std::size_t>(answer.status)));
    if (answer.status == identity::RegistryStatus::found) {
        json.object("hasil");
        for (std::size_t i = 0; i < kFields.size(); ++i) {
            json.member(kFields[i], differs(answer, i) ? "TIDAK_SESUAI" : "SESUAI");
        }
        json.end();
    }
    json.end();
    return std::move(json).text();
}

void hear_registry(std::string_view body) {
    auto const answer = gateways::parse_registry_answer(body);
    if (!answer) {
        INVARIANT(answer.error().code == Code::registry_unavailable);
        return;
    }
    bool const found = answer->status == identity::RegistryStatus::found;
    INVARIANT(answer->mismatches.size() <= (found ? kFields.size() : 0));
    auto const again = gateways::parse_registry_answer(written(*answer));
    INVARIANT(again.has_value() && again->status == answer->status);
    INVARIANT(again->mismatches == answer->mismatches && again->reference == answer->reference);
}

void hear_issuer(std::string_view body) {
    auto const answer = gateways::parse_passport_record(body);
    if (!answer) {
        INVARIANT(answer.error().code == Code::gateway_unavailable);
        return;
    }
    if (!*answer) return;
    auto const& last = **answer;
    INVARIANT(last.expires.ok() && last.expires.year() >= std::chrono::year{1900});
    json::Writer json;
    json.object()
        .member("reference", "DP-1")
        .member("record", "known")
        .object("last")
        .member("expires", date_text(LocalDate{last.expires / std::chrono::day{1}}).substr(0, 7))
        .member("reported_lost", last.reported_lost)
        .end()
        .end();
    auto const again = gateways::parse_passport_record(std::move(json).text());
    INVARIANT(again.has_value() && again->has_value());
    INVARIANT((*again)->expires == last.expires && (*again)->reported_lost == last.reported_lost);
}

}  // namespace
}  // namespace mpaspor

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const body{reinterpret_cast<char const*>(data), size};
    mpaspor::hear_registry(body);
    mpaspor::hear_issuer(body);
    return 0;
}
