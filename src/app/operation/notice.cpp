#include "app/operation/notice.hpp"

#include "app/account/contacts.hpp"
#include "app/rights/look_at_draft.hpp"
#include "app/words.hpp"
#include "base/text.hpp"

namespace mpaspor::app {
namespace {

using Params = std::vector<Error::Param>;

void add_visit(Params& params, VisitView const& visit, Language language) {
    params.push_back({"date", date_words(language, visit.seat.key.date)});
    params.push_back({"slot", time_words(language, visit.seat.key.slot)});
    params.push_back({"zone", std::string{name_of(visit.point.zone)}});
    params.push_back({"service_point", visit.point.name});
}

void add_bill(Params& params, store::Bill const& bill, Zone zone,
              application::Numbers const& numbers, Language language) {
    auto const code = numbers.billing_code(bill.id);
    params.push_back({"amount", rupiah_words(bill.amount)});
    params.push_back({"billing_code", code});
    params.push_back({"virtual_account", code});
    params.push_back({"deadline", instant_words(language, zone, bill.deadline)});
}

/// The words of an event, or those for any other event.
Messenger::Message worded(std::string_view event, Params const& params, Messages const& messages,
                          Language language) {
    auto const key = [](std::string_view name, std::string_view part) {
        return "messages." + std::string{name} + '.' + std::string{part};
    };
    auto const subject_key = key(event, "subject");
    bool const known = messages.text(language, subject_key) != subject_key;
    auto const name = known ? event : std::string_view{"other"};
    Messenger::Message message;
    message.subject = messages.text(language, key(name, "subject"), params);
    message.text = messages.text(language, key(name, "text"), params);
    return message;
}

}  // namespace

Result<NoticeGround> read_notice_ground(sql::Transaction& tx, Context const& context,
                                        ApplicationId id) {
    auto const application = TRY(store::load_any_application(tx, id));
    auto contacts = TRY(contacts_to_tell(tx, application.account));
    auto view = TRY(view_application(tx, context, application));
    auto const kept_until = TRY(app::kept_until(tx, context, application));
    view.kept_until = kept_until;
    return NoticeGround{std::move(view), application.account, std::move(contacts)};
}

Messenger::Message compose(std::string_view event, ApplicationView const& view,
                           application::Numbers const& numbers, Messages const& messages,
                           Language language) {
    Params params{{"number", numbers.application_number(view.application.id)}};
    auto const zone = view.visit ? view.visit->point.zone : Zone::wib;
    if (view.visit) add_visit(params, *view.visit, language);
    if (view.kept_until) {
        auto const date = date_in(Zone::wib, *view.kept_until);
        params.push_back({"kept_until", date_words(language, date)});
    }
    if (view.bill) add_bill(params, *view.bill, zone, numbers, language);
    if (!view.visit) params.push_back({"zone", ""});
    return worded(event, params, messages, language);
}

Messenger::Message compose_code(std::string_view topic, Answers const& contents,
                                Messages const& messages, Language language) {
    auto const code = contents.find("code");
    Params const params{{"code", code == contents.end() ? std::string{} : code->second}};
    return worded(topic, params, messages, language);
}

Messenger::Message compose_for_account(std::string_view event, Answers const& contents,
                                       Messages const& messages, Language language) {
    Params params;
    if (auto const at = contents.find("at"); at != contents.end()) {
        auto const instant = instant_from_text(at->second);
        if (instant) params.push_back({"when", instant_words(language, Zone::wib, *instant)});
    }
    if (auto const device = contents.find("device"); device != contents.end()) {
        params.push_back({"device", messages.text(language, "devices." + device->second)});
    }
    return worded("account_" + std::string{event}, params, messages, language);
}

Channel channel_of(std::string_view contact) {
    return contact.contains('@') ? Channel::email : Channel::sms;
}

}  // namespace mpaspor::app
