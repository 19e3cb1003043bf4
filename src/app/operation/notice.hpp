#pragma once

#include "app/application/read_application.hpp"
#include "app/messages.hpp"
#include "app/ports/messenger.hpp"
#include "app/sealing.hpp"
#include "domain/application/number.hpp"
#include "store/accounts.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::app {

/// What a notice about an application rests on. A query, for the job that sends it; the owner's
/// contacts come sealed.
struct NoticeGround {
    ApplicationView view;
    AccountId account;
    std::vector<store::Contact> contacts;  ///< Each is told.
};
/// Errors: application_not_found, not_signed_in (the account is gone, or has no contact).
Result<NoticeGround> read_notice_ground(sql::Transaction& tx, Context const& context,
                                        ApplicationId id);

/// The message for one event of an application (003-07), in words. `event` is the lifecycle's name.
Messenger::Message compose(std::string_view event, ApplicationView const& view,
                           application::Numbers const& numbers, Messages const& messages,
                           Language language);

/// The message with a one-time code; `topic` says what it is for.
Messenger::Message compose_code(std::string_view topic, Answers const& contents,
                                Messages const& messages, Language language);

/// The message for something that happened to an account; `contents` say when, and more.
Messenger::Message compose_for_account(std::string_view event, Answers const& contents,
                                       Messages const& messages, Language language);

/// By which channel a contact is reached.
Channel channel_of(std::string_view contact);

}  // namespace mpaspor::app
