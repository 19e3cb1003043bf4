/// mpaspor: the operator's command. It speaks to the running service over its Unix socket, so it
/// never opens the database itself.

#include "bin/mpaspor/commands.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <functional>
#include <memory>
#include <string>

namespace mpaspor::bin {
namespace {

constexpr int kRefused = 1;
constexpr int kDifferences = 1;
constexpr int kUnreachable = 3;

constexpr char const* kAbout =
    "The operator's command of M-Paspor. It asks a running mpaspord over its socket.";
constexpr char const* kExamples = R"(Examples
  mpaspor status                                     is the service well?
  mpaspor load data                                  offices, holidays, tariffs, quotas from files
  mpaspor offices                                    what is loaded; service points have numbers
  mpaspor officer create sari --role OFFICE_HEAD --office PONTIANAK
  mpaspor officer create budi --role KANWIL_DIVISION_HEAD --office PONTIANAK
  mpaspor quota show 1 2026-12-03                    the places of service point 1 that day
  mpaspor --as sari quota propose 1 --delta 50 --weekdays 1,2 --from 2026-12-01 --reason "rush"
  mpaspor --as budi quota approve 22                 by somebody else than who proposed it
  mpaspor quota cut 1 2026-12-04 --capacity 100 --reason "power failure"
  mpaspor days open --horizon 90                     make the rows of coming days
  mpaspor history 1234567890123456                   every change of an application
  mpaspor check                                      do the books add up? ends with 1 if not
  mpaspor reconcile 2026-12-02                       does the bank say the same of that day?
  mpaspor refunds                                    what is owed back

Ends with 0 (done), 1 (refused, or differences), 3 (no answer from the service),
100 and more (called wrongly).)";

/// What was asked for on the command line.
struct Chosen {
    Session session;
    std::function<int()> run;
};

int finish(Printed const& printed) {
    if (printed) {
        std::fputs(printed->c_str(), stdout);
        return 0;
    }
    auto const& error = printed.error();
    std::fprintf(stderr, "mpaspor: %s\n", error.detail.c_str());
    return error.code == Code::gateway_unavailable ? kUnreachable : kRefused;
}

int finish(Result<Checked> const& checked) {
    if (!checked) return finish(Printed{std::unexpected(checked.error())});
    std::fputs(checked->text.c_str(), stdout);
    return checked->clean ? 0 : kDifferences;
}

/// `ask(session)` when `command` is chosen.
template <typename Ask>
void on(CLI::App* command, Chosen& chosen, Ask ask) {
    command->callback(
        [&chosen, ask] { chosen.run = [&chosen, ask] { return finish(ask(chosen.session)); }; });
}

CLI::Validator date() {
    return CLI::Validator(
        [](std::string& text) {
            bool fits = text.size() == 10;
            for (std::size_t i = 0; fits && i < text.size(); ++i) {
                bool const dash = i == 4 || i == 7;
                fits = dash ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
            }
            return fits ? std::string{} : text + " is no date such as 2026-12-03";
        },
        "YYYY-MM-DD", "date");
}

/// Of these characters only, as they become part of an address.
CLI::Validator made_of(std::string characters, std::string name) {
    return CLI::Validator(
        [characters, name](std::string& text) {
            bool const fits = text.find_first_not_of(characters) == std::string::npos;
            return fits && !text.empty() ? std::string{} : text + " is no " + name;
        },
        name, name);
}

CLI::Validator pool() {
    return CLI::IsMember(
        {"online", "walk_in", "priority", "accelerated", "lost_damaged", "outreach"});
}

void add_officer_changes(CLI::App& officer, Chosen& chosen) {
    auto const login = std::make_shared<std::string>();
    auto const add = [&](char const* name, char const* help, auto ask) {
        auto* const command = officer.add_subcommand(name, help);
        command->add_option("LOGIN", *login)->required();
        on(command, chosen, [login, ask](auto const& session) { return ask(session, *login); });
    };
    add("reset", "Give a new first password; ends the officer's sessions", reset_officer);
    add("deactivate", "The officer leaves: no sign-in, and all sessions end",
        [](Session const& s, std::string const& who) { return set_officer_active(s, who, false); });
    add("activate", "The officer is back",
        [](Session const& s, std::string const& who) { return set_officer_active(s, who, true); });
}

void add_reference(CLI::App& app, Chosen& chosen) {
    auto* const loading = app.add_subcommand(
        "load", "Load the tables of a folder (data/README.md), then open days by them");
    auto const folder = std::make_shared<std::string>();
    loading
        ->add_option("DIR", *folder, "Folder with offices.tsv, ...; absent tables are left alone")
        ->required()
        ->check(CLI::ExistingDirectory);
    on(loading, chosen, [folder](auto const& session) { return load(session, *folder); });

    on(app.add_subcommand("offices", "Show offices and their service points"), chosen,
       show_offices);
    auto const year = std::make_shared<int>();
    auto* const holidays = app.add_subcommand("holidays", "Show the holidays of a year");
    holidays->add_option("YEAR", *year)->required()->check(CLI::Range(1900, 2199));
    on(holidays, chosen, [year](auto const& session) { return show_holidays(session, *year); });
    on(app.add_subcommand("tariffs", "Show tariffs, all periods"), chosen, show_tariffs);

    on(app.add_subcommand("officers", "Show officers"), chosen, show_officers);
    auto* const officer =
        app.add_subcommand("officer", "Officers: create, reset, deactivate, activate");
    officer->require_subcommand(1);
    auto* const create =
        officer->add_subcommand("create", "Create an officer; shows the first password, once");
    auto const wanted = std::make_shared<NewOfficer>();
    create->add_option("LOGIN", wanted->login, "2 to 32 of a-z, 0-9, _ and .")->required();
    create->add_option("--role", wanted->role, "Such as OFFICE_HEAD or KANWIL_DIVISION_HEAD")
        ->required();
    create->add_option("--office", wanted->office, "Code of the office, such as PONTIANAK")
        ->required();
    on(create, chosen, [wanted](auto const& session) { return create_officer(session, *wanted); });
    add_officer_changes(*officer, chosen);
}

void add_proposal(CLI::App& quota, Chosen& chosen) {
    auto* const proposing =
        quota.add_subcommand("propose", "Propose a rule; it counts once somebody else approves it");
    auto const p = std::make_shared<Proposal>();
    proposing->add_option("POINT", p->point, "Service point; 0 is the whole country")->required();
    proposing->add_option("--pool", p->pool)->capture_default_str()->check(pool());
    proposing->add_option("--weekdays", p->weekdays, "Such as 4,5; Monday is 1")
        ->delimiter(',')
        ->capture_default_str()
        ->check(CLI::Range(1, 7));
    proposing->add_option("--from", p->from, "First day")->required()->check(date());
    proposing->add_option("--to", p->to, "First day that it no longer counts")->check(date());
    proposing->add_option("--reason", p->reason)->required();
    auto* const kind = proposing->add_option_group("what", "One of");
    kind->add_option("--capacity", p->capacity, "So many places on these weekdays");
    kind->add_option("--delta", p->delta, "So many more (or fewer, below 0) on these weekdays");
    kind->add_option("--percent", p->percent, "Percent of the sum");
    kind->add_option("--total", p->total, "So many on these days, whatever other rules say");
    kind->add_flag("--closed", p->closed, "None on these days");
    kind->require_option(1);
    on(proposing, chosen, [p](auto const& session) { return propose(session, *p); });
}

void add_changes(CLI::App& quota, Chosen& chosen) {
    auto* const cutting = quota.add_subcommand(
        "cut", "Set the places of one day or slot; whoever has a place keeps it");
    auto const c = std::make_shared<Cut>();
    cutting->add_option("POINT", c->point, "Service point")->required();
    cutting->add_option("DATE", c->date)->required()->check(date());
    cutting->add_option("--pool", c->pool)->capture_default_str()->check(pool());
    cutting->add_option("--slot", c->slot, "Such as 09:00; without it the whole day");
    cutting->add_option("--capacity", c->capacity, "Places from now on")->required();
    cutting->add_option("--reason", c->reason)->required();
    on(cutting, chosen, [c](auto const& session) { return cut(session, *c); });

    auto* const granting =
        quota.add_subcommand("grant", "Give one application a place beyond the capacity");
    auto const g = std::make_shared<Grant>();
    granting->add_option("NUMBER", g->number, "Of the application")->required();
    granting->add_option("POINT", g->point, "Service point")->required();
    granting->add_option("DATE", g->date)->required()->check(date());
    granting->add_option("SLOT", g->slot, "Such as 09:00")->required();
    granting->add_option("--reason", g->reason)->required();
    on(granting, chosen, [g](auto const& session) { return grant(session, *g); });
}

void add_quota(CLI::App& app, Chosen& chosen) {
    auto* const quota =
        app.add_subcommand("quota", "Places a day: show, rules, propose, approve, cut, grant");
    quota->require_subcommand(1);
    struct Day {
        std::int64_t point = 0, rule = 0;
        std::string date;
    };
    auto const day = std::make_shared<Day>();
    auto* const showing = quota->add_subcommand("show", "The places of a day, by pool and slot");
    showing->add_option("POINT", day->point, "Service point")->required();
    showing->add_option("DATE", day->date)->required()->check(date());
    on(showing, chosen,
       [day](auto const& session) { return show_quota(session, day->point, day->date); });
    auto* const rules = quota->add_subcommand("rules", "The rules of a service point");
    rules->add_option("POINT", day->point, "Service point")->required();
    on(rules, chosen, [day](auto const& session) { return show_rules(session, day->point); });
    auto* const approving = quota->add_subcommand("approve", "Approve what another proposed");
    approving->add_option("ID", day->rule, "Of the rule")->required();
    on(approving, chosen, [day](auto const& session) { return approve(session, day->rule); });
    add_proposal(*quota, chosen);
    add_changes(*quota, chosen);

    auto* const days = app.add_subcommand("days", "Days ahead: open");
    days->require_subcommand(1);
    auto* const opening = days->add_subcommand(
        "open", "Make the rows of coming days by the rules; what was cut stays cut");
    auto const horizon = std::make_shared<int>(90);
    opening->add_option("--horizon", *horizon, "Days from today")
        ->capture_default_str()
        ->check(CLI::Range(1, 400));
    on(opening, chosen, [horizon](auto const& session) { return open_days(session, *horizon); });
}

void add_treasury(CLI::App& app, Chosen& chosen) {
    auto const wanted = std::make_shared<std::string>("due");
    auto* const refunds = app.add_subcommand("refunds", "Money that is owed back, of all offices");
    refunds->add_option("--state", *wanted)
        ->capture_default_str()
        ->check(CLI::IsMember({"due", "approved", "paid", "refused"}));
    on(refunds, chosen, [wanted](auto const& session) { return show_refunds(session, *wanted); });
    auto const day = std::make_shared<std::string>();
    auto* const reconciling = app.add_subcommand(
        "reconcile", "Compare a day with the bank's statement; ends with 1 on differences");
    reconciling->add_option("DAY", *day, "A day that is over")->required()->check(date());
    on(reconciling, chosen, [day](auto const& session) { return reconcile(session, *day); });
}

void add_books(CLI::App& app, Chosen& chosen) {
    auto const number = std::make_shared<std::string>();
    auto* const history = app.add_subcommand("history", "Every change of an application");
    history->add_option("NUMBER", *number)->required()->check(made_of("0123456789", "number"));
    on(history, chosen, [number](auto const& session) { return show_history(session, *number); });
    on(app.add_subcommand("check", "Compare the books with themselves; ends with 1 on differences"),
       chosen, check);
    add_treasury(app, chosen);
    on(app.add_subcommand("status", "How the service is"), chosen, show_status);
    on(app.add_subcommand("settings", "Show the settings in force"), chosen, show_settings);

    struct Change {
        std::string name;
        std::int64_t value = 0;
    };
    auto const change = std::make_shared<Change>();
    auto* const setting = app.add_subcommand("setting", "Change a setting");
    setting->add_option("NAME", change->name)
        ->required()
        ->check(made_of("abcdefghijklmnopqrstuvwxyz_", "name of a setting"));
    setting->add_option("VALUE", change->value)->required();
    on(setting, chosen, [change](auto const& session) {
        return change_setting(session, change->name, change->value);
    });
}

int run(int argc, char** argv) {
    Chosen chosen;
    chosen.session.socket = "var/admin.sock";
    CLI::App app{kAbout, "mpaspor"};
    app.footer(kExamples);
    app.require_subcommand(1);
    app.add_option("--socket", chosen.session.socket, "The service's socket: DIR/admin.sock")
        ->envname("MPASPOR_SOCKET")
        ->capture_default_str();
    app.add_option("--as", chosen.session.as, "In whose name: an officer's login, or root")
        ->capture_default_str()
        ->check(made_of("abcdefghijklmnopqrstuvwxyz0123456789_.", "login"));
    app.add_flag("--json", chosen.session.json, "Show answers as they came");
    add_reference(app, chosen);
    add_quota(app, chosen);
    add_books(app, chosen);
    CLI11_PARSE(app, argc, argv);
    return chosen.run();
}

}  // namespace
}  // namespace mpaspor::bin

int main(int argc, char** argv) {
    return mpaspor::bin::run(argc, argv);
}
