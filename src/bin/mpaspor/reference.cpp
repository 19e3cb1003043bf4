#include "bin/mpaspor/answer.hpp"
#include "json/read.hpp"
#include "json/writer.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace mpaspor::bin {
namespace {

using json::Value;

/// The files of data/README.md that the service takes.
constexpr std::array<std::string_view, 17> kTables{
    "offices",        "service_points", "products",    "slots",         "release_rules",
    "settings",       "holidays",       "quota_rules", "tariffs",       "form_sections",
    "form_fields",    "document_rules", "accelerated", "point_details", "service_hours",
    "office_notices", "regions"};

/// A table as text, its lines ended by "\n" alone. Errors: bad_configuration.
Result<std::string> read_table(std::filesystem::path const& path) {
    std::ifstream in{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (!in) return fail(Code::bad_configuration, path.string() + " cannot be read.");
    std::erase(text, '\r');
    if (!json::is_plain_text(text)) {
        return fail(Code::bad_configuration, path.string() + " is not plain UTF-8 text.");
    }
    return text;
}

std::string loaded(Value root) {
    return "Loaded " + cell(root, "rows") + " rows; " + cell(root, "rules_kept") +
           " quota rules were there already and stay.\nRows of places: " +
           cell(root, "seat_rows_made") + " made, " + cell(root, "seat_rows_changed") +
           " changed.\n";
}

}  // namespace

Printed load(Session const& session, std::string const& folder) {
    json::Writer body;
    body.object();
    int files = 0;
    for (auto const name : kTables) {
        auto const path = std::filesystem::path{folder} / (std::string{name} + ".tsv");
        if (!std::filesystem::exists(path)) continue;
        auto const text = TRY(read_table(path));
        body.member(name, text);
        ++files;
    }
    body.end();
    if (files == 0) {
        return fail(Code::bad_configuration,
                    folder + " has none of the tables (offices.tsv, service_points.tsv, ...).");
    }
    return print(session, "POST", "/admin/v1/offices", std::move(body).text(), loaded);
}

Printed show_offices(Session const& session) {
    return print(session, "GET", "/admin/v1/offices", {}, [](Value root) {
        Table table{{"Office", "Class", "Point", "Name", "Kind", "Zone", "Products"}};
        for (auto const office : items(root, "offices")) {
            for (auto const point : items(office, "service_points")) {
                table.add({cell(office, "code"), cell(office, "class"), cell(point, "id"),
                           cell(point, "name"), cell(point, "kind"), cell(point, "zone"),
                           cell(point, "products")});
            }
        }
        return table.empty() ? std::string{"No offices. Load them: mpaspor load data\n"}
                             : table.text();
    });
}

Printed show_holidays(Session const& session, int year) {
    return print(
        session, "GET", "/admin/v1/holidays?year=" + std::to_string(year), {},
        [](Value root) { return listed(root, "holidays", {"Date", "Kind", "Name", "Decree"}); });
}

Printed show_tariffs(Session const& session) {
    return print(session, "GET", "/admin/v1/tariffs", {}, [](Value root) {
        return listed(root, "tariffs", {"Item", "Validity years", "Amount", "From", "To", "Basis"});
    });
}

namespace {

/// The first password is shown here and nowhere else.
std::string handed_over(Value root) {
    return "First password of " + cell(root, "login") + ": " + cell(root, "password") +
           "\nIt is shown once, is good for a week, and has to be changed at the first sign-in.\n";
}

}  // namespace

Printed create_officer(Session const& session, NewOfficer const& officer) {
    json::Writer body;
    body.object()
        .member("login", officer.login)
        .member("role", officer.role)
        .member("office", officer.office)
        .end();
    return print(session, "POST", "/admin/v1/officers", std::move(body).text(), handed_over);
}

Printed reset_officer(Session const& session, std::string const& login) {
    json::Writer body;
    body.object().member("login", login).end();
    return print(session, "POST", "/admin/v1/officers/passwords", std::move(body).text(),
                 handed_over);
}

Printed set_officer_active(Session const& session, std::string const& login, bool active) {
    json::Writer body;
    body.object().member("login", login).member("active", active).end();
    TRY(ask(session, "POST", "/admin/v1/officers/active", std::move(body).text()));
    return login + (active ? " may sign in again.\n" : " may not sign in any more.\n");
}

Printed show_officers(Session const& session) {
    return print(session, "GET", "/admin/v1/officers", {}, [](Value root) {
        return listed(root, "officers", {"Login", "Role", "Office", "Active", "Created"});
    });
}

}  // namespace mpaspor::bin
