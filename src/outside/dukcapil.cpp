#include "outside/dukcapil.hpp"

#include "base/text.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "outside/table.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpaspor::outside {

using identity::Nik;
using identity::RegistryAnswer;
using identity::RegistryField;
using identity::RegistryQuestion;
using identity::RegistryStatus;
using identity::Sex;

namespace {

constexpr std::size_t kTextMax = 100;
constexpr std::size_t kColumns = 8;
enum SampleColumn : std::size_t { kSample = 8, kTypeInstead = 9, kExpect = 11 };
constexpr int kTooMany = 429;

enum class SexLetter : std::uint8_t { male, female };
constexpr auto names(json::As<SexLetter>) {
    return std::array{json::Name{"L", SexLetter::male}, json::Name{"P", SexLetter::female}};
}

struct QuestionBody {
    Nik nik;
    std::string full_name;
    LocalDate birth_date;
    std::string birth_place;
    SexLetter sex;
    std::string family_card_number;
    std::string mother_name;
};
constexpr auto shape(json::As<QuestionBody>) {
    return json::closed<QuestionBody>(
        json::field<&QuestionBody::nik>("nik"),
        json::text_field<&QuestionBody::full_name>("nama", kTextMax),
        json::field<&QuestionBody::birth_date>("tgl_lahir"),
        json::text_field<&QuestionBody::birth_place>("tempat_lahir", kTextMax),
        json::field<&QuestionBody::sex>("jenis_kelamin"),
        json::text_field<&QuestionBody::family_card_number>("no_kk", kTextMax),
        json::text_field<&QuestionBody::mother_name>("nama_ibu", kTextMax));
}

struct StatusName {
    RegistryStatus status;
    std::string_view name;
};
constexpr auto kStatuses = std::to_array<StatusName>({
    {RegistryStatus::found, "DITEMUKAN"},
    {RegistryStatus::not_found, "TIDAK_DITEMUKAN"},
    {RegistryStatus::deceased, "MENINGGAL"},
    {RegistryStatus::duplicate, "GANDA"},
    {RegistryStatus::inactive, "NONAKTIF"},
});

struct FieldName {
    RegistryField field;
    std::string_view name;
};
constexpr auto kFields = std::to_array<FieldName>({
    {RegistryField::full_name, "nama"},
    {RegistryField::birth_date, "tgl_lahir"},
    {RegistryField::birth_place, "tempat_lahir"},
    {RegistryField::sex, "jenis_kelamin"},
    {RegistryField::family_card_number, "no_kk"},
    {RegistryField::mother_name, "nama_ibu"},
});

/// Upper case, and one space between words: how registries compare names.
std::string folded(std::string_view text) {
    std::string plain;
    for (char const c : text) {
        bool const is_space = c == ' ';
        if (is_space && (plain.empty() || plain.back() == ' ')) continue;
        plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    if (plain.ends_with(' ')) plain.pop_back();
    return plain;
}

bool agrees(RegistryField field, RegistryQuestion const& record, RegistryQuestion const& question) {
    switch (field) {
        case RegistryField::full_name:
            return folded(record.full_name) == folded(question.full_name);
        case RegistryField::birth_date: return record.birth_date == question.birth_date;
        case RegistryField::birth_place:
            return folded(record.birth_place) == folded(question.birth_place);
        case RegistryField::sex: return record.sex == question.sex;
        case RegistryField::family_card_number:
            return record.family_card_number == question.family_card_number;
        case RegistryField::mother_name:
            return folded(record.mother_name) == folded(question.mother_name);
    }
    std::unreachable();
}

Result<Citizen> parse_citizen(std::string_view line) {
    auto const columns = split(line, '\t');
    if (columns.size() < kColumns) return fail(Code::bad_configuration, "columns");
    auto const nik = TRY(Nik::parse(columns[0]));
    auto const birth_date = TRY(date_from_text(columns[2]));
    auto const status = std::ranges::find(kStatuses, columns[7], &StatusName::name);
    if (status == kStatuses.end() || (columns[4] != "L" && columns[4] != "P")) {
        return fail(Code::bad_configuration, "status or sex");
    }
    auto const told = [&](std::size_t column) {
        return std::string{column < columns.size() ? columns[column] : std::string_view{}};
    };
    return Citizen{.record = {.nik = nik,
                              .full_name = std::string{columns[1]},
                              .birth_date = birth_date,
                              .birth_place = std::string{columns[3]},
                              .sex = columns[4] == "L" ? Sex::male : Sex::female,
                              .family_card_number = std::string{columns[5]},
                              .mother_name = std::string{columns[6]}},
                   .status = status->status,
                   .sample = told(kSample),
                   .type_instead = told(kTypeInstead),
                   .expect = told(kExpect)};
}

/// A fault makes it call somebody recorded twice whose fields it compares all the same.
std::string answer_json(RegistryAnswer const& answer, bool contradictory) {
    json::Writer json;
    json.object().member("referensi", answer.reference);
    auto const status = std::ranges::find(kStatuses, answer.status, &StatusName::status);
    json.member("status", contradictory ? "GANDA" : status->name);
    if (answer.status == RegistryStatus::found) {
        json.object("hasil");
        for (auto const& [field, name] : kFields) {
            bool const differs =
                std::ranges::find(answer.mismatches, field) != answer.mismatches.end();
            json.member(name, differs ? "TIDAK_SESUAI" : "SESUAI");
        }
        json.end();
    }
    json.end();
    return std::move(json).text();
}

}  // namespace

Result<std::vector<Citizen>> parse_citizens(std::string_view tsv) {
    std::vector<Citizen> citizens;
    auto const lines = split(tsv, '\n');
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (lines[i].empty()) continue;
        auto citizen = parse_citizen(lines[i]);
        if (!citizen) {
            return fail(Code::bad_configuration, "citizens, line " + std::to_string(i + 1));
        }
        citizens.push_back(*std::move(citizen));
    }
    return citizens;
}

