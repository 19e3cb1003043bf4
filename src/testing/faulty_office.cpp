#include "testing/faulty_office.hpp"

#include "app/executor.hpp"
#include "app/idempotent.hpp"
#include "sql/faulty_connection.hpp"
#include "testing/contents.hpp"
#include "testing/databases.hpp"

#include <algorithm>
#include <array>

namespace mpaspor::testing::faults {
namespace {

using sql::Fault;

constexpr std::size_t kNever = 999;

/// An executor on the office's database, whose calls fail as they are told to.
class Server {
public:
    explicit Server(Office& office) : office_(office), clock_(office.now) {}

    /// The code's name, or "" when it was done.
    std::string ask(Request const& request, bool keyed) {
        std::string outcome;
        calls.clear();
        executor_.submit<void>(
            {.context = request.context,
             .use_case = [&](auto& tx, auto const& context) -> Result<void> {
                 if (!keyed) return request.work(tx, context);
                 app::IdempotencyKey const key{"0199a000-0000-7000-8000-000000000001", 1};
                 auto const once = app::idempotent(tx, context, key, [&]() -> Result<Bytes> {
                     TRY(request.work(tx, context));
                     return Bytes(1);
                 });
                 if (!once) return std::unexpected(once.error());
                 return {};
             },
             .answer =
                 [&](auto const& done) { outcome = done ? "" : info(done.error().code).name; },
             .declare = app::always(request.seats)});
        executor_.run_batch();
        return outcome;
    }

    /// `fault` at the call of this number, in each try.
    void fail_at(std::size_t number, Fault fault) {
        fault_at_ = number;
        fault_ = fault;
    }

    std::vector<std::string> calls;  ///< Of the last try.

private:
    app::Executor::Hooks hooks() {
        return {.connect = [this]() -> Result<std::unique_ptr<sql::Connection>> {
                    return std::make_unique<sql::FaultyConnection>(
                        office_.database, [this](std::string_view call) { return met(call); });
                },
                .deliver = app::deliver_at_once,
                .lock_seats = store::lock_seats};
    }
    Fault met(std::string_view call) {
        if (call == "begin") calls.clear();
        calls.emplace_back(call);
        return calls.size() - 1 == fault_at_ ? fault_ : Fault::none;
    }

    Office& office_;
    FixedClock clock_;
    std::size_t fault_at_ = kNever;
    Fault fault_ = Fault::none;
    app::Executor executor_{hooks(), clock_, {.tries_max = 2}};
};

int own_statements(std::vector<std::string> const& calls) {
    static constexpr std::array kNotIts{
        "begin",   "savepoint",        "lock_seats",   "claim_key", "keep_answer",
        "release", "lock_application", "lock_uploads", "commit"};
    return static_cast<int>(std::ranges::count_if(
        calls, [](auto const& call) { return std::ranges::find(kNotIts, call) == kNotIts.end(); }));
}

/// One row against one office.
class Trial {
public:
    Trial(Office& office, Row const& row)
        : office_(office), row_(row), request_(row.prepare(office)), server_(office) {}

    std::string run() {
        before_ = contents(office_.database);
        auto const effects_before = contents(office_.database, "idempotency");
        auto const calls = learn_calls();
        auto const own = own_statements(calls);
        expect(own == row_.statements, std::to_string(own) + " statements");
        for (std::size_t call = 0; call + 1 < calls.size(); ++call) {
            fails(call, Fault::conflict, "BUSY");
            fails(call, Fault::answer_lost, "STORAGE_UNAVAILABLE");
        }
        fails(calls.size() - 1, Fault::conflict, "BUSY");
        is_found_out(calls.size() - 1, effects_before);
        expect(differences_in_books(office_.database).empty(), "the books do not add up");
        return std::move(complaints_);
    }

private:
    /// Once around, up to a COMMIT that does not happen.
    std::vector<std::string> learn_calls() {
        for (std::size_t call = 0; call < kNever; ++call) {
            fails(call, Fault::unavailable, "STORAGE_UNAVAILABLE");
            if (!server_.calls.empty() && server_.calls.back() == "commit") return server_.calls;
        }
        expect(false, "never commits");
        return server_.calls;
    }

    void fails(std::size_t call, Fault fault, std::string_view told) {
        server_.fail_at(call, fault);
        auto const where = "call " + std::to_string(call);
        auto const outcome = server_.ask(request_, row_.keyed);
        expect(outcome == told,
               where + " is told " + outcome + " in place of " + std::string{told});
        expect(contents(office_.database) == before_, where + " changes something");
    }

    void is_found_out(std::size_t commit, auto const& effects_before) {
        server_.fail_at(commit, Fault::answer_lost);
        expect(server_.ask(request_, row_.keyed) == "OUTCOME_UNKNOWN", "its outcome is known");
        auto const after = contents(office_.database, "idempotency");
        expect(after != effects_before, "it has no effect");
        server_.fail_at(kNever, Fault::none);
        for (int time = 0; time < 2; ++time) {
            auto const outcome = server_.ask(request_, row_.keyed);
            expect(outcome.empty(), "its repetition is told " + outcome);
            expect(contents(office_.database, "idempotency") == after, "it happens twice");
        }
    }

    void expect(bool holds, std::string const& otherwise) {
        if (!holds) complaints_ += std::string{row_.name} + ": " + otherwise + '\n';
    }

    Office& office_;
    Row const& row_;
    Request request_;
    Server server_;
    decltype(contents(std::declval<sql::Connection&>())) before_;
    std::string complaints_;
};

}  // namespace

std::string complaints(std::span<Row const> rows) {
    std::string all;
    for (Row const& row : rows) {
        on_each_office([&](Office& office) { all += Trial{office, row}.run(); });
    }
    return all;
}

}  // namespace mpaspor::testing::faults
