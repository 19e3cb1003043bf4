#include "app/application/read_checks.hpp"

#include "app/application/passport_check.hpp"
#include "domain/identity/verdict.hpp"
#include "store/applications.hpp"

#include <utility>

namespace mpaspor::app {
namespace {

using application::PassportRecord;

/// Nobody waits for it any more, though nobody has written that down yet.
void count_limit(store::PassportCheck& check, Context const& context) {
    if (check.state == PassportRecord::pending && waited_enough(check, context)) {
        check.state = PassportRecord::unavailable;
    }
}

}  // namespace

Result<Checks> read_checks(sql::Transaction& tx, Context const& context, ApplicationId id) {
    auto const owner = TRY(context.actor.account());
    auto const application = TRY(store::load_application(tx, id, owner));
    Checks checks;
    auto nik = TRY(store::load_nik_check(tx, id));
    checks.nik = std::move(nik);
    if (!application.nik) return checks;
    auto const until = identity::valid_until(application.nik->verified_at,
                                             std::chrono::days{context.settings->nik_valid_days});
    if (!application.live && context.now >= until) return checks;
    checks.valid_until = until;
    bool const elsewhere = TRY(store::nik_elsewhere(tx, application, context.now));
    checks.live_elsewhere = elsewhere;
    auto passport = TRY(store::load_passport_check(tx, id));
    if (passport && passport->nik_index == application.nik->index) {
        count_limit(*passport, context);
        checks.passport = std::move(passport);
    }
    return checks;
}

}  // namespace mpaspor::app