Dukcapil::Dukcapil(std::vector<Citizen> citizens, std::string match_prefix)
    : match_prefix_(std::move(match_prefix)) {
    for (auto& citizen : citizens) {
        std::string nik{citizen.record.nik.text()};
        citizens_.insert_or_assign(std::move(nik), std::move(citizen));
    }
}

RegistryAnswer Dukcapil::look_up(RegistryQuestion const& question) {
    RegistryAnswer answer{.reference = "DK-" + std::to_string(++answers_)};
    auto const known = citizens_.find(question.nik.text());
    if (known == citizens_.end()) {
        bool const invented =
            !match_prefix_.empty() && question.nik.text().starts_with(match_prefix_);
        answer.status = invented ? RegistryStatus::found : RegistryStatus::not_found;
        return answer;
    }
    answer.status = known->second.status;
    if (answer.status != RegistryStatus::found) return answer;
    for (auto const& [field, name] : kFields) {
        if (!agrees(field, known->second.record, question)) answer.mismatches.push_back(field);
    }
    return answer;
}

Reply Dukcapil::verify(std::string_view body) {
    if (auto reply = broken(faults)) return *std::move(reply);
    if (faults.quota_exceeded) {
        return {.status = kTooMany, .body = R"({"status":"KUOTA_HABIS"})", .delay = faults.slow};
    }
    auto asked = json::parse<QuestionBody>(body);
    if (!asked) return bad_request(asked.error());
    auto const answer = look_up({.nik = asked->nik,
                                 .full_name = std::move(asked->full_name),
                                 .birth_date = asked->birth_date,
                                 .birth_place = std::move(asked->birth_place),
                                 .sex = asked->sex == SexLetter::male ? Sex::male : Sex::female,
                                 .family_card_number = std::move(asked->family_card_number),
                                 .mother_name = std::move(asked->mother_name)});
    return {.body = answer_json(answer, faults.contradictory), .delay = faults.slow};
}

}  // namespace mpaspor::outside
