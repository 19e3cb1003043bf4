#include "app/rights/opening.hpp"

#include "app/key_names.hpp"
#include "store/upload_mrz.hpp"

#include <algorithm>

namespace mpaspor::app {
namespace {

Held upload(store::Upload const& upload) {
    Held one = Held::record({});
    add_upload(one.items, upload);
    return one;
}

/// The two lines that a machine read in a picture of an old passport: none where it could not,
/// nothing where nobody asked it to.
Result<Held> lines_of(store::ReadUpload const& read, Opening const& opening) {
    if (!read.mrz) return Held::nothing("mrz");
    Held lines = Held::list("mrz");
    if (!read.mrz->sealed) return lines;
    auto const key = TRY(opening.key(key_of_blob(read.upload.blob)));
    auto const plain = TRY(open_sealed(key, store::mrz_place(read.upload), *read.mrz->sealed));
    auto const text = to_text(plain);
    lines.items = {Held::of_text({}, text.substr(0, text.size() / 2)),
                   Held::of_text({}, text.substr(text.size() / 2))};
    return lines;
}

Result<Held> read_upload(store::ReadUpload const& read, Opening const& opening) {
    auto lines = TRY(lines_of(read, opening));
    Held one = upload(read.upload);
    one.items.push_back(std::move(lines));
    return one;
}

Held unfinished(store::UnfinishedUpload const& upload) {
    return Held::record(
        {}, {Held::of_number("size", upload.size), Held::of_number("received", upload.received),
             Held::of_instant("last_part_at", upload.touched)});
}

Held request_of(RequestHoldings const& one, Opening const& opening) {
    auto const& request = one.request;
    bool const own = request.account == opening.holdings.account.id;
    auto const reason = to_text(request.reason);
    return Held::record(
        {}, {Held::of_word("request", to_text(request.kind)),
             Held::of_word("asked_by", own ? "you" : "somebody_else"),
             own ? Held::of_text("application", opening.number(request.application))
                 : Held::nothing("application"),
             Held::of_text("office", request.office_code),
             Held::of_word("state", to_text(request.state)),
             request.decided_at ? Held::of_word("reason", reason) : Held::nothing("reason"),
             Held::of_instant("created_at", request.created),
             Held::of("decided_at", request.decided_at), list("evidence", one.evidence, upload)});
}

Held access(store::AccessRow const& row, Opening const& opening) {
    Held kinds = Held::list("kinds");
    for (std::size_t i = 0; i < office::kDataKinds.size(); ++i) {
        auto const kind = static_cast<office::DataKind>(i);
        if (row.kinds.contains(kind)) kinds.items.push_back(Held::of_word({}, to_text(kind)));
    }
    bool const of_account = row.application == ApplicationId{};
    return Held::record({},
                        {Held::of_instant("at", row.at),
                         of_account ? Held::nothing("application")
                                    : Held::of_text("application", opening.number(row.application)),
                         Held::of_text("office", row.office_name), Held::of_word("role", row.role),
                         Held::of_word("purpose", to_text(row.purpose)), std::move(kinds)});
}

Result<Held> contact_of(store::Contact const& contact, std::string const& subject,
                        SecretKey const& key) {
    auto const plain = TRY(open_sealed(key, subject, contact.sealed));
    return Held::record({}, {Held::of_text("contact", to_text(plain)),
                             Held::of_instant("confirmed_at", contact.confirmed)});
}

Held session_of(store::Session const& session) {
    auto const last_used = std::max(session.last_used, session.created);
    return Held::record(
        {}, {Held::of_instant("created_at", session.created),
             Held::of_instant("expires_at", session.expires_at),
             Held::of_word("device", session.device), Held::of_instant("last_used_at", last_used)});
}

Result<Held> account_of(Opening const& opening) {
    auto const& holdings = opening.holdings;
    auto const& account = holdings.account;
    auto const subject = key_of(account.id);
    auto const key = TRY(opening.key(subject));
    auto contacts = TRY(opened_list("contacts", account.contacts, [&](store::Contact const& row) {
        return contact_of(row, subject, key);
    }));
    return Held::record("account",
                        {Held::of_instant("created_at", account.created), std::move(contacts),
                         list("sessions", account.sessions, session_of),
                         list("history", holdings.history, change)});
}

}  // namespace

Result<Held> open_holdings(Holdings const& holdings, Instant made_at, Keys& keys,
                           application::Numbers const& numbers) {
    Opening const opening{holdings, keys, numbers};
    auto account = TRY(account_of(opening));
    auto applications =
        TRY(opened_list("applications", holdings.applications,
                        [&](auto const& one) { return open_application(one, opening); }));
    auto uploads = TRY(opened_list("uploads", holdings.uploads,
                                   [&](auto const& read) { return read_upload(read, opening); }));
    return Held::record(
        {}, {Held::of_instant("made_at", made_at), std::move(account), std::move(applications),
             std::move(uploads), list("unfinished_uploads", holdings.unfinished, unfinished),
             list("requests", holdings.requests,
                  [&](RequestHoldings const& one) { return request_of(one, opening); }),
             list("niks_kept_until", holdings.reservations,
                  [](Instant until) { return Held::of_instant({}, until); }),
             list("accesses", holdings.accesses,
                  [&](store::AccessRow const& row) { return access(row, opening); }),
             Held::of_number("accesses_withheld", holdings.access_counts.withheld),
             list("erased_applications", holdings.erased,
                  [&](store::ErasedApplication const& row) {
                      return Held::record({}, {Held::of_text("number", opening.number(row.id)),
                                               Held::of_instant("created_at", row.created),
                                               Held::of_instant("erased_at", row.erased_at)});
                  }),
             holdings.next ? Held::of_text("next_cursor", opening.number(*holdings.next))
                           : Held::nothing("next_cursor")});
}

}  // namespace mpaspor::app
