#include "gateways/passport_records.hpp"

#include "base/text.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"

#include <array>
#include <string>
#include <utility>

namespace mpaspor::gateways {

using application::KnownPassport;

namespace {

constexpr std::size_t kReferenceMax = 64;
constexpr std::size_t kMonthLength = 7;  // "2027-03"
constexpr int kOk = 200;

enum class Record : std::uint8_t { none, known };
constexpr auto names(json::As<Record>) {
    return std::array{json::Name{"none", Record::none}, json::Name{"known", Record::known}};
}

struct LastPassport {
    std::string expires;
    bool reported_lost;
};
constexpr auto shape(json::As<LastPassport>) {
    return json::open<LastPassport>(
        json::text_field<&LastPassport::expires>("expires", kMonthLength),
        json::field<&LastPassport::reported_lost>("reported_lost"));
}

struct AnswerBody {
    std::string reference;
    Record record;
    std::optional<LastPassport> last;
};
constexpr auto shape(json::As<AnswerBody>) {
    return json::open<AnswerBody>(
        json::text_field<&AnswerBody::reference>("reference", kReferenceMax),
        json::field<&AnswerBody::record>("record"), json::field<&AnswerBody::last>("last"));
}

}  // namespace

Result<std::optional<KnownPassport>> parse_passport_record(std::string_view body) {
    auto const read = json::parse<AnswerBody>(body);
    if (!read) return fail(Code::gateway_unavailable, "answer makes no sense");
    if ((read->record == Record::known) != read->last.has_value()) {
        return fail(Code::gateway_unavailable, "answer contradicts itself");
    }
    if (!read->last) return std::nullopt;
    auto const first = date_from_text(read->last->expires + "-01");
    if (!first) return fail(Code::gateway_unavailable, "answer makes no sense");
    std::chrono::year_month_day const date{*first};
    return KnownPassport{.expires = date.year() / date.month(),
                         .reported_lost = read->last->reported_lost};
}

Result<std::optional<KnownPassport>> PassportRecords::find(identity::Nik const& nik) {
    json::Writer json;
    json.object().member("nik", nik.text()).end();
    Result<std::optional<KnownPassport>> said =
        fail(Code::gateway_unavailable, "the question was not understood");
    auto const answer = TRY(dpri_.send({.path = "/dpri/v1/passports/lookups",
                                        .headers = {{"Content-Type", "application/json"}},
                                        .body = std::move(json).text()},
                                       [&](HttpClient::Answer const& heard) {
                                           if (heard.status != kOk) return true;
                                           said = parse_passport_record(heard.body);
                                           return said.has_value();
                                       }));
    std::ignore = answer;  // Read above.
    return said;
}

}  // namespace mpaspor::gateways
