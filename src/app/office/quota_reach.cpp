#include "app/office/quota_reach.hpp"

#include "base/text.hpp"
#include "domain/office/officer.hpp"
#include "store/officers.hpp"
#include "store/offices.hpp"

#include <map>
#include <optional>

namespace mpaspor::app {
namespace {

/// The number of the officer whom a name such as "2:7" means; 0: the operator who is none.
std::optional<std::int64_t> officer_in(std::string_view name) {
    for (auto const kind : {ActorKind::officer, ActorKind::operator_}) {
        auto const begin = std::to_string(static_cast<int>(kind)) + ':';
        if (!name.starts_with(begin)) continue;
        auto const id = integer_from_text(name.substr(begin.size()));
        return id ? std::optional{*id} : std::nullopt;
    }
    return std::nullopt;
}

bool whole_country(Reach const& reach) {
    return reach.office == OfficeId{} && reach.region.empty();
}

}  // namespace

Result<Reach> quota_reach(sql::Transaction& tx, Context const& context, office::Action action) {
    if (context.actor.kind == ActorKind::operator_) return Reach{.officer = {context.actor.id}};
    return permitted(tx, context, action);
}

Result<void> point_in_reach(sql::Transaction& tx, Reach const& reach, ServicePointId point) {
    auto const service_point = TRY(store::load_service_point(tx, point));
    auto const office = TRY(store::load_office(tx, service_point.office));
    bool const other_office = reach.office != OfficeId{} && office.id != reach.office;
    bool const other_region = !reach.region.empty() && office.region != reach.region;
    if (other_office || other_region) return fail(Code::office_not_found);
    return {};
}

Result<store::StoredQuotaRule> rule_in_reach(sql::Transaction& tx, Context const& context,
                                             office::Action action, std::int64_t rule) {
    auto const reach = TRY(quota_reach(tx, context, action));
    auto const found = store::load_quota_rule(tx, rule);
    if (!found && found.error().code == Code::quota_not_proposed) {
        return fail(Code::request_not_found);
    }
    auto stored = TRY(found);
    if (stored.point.value == 0) {
        if (action == office::Action::read_quota || whole_country(reach)) return stored;
        return fail(Code::request_not_found);
    }
    auto const within = point_in_reach(tx, reach, stored.point);
    if (!within && within.error().code == Code::office_not_found) {
        return fail(Code::request_not_found);
    }
    TRY(within);
    return stored;
}

bool same_person(std::string_view name, Actor const& actor) {
    auto const one = officer_in(name), other = officer_in(actor.name());
    return name == actor.name() || (one && other && *one != 0 && *one == *other);
}

Result<std::string> login_of(sql::Transaction& tx, std::string const& name) {
    auto const id = officer_in(name);
    if (!id) return name;
    if (*id == 0) return std::string{office::kRoot};
    auto const account = store::load_officer_account(tx, {*id});
    if (!account && account.error().code == Code::not_signed_in) return name;
    TRY(account);
    return account->officer.login;
}

Result<std::vector<store::StoredQuotaRule>> with_logins(sql::Transaction& tx,
                                                        std::vector<store::StoredQuotaRule> rules) {
    std::map<std::string, std::string> known;  // A few people make many rules.
    auto const name = [&](std::string& of) -> Result<void> {
        auto const found = known.find(of);
        if (found == known.end()) {
            auto login = TRY(login_of(tx, of));
            of = known.emplace(of, std::move(login)).first->second;
        } else {
            of = found->second;
        }
        return {};
    };
    for (auto& stored : rules) {
        TRY(name(stored.proposed_by));
        if (!stored.approved_by.empty()) TRY(name(stored.approved_by));
    }
    return rules;
}

Result<store::StoredQuotaRule> with_login(sql::Transaction& tx, store::StoredQuotaRule stored) {
    auto named = TRY(with_logins(tx, {std::move(stored)}));
    return std::move(named.front());
}

}  // namespace mpaspor::app
