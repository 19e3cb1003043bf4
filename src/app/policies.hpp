#pragma once
/// The settings in force, as the rules take them.

#include "domain/application/retention.hpp"
#include "domain/booking/hold.hpp"
#include "domain/booking/reschedule.hpp"
#include "domain/identity/mrz.hpp"
#include "domain/payment/deadline.hpp"
#include "store/settings.hpp"

namespace mpaspor::app {

inline booking::HoldPolicy hold_policy(store::Settings const& s) {
    return {.hold = std::chrono::minutes{s.hold_minutes},
            .holds_per_day_max = static_cast<int>(s.holds_per_nik_and_day),
            .nik_valid = std::chrono::days{s.nik_valid_days},
            .lead = std::chrono::days{s.lead_days}};
}

inline booking::ReschedulePolicy reschedule_policy(store::Settings const& s) {
    return {.reschedules_max = static_cast<int>(s.reschedules_max),
            .window = std::chrono::days{s.reschedule_horizon_days}};
}

inline application::RetentionPolicy retention_policy(store::Settings const& s) {
    return {.unfinished = std::chrono::days{s.draft_days},
            .unpaid = std::chrono::days{s.unpaid_days},
            .warning = std::chrono::days{s.draft_warning_days}};
}

inline payment::PaymentPolicy payment_policy(store::Settings const& s) {
    return {.window = std::chrono::seconds{s.payment_window_s},
            .ask_after = std::chrono::seconds{s.ask_biller_after_s},
            .keep_unanswered = std::chrono::seconds{s.unknown_keeps_seat_s}};
}

/// A number that no rule has is the default's.
inline identity::PrimaryRule mrz_primary_rule(store::Settings const& s) {
    switch (s.mrz_primary) {
        case 1: return identity::PrimaryRule::first_word;
        case 2: return identity::PrimaryRule::all_words;
        default: return identity::PrimaryRule::last_word;
    }
}

}  // namespace mpaspor::app
