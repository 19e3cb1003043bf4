#pragma once
/// What the operator can ask. Each asks the service and prints what it says.

#include "bin/mpaspor/client.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mpaspor::bin {

/// Gives what is printed on success. Errors: those of ask(), bad_configuration (a file).
using Printed = Result<std::string>;

// reference.cpp
Printed load(Session const& session, std::string const& folder);
Printed show_offices(Session const& session);
Printed show_holidays(Session const& session, int year);
Printed show_tariffs(Session const& session);
struct NewOfficer {
    std::string login, role, office;
};
Printed create_officer(Session const& session, NewOfficer const& officer);
Printed reset_officer(Session const& session, std::string const& login);
Printed set_officer_active(Session const& session, std::string const& login, bool active);
Printed show_officers(Session const& session);

// quota.cpp
struct Proposal {
    std::int64_t point = 0;
    std::string pool = "online";
    std::vector<int> weekdays = {1, 2, 3, 4, 5};
    std::string from, to, reason;
    std::optional<int> capacity = {}, delta = {}, percent = {}, total = {};
    bool closed = false;
};
struct Cut {
    std::int64_t point = 0;
    std::string date, pool = "online", slot, reason;
    int capacity = 0;
};
struct Grant {
    std::string number;
    std::int64_t point = 0;
    std::string date, slot, reason;
};
Printed show_quota(Session const& session, std::int64_t point, std::string const& date);
Printed show_rules(Session const& session, std::int64_t point);
Printed propose(Session const& session, Proposal const& proposal);
Printed approve(Session const& session, std::int64_t rule);
Printed cut(Session const& session, Cut const& cut);
Printed grant(Session const& session, Grant const& grant);
Printed open_days(Session const& session, int horizon);

// books.cpp
Printed show_history(Session const& session, std::string const& number);
struct Checked {
    std::string text;
    bool clean = false;
};
Result<Checked> check(Session const& session);
Printed show_status(Session const& session);
Printed show_refunds(Session const& session, std::string const& state);
/// Has the day compared once more and waits for it, for at most a minute.
Result<Checked> reconcile(Session const& session, std::string const& day);
Printed show_settings(Session const& session);
Printed change_setting(Session const& session, std::string const& name, std::int64_t value);

}  // namespace mpaspor::bin
