// Goal: docs/privacy.md is true. It says of every table what it is for and how long it is kept, and
// what stays when an account is deleted: a person who had a bit of everything is deleted, and then
// the whole database is searched for what led to them.
#include "app/application/documents.hpp"
#include "app/application/keep_part.hpp"
#include "app/application/upload_mrz.hpp"
#include "app/request/limits.hpp"
#include "app/rights/erase_account.hpp"
#include "app/rights/record_access.hpp"
#include "store/accounts.hpp"
#include "store/outbox.hpp"
#include "store/requests.hpp"
#include "testing/contents.hpp"
#include "testing/databases.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

using namespace mpaspor;
using namespace std::chrono_literals;
using office::RequestKind;
using office::RequestState;
using testing::Office;

namespace {

using Names = std::set<std::string>;

std::string text_of(std::string const& file) {
    std::ifstream stream{std::string{MPASPOR_SOURCE_DIR} + '/' + file};
    return {std::istreambuf_iterator<char>{stream}, {}};
}
std::string page() {
    return text_of("docs/privacy.md");
}

/// The names in backquotes.
Names names_in(std::string_view text) {
    Names names;
    for (auto at = text.find('`'); at != std::string_view::npos; at = text.find('`', at)) {
        auto const end = std::min(text.find('`', at + 1), text.size());
        names.emplace(text.substr(at + 1, end - at - 1));
        at = std::min(end + 1, text.size());
    }
    return names;
}

/// What stands under a heading.
std::string section_of(std::string const& page, std::string_view heading) {
    auto const title = "\n## " + std::string{heading} + '\n';
    auto const at = page.find(title);
    if (at == std::string::npos) return {};
    auto const from = at + title.size();
    return page.substr(from, page.find("\n## ", from) - from);
}

/// The rows of tables: class, purpose, kept, form.
std::map<std::string, std::vector<std::string>> rows_of(std::string const& page) {
    std::map<std::string, std::vector<std::string>> rows;
    constexpr std::string_view kBegin = "\n| `";
    for (auto at = page.find(kBegin); at != std::string::npos; at = page.find(kBegin, at + 1)) {
        std::string_view line{page};
        line = line.substr(at + 3, page.find('\n', at + 1) - at - 3);
        std::vector<std::string> cells;
        while (line.contains(" |")) {
            cells.emplace_back(line.substr(0, line.find(" |")));
            line.remove_prefix(std::min(line.find(" |") + 3, line.size()));
        }
        auto const table = *names_in(cells.at(0)).begin();
        rows[table] = {cells.begin() + 1, cells.end()};
    }
    return rows;
}

/// What is wrong with the rows by themselves.
std::vector<std::string> faults(std::string const& page) {
    static Names const kClasses{"S0", "S1", "S2", "S3", "S4"};
    auto const settings = '\n' + text_of("data/settings.tsv");
    std::vector<std::string> found;
    for (auto const& [table, cells] : rows_of(page)) {
        bool const whole = cells.size() == 4 && std::ranges::find(cells, "") == cells.end();
        if (!whole || !kClasses.contains(cells[0])) found.push_back(table);
        if (!whole) continue;
        for (auto const& name : names_in(cells[2])) {
            if (!settings.contains('\n' + name + '\t')) found.push_back(table + ": " + name);
        }
    }
    return found;
}

Names tables_of(sql::Connection& database, std::string const& where = "1 = 1") {
    auto const text =
        "SELECT DISTINCT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c"
        " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND " +
        where;
    Names tables;
    auto const rows = database.run({"tables", text}, {}).value();
    for (auto const& row : rows) tables.insert(row.text(0));
    return tables;
}

std::vector<std::string> missing(auto const& from, Names const& in) {
    std::vector<std::string> found;
    for (auto const& name : in) {
        if (!from.contains(name)) found.push_back(name);
    }
    return found;
}

void on_sqlite(std::function<void(sql::Connection&)> const& test) {
    testing::on_each_migrated_database([&](sql::Connection& database) {
        if (database.engine() == sql::Engine::sqlite) test(database);
    });
}

// --- Somebody with a bit of everything -----------------------------------------------------------

/// What leads to a person, as it stands in a row.
struct Marks {
    std::string account;
    Names applications;
    Names own;  ///< Blind and other hashes, names of files and keys.
};

std::string hex(Digest const& digest) {
    return to_hex(digest);
}

/// Ids that stand in no other number.
void begin_high(Office& office) {
    while (office.fresh() < 7'654'321) {
    }
}

void keep_files(Office& office, AccountId account) {
    auto const me = office.as(account);
    office
        .act([&](auto& tx) -> Result<void> {
            TRY(app::keep_upload(tx, me,
                                 {.account = account,
                                  .hash = sha256("old passport"),
                                  .blob = "passportkey passportblob",
                                  .type = "jpeg",
                                  .hints = "",
                                  .created = office.now}));
            TRY(app::keep_mrz(tx, me, sha256("old passport"), {Bytes(4)}));
            TRY(app::keep_part(tx, me,
                               {.hash = sha256("long"),
                                .key_name = "partkey",
                                .size = 30,
                                .part = {0, 10, "partblob"}}));
            return {};
        })
        .value();
}

void ask(Office& office, RequestKind kind, RequestState state, testing::Applicant const& who,
         std::optional<AccountId> target = {}) {
    RequestId const id{office.fresh()};
    auto const name = "request" + std::to_string(id.value);
    auto const me = office.as(who.account);
    office
        .act([&](auto& tx) -> Result<void> {
            TRY(store::insert_request(tx, {.id = id,
                                           .kind = kind,
                                           .name = name,
                                           .account = who.account,
                                           .application = who.application,
                                           .nik_index = sha256("nik/" + who.nik),
                                           .target = target,
                                           .office = {1},
                                           .state = state,
                                           .created = office.now}));
            TRY(app::audit_request(tx, me, id, 1, "filed", to_text(kind)));
            if (target) return {};
            return store::insert_evidence(tx, id, 0, who.account, sha256("old passport"));
        })
        .value();
}

void look_at(Office& office, testing::Applicant const& who) {
    office.database
        .run({"officer",
              "INSERT INTO officer (id, login, role, office_id, created, version)"
              " VALUES (1, 'ani', 'ADJUDICATOR', 1, 0, 0)"},
             {})
        .value();
    auto const ani = office.officer(1);
    office
        .act([&](auto& tx) -> Result<void> {
            auto const application = TRY(store::load_any_application(tx, who.application));
            TRY(app::record_access(tx, ani, application, office::Purpose::adjudication,
                                   {office::DataKind::identity}));
            return {};
        })
        .value();
}

void sign_in(Office& office, AccountId account) {
    office
        .act([&](auto& tx) -> Result<void> {
            TRY(store::insert_session(tx, {.token_hash = sha256("token"),
                                           .account = account,
                                           .created = office.now,
                                           .expires_at = office.now + 1h}));
            TRY(store::reserve_nik(tx, sha256("nik/claimed"), account, office.now + 1h));
            return store::enqueue(tx, {.request = "told",
                                       .topic = "account.contact_added",
                                       .account = account,
                                       .sealed = {},
                                       .created = office.now});
        })
        .value();
}

/// Two applications, one of which had a bill.
Marks settle_in(Office& office) {
    begin_high(office);
    auto const account = office.account();
    auto const draft = office.draft(account, "draft"), billed = office.draft(account, "billed");
    auto const place = testing::place(testing::kMonday + std::chrono::days{7});
    office.open(place, 1);
    office.hold(billed, place).value();
    office.expire(office.submit(billed).value());
    keep_files(office, account);
    ask(office, RequestKind::claim, RequestState::open, draft);
    ask(office, RequestKind::recovery, RequestState::rejected, billed);
    testing::Applicant const stranger{office.account(), {}, "stranger"};
    ask(office, RequestKind::recovery, RequestState::objected, stranger, account);
    look_at(office, draft);
    sign_in(office, account);
    auto const id = std::to_string(account.value);
    Marks marks{.account = id,
                .applications = {std::to_string(draft.application.value),
                                 std::to_string(billed.application.value)},
                .own = {hex(sha256("contact" + id)), hex(sha256("token")), "key blob", "partkey",
                        "partblob", "passportkey passportblob"}};
    for (auto const* nik : {"nik/draft", "nik/billed", "nik/claimed"}) {
        marks.own.insert(hex(sha256(nik)));
    }
    for (auto const* file : {"card", "old passport", "long"}) marks.own.insert(hex(sha256(file)));
    return marks;
}

// --- What is found of them -----------------------------------------------------------------------

std::vector<std::string> lines(Office& office) {
    auto lines = testing::contents(office.database);
    for (auto& line : lines) {
        std::ranges::transform(line, line.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    }
    return lines;
}

/// The tables whose rows have one of these marks.
Names holding(std::vector<std::string> const& lines, Names const& marks) {
    Names tables;
    for (auto const& line : lines) {
        bool const found =
            std::ranges::any_of(marks, [&](auto& mark) { return line.contains(mark); });
        if (found) tables.insert(line.substr(0, line.find(':')));
    }
    return tables;
}

Names all_of(Marks const& marks) {
    Names all = marks.applications;
    all.insert(marks.account);
    all.insert(marks.own.begin(), marks.own.end());
    return all;
}

}  // namespace

TEST_CASE("7: every table of the schema is described in docs/privacy.md, and no other") {
    on_sqlite([](sql::Connection& database) {
        auto const tables = tables_of(database);
        auto const rows = rows_of(page());
        CHECK(missing(rows, tables) == std::vector<std::string>{});
        for (auto const& [table, cells] : rows) CHECK_MESSAGE(tables.contains(table), table);
    });
}

TEST_CASE("7: each has a class, a purpose, a period and a form; its settings there are") {
    CHECK(faults(page()) == std::vector<std::string>{});
}

TEST_CASE("7: a table that nobody described, and a row without its parts, are found") {
    on_sqlite([](sql::Connection& database) {
        database.script("CREATE TABLE diary (page TEXT)").value();
        CHECK(missing(rows_of(page()), tables_of(database)) == std::vector<std::string>{"diary"});
    });
    CHECK(faults("\n| `a` | S2 | why | `ever` | how |\n| `b` | S9 | why | ever | how |\n"
                 "| `c` | S2 | why | ever |\n| `d` | S2 | why | `draft_days` | how |\n") ==
          std::vector<std::string>{"a: ever", "b", "c"});
}

TEST_CASE("7: of a deleted account nothing is left but what docs/privacy.md says, in any table") {
    testing::on_each_office([](Office& office) {
        auto const marks = settle_in(office);
        AccountId const account{std::stoll(marks.account)};
        auto const before = lines(office);
        for (auto const& mark : all_of(marks)) CHECK_FALSE(holding(before, {mark}).empty());
        auto const me = office.as(account);
        REQUIRE(office.act([&](auto& tx) { return app::erase_account(tx, me); }).value().done);
        // The outbox is what the deletion itself has still to do, and then it is done.
        CHECK(office.count("SELECT count(*) FROM outbox WHERE topic NOT LIKE '%removal'") == 0);
        office.database.script("DELETE FROM outbox").value();
        auto const after = lines(office);
        auto const left = holding(after, all_of(marks));
        CHECK(left == names_in(section_of(page(), "What stays of a deleted account")));
        CHECK(holding(after, {marks.account}) == Names{"access_event", "audit_event"});
        CHECK(holding(after, marks.own) == Names{"nik_try"});
    });
}

TEST_CASE("7: whoever is deleted there had something in every table that names a person") {
    testing::on_each_office([](Office& office) {
        if (office.database.engine() != sql::Engine::sqlite) return;
        auto const named = tables_of(office.database,
                                     "c.name IN ('account_id', 'application_id', 'target_account',"
                                     " 'nik_index', 'contact_index', 'upload_hash')");
        auto const marks = settle_in(office);
        // Who is live or has paid is not deleted; a code is asked for by whoever has no account.
        CHECK(missing(holding(lines(office), all_of(marks)), named) ==
              std::vector<std::string>{"live_application", "payment", "sign_in_code"});
    });
}
