#include "outside/dpri.hpp"

#include "base/text.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "outside/table.hpp"

#include <utility>

namespace mpaspor::outside {

using application::KnownPassport;

namespace {

constexpr std::size_t kColumns = 5;  // Those that a machine reads; others may follow.
constexpr std::size_t kMonthLength = 7;

constexpr std::size_t kIdMax = 64;

/// What it looks at; the rest of the message is the directorate's business.
struct ApplicationBody {
    std::string id;
};
constexpr auto shape(json::As<ApplicationBody>) {
    return json::open<ApplicationBody>(json::text_field<&ApplicationBody::id>("id", kIdMax));
}

struct LookupBody {
    identity::Nik nik;
};
constexpr auto shape(json::As<LookupBody>) {
    return json::closed<LookupBody>(json::field<&LookupBody::nik>("nik"));
}

Result<Passport> parse_passport(std::string_view line) {
    auto const columns = split(line, '\t');
    if (columns.size() < kColumns) return fail(Code::bad_configuration, "columns");
    auto const nik = TRY(identity::Nik::parse(columns[0]));
    auto const issued = TRY(date_from_text(columns[2]));
    auto const expires = TRY(date_from_text(columns[3]));
    if (columns[4] != "ya" && columns[4] != "tidak") return fail(Code::bad_configuration, "lost");
    return Passport{.nik = nik,
                    .number = std::string{columns[1]},
                    .issued = issued,
                    .expires = expires,
                    .reported_lost = columns[4] == "ya"};
}

std::string month_text(std::chrono::year_month month) {
    return date_text(LocalDate{month / std::chrono::day{1}}).substr(0, kMonthLength);
}

/// A fault makes it deny the passport that it describes, or claim one that it does not.
std::string answer_json(std::string const& reference, std::optional<KnownPassport> const& last,
                        bool contradictory) {
    json::Writer json;
    bool const claims = last.has_value() != contradictory;
    json.object().member("reference", reference).member("record", claims ? "known" : "none");
    if (last) {
        json.object("last")
            .member("expires", month_text(last->expires))
            .member("reported_lost", last->reported_lost)
            .end();
    }
    json.end();
    return std::move(json).text();
}

}  // namespace

Result<std::vector<Passport>> parse_passports(std::string_view tsv) {
    std::vector<Passport> passports;
    auto const lines = split(tsv, '\n');
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (lines[i].empty()) continue;
        auto passport = parse_passport(lines[i]);
        if (!passport) {
            return fail(Code::bad_configuration, "passports, line " + std::to_string(i + 1));
        }
        passports.push_back(*std::move(passport));
    }
    return passports;
}

Dpri::Dpri(std::vector<Passport> passports) {
    for (auto& passport : passports) {
        auto const known = last_.find(passport.nik.text());
        if (known != last_.end() && known->second.issued >= passport.issued) continue;
        std::string nik{passport.nik.text()};
        last_.insert_or_assign(std::move(nik), std::move(passport));
    }
}

Reply Dpri::accept(std::string_view body) {
    if (auto reply = broken(faults)) return *std::move(reply);
    auto read = json::parse<ApplicationBody>(body);
    if (!read) return bad_request(read.error());
    if (ids_.contains(read->id)) return {.body = R"({"repeated":true})", .delay = faults.slow};
    if (ids_.size() >= kKeptMax) return {.status = 507, .body = "{}", .delay = faults.slow};
    ids_.insert(std::move(read->id));
    return {.status = 201, .body = R"({"repeated":false})", .delay = faults.slow};
}

std::string Dpri::to_json() const {
    json::Writer json;
    json.object().member("count", static_cast<std::int64_t>(ids_.size())).end();
    return std::move(json).text();
}

std::optional<KnownPassport> Dpri::last_of(identity::Nik const& nik) {
    ++lookups_;
    auto const known = last_.find(nik.text());
    if (known == last_.end()) return std::nullopt;
    std::chrono::year_month_day const expires{known->second.expires};
    return KnownPassport{.expires = expires.year() / expires.month(),
                         .reported_lost = known->second.reported_lost};
}

Reply Dpri::look_up(std::string_view body) {
    if (auto reply = broken(faults)) return *std::move(reply);
    auto const asked = json::parse<LookupBody>(body);
    if (!asked) return bad_request(asked.error());
    auto const last = last_of(asked->nik);
    auto const reference = "DP-" + std::to_string(lookups_);
    return {.body = answer_json(reference, last, faults.contradictory), .delay = faults.slow};
}

std::string Dpri::lookups_json() const {
    json::Writer json;
    json.object().member("count", lookups_).end();
    return std::move(json).text();
}

}  // namespace mpaspor::outside
