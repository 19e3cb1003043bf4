#include "store/migrations.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <algorithm>
#include <array>
#include <map>
#include <ostream>
#include <vector>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::State;
using payment::BankAnswer;
using testing::Office;
using testing::place;

// Goal: whatever applicants, clock and bank do in whatever order, late, twice or wrong, the books
// add up (seats, bills, money, audit), every rupiah the bank was not refused stands in one account,
// what the bank was told it may keep is settled, and who has paid is scheduled or waits for a
// place. Method: random commands for three persons, one of whom has two drafts, who share three
// places. A model counts the money alone.

namespace {

enum class Verb : std::uint8_t { hold, release, submit, withdraw, end_hold, end_bill, pay, wait };

struct Command {
    Verb verb = Verb::hold;
    int who = 0;     ///< Which draft.
    int choice = 0;  ///< Place, bill (from the newest), or minutes / 20.
    int late_s = 0;  ///< Bank time after the deadline.
    int amount = 0;  ///< Beyond the bill's.
    bool told = false;
    int reference = 0;
};
void showValue(Command const& c, std::ostream& out) {
    out << "{" << static_cast<int>(c.verb) << " who " << c.who << " choice " << c.choice << " late "
        << c.late_s << " amount " << c.amount << (c.told ? " told" : "") << " ref " << c.reference
        << "}";
}

rc::Gen<Command> gen_command() {
    using enum Verb;
    return rc::gen::apply(
        [](Verb verb, int who, int choice, int late, int amount, bool told, int reference) {
            return Command{verb, who, choice, late, amount, told, reference};
        },
        rc::gen::element(hold, hold, hold, hold, submit, submit, pay, pay, release, withdraw,
                         end_hold, end_bill, end_bill, end_bill, wait),
        rc::gen::inRange(0, 4), rc::gen::inRange(0, 3), rc::gen::inRange(-1, 2),
        rc::gen::element(0, 0, 0, 0, 1), rc::gen::arbitrary<bool>(), rc::gen::inRange(0, 12));
}

class Town {
public:
    Town(Office& office, LocalDate day, std::string const& prefix)
        : office_(office), day_(day), prefix_(prefix) {
        office.open(place(day, 8), 1);
        office.open(place(day, 9), 1);
        office.open(place(day + std::chrono::days{1}, 8), 1);
        for (char const* nik : {"a", "b", "c", "c"}) {
            drafts_.push_back(office.draft(office.account(), prefix + nik));
        }
        // What is at stake begins with bills.
        for (int i = 0; i < 3; ++i) {
            happen({.verb = Verb::hold, .who = i, .choice = i});
            happen({.verb = Verb::submit, .who = i});
        }
    }

    void happen(Command const& c) {
        auto const& who = drafts_.at(static_cast<std::size_t>(c.who));
        auto const& application = office_.application(who);
        switch (c.verb) {
            case Verb::hold: std::ignore = office_.hold(who, seat(c.choice)); break;
            case Verb::release: std::ignore = office_.release(who); break;
            case Verb::withdraw:
                // Rarely: it ends the draft for good.
                if (c.choice == 0) std::ignore = office_.withdraw(who);
                break;
            case Verb::submit: submit(who); break;
            case Verb::end_hold:
                if (application.deadline) end_hold(who, *application.deadline);
                break;
            case Verb::end_bill:
                if (!bills_.empty()) office_.expire(bill(c.choice));
                break;
            case Verb::pay:
                if (!bills_.empty()) pay(c);
                break;
            case Verb::wait: office_.now += c.choice * 20min; break;
        }
    }

    std::int64_t booked() const {
        std::int64_t sum = 0;
        for (auto const& [reference, amount] : booked_) sum += amount;
        return sum;
    }
    void check_settled() {
        for (auto const& who : drafts_) {
            auto const applied = office_.count(
                "SELECT count(*) FROM payment WHERE outcome = 'applied' AND application_id = " +
                std::to_string(who.application.value));
            auto const state = office_.application(who).state;
            bool const settled = state == State::scheduled || state == State::paid_unplaced;
            RC_ASSERT(applied == (settled ? 1 : 0));
        }
    }

private:
    booking::SeatKey seat(int choice) const {
        return choice == 2 ? place(day_ + std::chrono::days{1}, 8) : place(day_, 8 + choice);
    }
    store::Bill const& bill(int choice) const {
        return bills_.at(bills_.size() - 1 - static_cast<std::size_t>(choice) % bills_.size());
    }
    void submit(testing::Applicant const& who) {
        auto const submitted = office_.submit(who);
        if (submitted) bills_.push_back(*submitted);
    }
    void end_hold(testing::Applicant const& who, Instant due) {
        office_.now = std::max(office_.now, due);
        office_.expire_hold(who, due).value();
    }
    void pay(Command const& c) {
        auto const& of = bill(c.choice);
        auto const reference = prefix_ + std::to_string(c.reference);
        testing::Money money{.bill = of.id,
                             .amount = of.amount + Rupiah{c.amount},
                             .at = of.deadline + std::chrono::seconds{c.late_s},
                             .reference = reference};
        if (c.told) money.notice = payment::Notice::told;
        auto const again = answers_.find(reference);
        auto const answer = office_.pay(money).value();
        if (again != answers_.end()) {
            RC_ASSERT(answer == again->second);
            return;
        }
        answers_.emplace(reference, answer);
        RC_ASSERT(!c.told || answer == BankAnswer::accepted);
        auto const outcome = office_.outcome(reference);
        RC_ASSERT(outcome.empty() == (answer != BankAnswer::accepted));
        if (!c.told && answer == BankAnswer::accepted) RC_ASSERT(outcome == "applied");
        if (!outcome.empty()) booked_[reference] = money.amount.amount;
    }

    Office& office_;
    LocalDate day_;
    std::string prefix_;
    std::vector<testing::Applicant> drafts_;
    std::vector<store::Bill> bills_;
    std::map<std::string, BankAnswer> answers_;
    std::map<std::string, std::int64_t> booked_;
};

}  // namespace

TEST_CASE("payment: D4: in any history every rupiah stands in one account and the books add up") {
    auto const connection = sql::open_sqlite(":memory:").value();
    store::migrate(*connection, {}).value();
    Office office{*connection};
    std::int64_t booked = 0;
    int town_number = 0;
    CHECK(rc::check("the books add up", [&] {
        auto const day = date_in(Zone::wib, office.now) + std::chrono::days{3};
        Town town{office, day, "town" + std::to_string(++town_number) + "/"};
        auto const commands = *rc::gen::container<std::vector<Command>>(gen_command());
        for (auto const& command : commands) town.happen(command);
        booked += town.booked();
        RC_ASSERT(testing::differences_in_books(*connection) == std::vector<std::string>{});
        town.check_settled();
        RC_ASSERT(office.count("SELECT COALESCE(sum(amount), 0) FROM ledger_entry") == 0);
        RC_ASSERT(office.count("SELECT COALESCE(sum(amount), 0) FROM ledger_entry"
                               " WHERE account = 'bank'") == booked);
        office.now += std::chrono::days{9};  // The next town's days are its own.
    }));
    // A history in which nothing happens shows nothing.
    for (std::string const happened : {
             "payment WHERE outcome = 'applied'",
             "payment WHERE outcome = 'refund_due'",
             "audit_event WHERE action = 'paid_in_time'",
             "audit_event WHERE action = 'paid_wrong_amount'",
             "inbox WHERE answer = 'expired'",
         }) {
        CAPTURE(happened);
        CHECK(office.count("SELECT count(*) FROM " + happened) > 0);
    }
}
