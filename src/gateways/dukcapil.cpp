#include "gateways/dukcapil.hpp"

#include "base/text.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"

#include <array>
#include <string>
#include <utility>

namespace mpaspor::gateways {

using identity::RegistryAnswer;
using identity::RegistryField;
using identity::RegistryQuestion;
using identity::RegistryStatus;

namespace {

constexpr std::size_t kReferenceMax = 64;
constexpr int kOk = 200;
constexpr int kTooMany = 429;

enum class Agreement : std::uint8_t { agrees, differs };
constexpr auto names(json::As<Agreement>) {
    return std::array{json::Name{"SESUAI", Agreement::agrees},
                      json::Name{"TIDAK_SESUAI", Agreement::differs}};
}

enum class Status : std::uint8_t { found, not_found, deceased, duplicate, inactive };
constexpr auto names(json::As<Status>) {
    return std::array{
        json::Name{"DITEMUKAN", Status::found}, json::Name{"TIDAK_DITEMUKAN", Status::not_found},
        json::Name{"MENINGGAL", Status::deceased}, json::Name{"GANDA", Status::duplicate},
        json::Name{"NONAKTIF", Status::inactive}};
}

struct Fields {
    Agreement full_name;
    Agreement birth_date;
    Agreement birth_place;
    Agreement sex;
    Agreement family_card_number;
    Agreement mother_name;
};
constexpr auto shape(json::As<Fields>) {
    return json::open<Fields>(json::field<&Fields::full_name>("nama"),
                              json::field<&Fields::birth_date>("tgl_lahir"),
                              json::field<&Fields::birth_place>("tempat_lahir"),
                              json::field<&Fields::sex>("jenis_kelamin"),
                              json::field<&Fields::family_card_number>("no_kk"),
                              json::field<&Fields::mother_name>("nama_ibu"));
}

struct AnswerBody {
    std::string reference;
    Status status;
    std::optional<Fields> fields;
};
constexpr auto shape(json::As<AnswerBody>) {
    return json::open<AnswerBody>(
        json::text_field<&AnswerBody::reference>("referensi", kReferenceMax),
        json::field<&AnswerBody::status>("status"), json::field<&AnswerBody::fields>("hasil"));
}

std::string to_json(RegistryQuestion const& question) {
    json::Writer json;
    json.object()
        .member("nik", question.nik.text())
        .member("nama", question.full_name)
        .member("tgl_lahir", date_text(question.birth_date))
        .member("tempat_lahir", question.birth_place)
        .member("jenis_kelamin", question.sex == identity::Sex::male ? "L" : "P")
        .member("no_kk", question.family_card_number)
        .member("nama_ibu", question.mother_name)
        .end();
    return std::move(json).text();
}

RegistryStatus status_of(Status status) {
    switch (status) {
        case Status::found: return RegistryStatus::found;
        case Status::not_found: return RegistryStatus::not_found;
        case Status::deceased: return RegistryStatus::deceased;
        case Status::duplicate: return RegistryStatus::duplicate;
        case Status::inactive: return RegistryStatus::inactive;
    }
    std::unreachable();
}

std::vector<RegistryField> differing(Fields const& fields) {
    using Pair = std::pair<RegistryField, Agreement>;
    std::vector<RegistryField> found;
    for (auto const& [field, agreement] :
         {Pair{RegistryField::full_name, fields.full_name},
          Pair{RegistryField::birth_date, fields.birth_date},
          Pair{RegistryField::birth_place, fields.birth_place},
          Pair{RegistryField::sex, fields.sex},
          Pair{RegistryField::family_card_number, fields.family_card_number},
          Pair{RegistryField::mother_name, fields.mother_name}}) {
        if (agreement == Agreement::differs) found.push_back(field);
    }
    return found;
}

}  // namespace

Result<RegistryAnswer> parse_registry_answer(std::string_view body) {
    auto read = json::parse<AnswerBody>(body);
    if (!read) return fail(Code::registry_unavailable, "answer makes no sense");
    if ((read->status == Status::found) != read->fields.has_value()) {
        return fail(Code::registry_unavailable, "answer contradicts itself");
    }
    return RegistryAnswer{
        .status = status_of(read->status),
        .mismatches = read->fields ? differing(*read->fields) : std::vector<RegistryField>{},
        .reference = std::move(read->reference)};
}

Result<RegistryAnswer> Dukcapil::check(RegistryQuestion const& question) {
    Result<RegistryAnswer> said = fail(Code::registry_unavailable, "the question was refused");
    auto const answer = registry_.send({.path = "/dukcapil/v1/verifications",
                                        .headers = {{"Content-Type", "application/json"}},
                                        .body = to_json(question)},
                                       [&](HttpClient::Answer const& heard) {
                                           if (heard.status == kTooMany) return false;
                                           if (heard.status != kOk) return true;
                                           said = parse_registry_answer(heard.body);
                                           return said.has_value();
                                       });
    if (!answer) return fail(Code::registry_unavailable, answer.error().detail);
    return said;
}

}  // namespace mpaspor::gateways
