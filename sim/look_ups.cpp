#include "sim/look_ups.hpp"

#include "app/application/editable.hpp"
#include "app/application/passport_check.hpp"
#include "app/operation/outbox.hpp"
#include "store/applications.hpp"
#include "store/columns.hpp"
#include "store/passport_records.hpp"

#include <algorithm>

namespace mpaspor::sim {
namespace {

using namespace std::chrono_literals;

constexpr auto kPause = 100ms;
constexpr std::string_view kTopic = "passport_check";

constexpr sql::Statement kNext{"sim_next_look_up",
                               "SELECT min(due) FROM outbox WHERE topic = 'passport_check'"};
constexpr sql::Statement kDue{"sim_due_look_up", R"sql(
    SELECT id, application_id, attempts FROM outbox
     WHERE topic = 'passport_check' AND due <= $1 ORDER BY due, id LIMIT 1
)sql"};
constexpr sql::Statement kForget{"sim_forget",
                                 "DELETE FROM passport_record WHERE application_id = $1"};
constexpr sql::Statement kTried{"sim_tried", "UPDATE outbox SET attempts = $2 WHERE id = $1"};

}  // namespace

Result<void> LookUps::ask_about(sql::Transaction& tx, app::Context const& context,
                                ApplicationId id) {
    auto const application = TRY(store::load_any_application(tx, id));
    if (!app::at_rest(application.state) || !application.nik) return {};
    TRY(tx.run(kForget, {id.value}));
    return app::ask_issuing_system(tx, context, application);
}

void LookUps::plan_anew() {
    planned_.reset();
    plan();
}

void LookUps::plan() {
    auto& [world, random, server, judged] = parts_;
    if (!server.up()) return;
    if (life_ != server.life()) {
        life_ = server.life();
        busy_ = false;
        planned_.reset();
        ++ticket_;
    }
    if (busy_) return;
    auto const rows = server.database().run(kNext, {}).value();
    if (rows.at(0).null(0)) return;
    auto const due = world.when_shown(store::instant(rows.at(0).integer(0)));
    auto const at = std::max(due, world.outside()) + random.between(1ms, kPause);
    if (planned_ && *planned_ <= at) return;
    planned_ = at;
    world.at(at, [this, ticket = ++ticket_] {
        if (ticket_ == ticket) look();
    });
}

void LookUps::look() {
    planned_.reset();
    auto& server = parts_.server;
    if (!server.up() || life_ != server.life()) return;
    auto const rows = server.database().run(kDue, {store::number(parts_.world.now())}).value();
    if (rows.empty()) return plan();
    store::QueuedNotice const notice{.id = rows[0].text(0),
                                     .topic = std::string{kTopic},
                                     .application = {rows[0].integer(1)},
                                     .account = {},
                                     .sealed = {},
                                     .created = {},
                                     .attempts = static_cast<int>(rows[0].integer(2)) + 1};
    busy_ = true;
    auto const takes = parts_.random.between(5ms, 5s);
    parts_.world.after(takes, [this, notice, life = life_] {
        if (life == parts_.server.life()) hear(notice);
    });
}

void LookUps::hear(store::QueuedNotice const& notice) {
    bool const down = parts_.world.outside() < down_until_;
    bool const nonsense = !calm_ && parts_.random.chance(1, 6);
    if (down) parts_.server.count("issuing system is down");
    if (nonsense) parts_.server.count("issuing system talks nonsense");
    end(notice, !down && !nonsense);
}

void LookUps::end(store::QueuedNotice const& notice, bool answered) {
    auto const use_case = [notice, answered](sql::Transaction& tx,
                                             app::Context const& context) -> Result<bool> {
        auto const id = notice.application;
        if (answered) {
            auto const check = TRY(store::load_passport_check(tx, id));
            if (check) {
                TRY(app::record_passport_answer(
                    tx, context, {.application = id, .nik_index = check->nik_index}));
            }
            TRY(app::finish_notice(tx, context, notice.id));
        } else {
            TRY(app::passport_unanswered(tx, context, id));
            TRY(tx.run(kTried, {notice.id, std::int64_t{notice.attempts}}));
            TRY(app::retry_notice(tx, context, notice,
                                  app::patience_with(store::Outlet::issuing_system).pause_max));
        }
        return true;
    };
    parts_.server.submit(app::Work<bool>{
        .context = parts_.server.context({app::ActorKind::system, 0, {}, "delivery"}),
        .use_case = use_case,
        .answer =
            [this](Result<bool> const& /*done*/) {
                busy_ = false;
                parts_.world.after(kPause, [this] { plan(); });
            },
        .urgency = app::Urgency::save});
}

}  // namespace mpaspor::sim
