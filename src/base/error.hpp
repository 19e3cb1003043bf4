#pragma once
/// The catalogue of everything the service can say instead of "done", and the type that carries it.
///
/// A code is exact, append-only and never reworded: clients and message files hang on its name. Its
/// row says how the outside world sees it, so status and name have one source. Words for people are
/// in data/messages/, one entry per code and language.

#include <array>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor {

enum class Code : std::uint16_t {
    // What was sent cannot be read.
    malformed_request,
    malformed_json,
    unknown_field,
    missing_field,
    wrong_type,
    out_of_range,
    too_long,
    unknown_value,
    malformed_text,
    malformed_date,
    malformed_name,
    name_not_printable,
    malformed_nik,
    malformed_family_card,
    malformed_contact,
    malformed_number,
    not_asked,
    idempotency_key_missing,
    idempotency_key_malformed,
    // Who asks.
    not_signed_in,
    credentials_wrong,
    credentials_locked,
    password_guessed,
    csrf_missing,
    forbidden,
    sign_in_code_wrong,
    sign_in_code_expired,
    sign_in_codes_exhausted,
    too_many_requests,
    // HTTP itself.
    route_not_found,
    method_not_allowed,
    request_timeout,
    body_too_large,
    target_too_long,
    headers_too_large,
    unsupported_media_type,
    precondition_required,
    section_changed,
    idempotency_key_reused,
    // What is not there, or is another's: both look the same.
    application_not_found,
    document_not_found,
    upload_not_found,
    section_not_found,
    office_not_found,
    day_not_found,
    bill_not_found,
    proof_not_ready,
    session_not_found,
    contact_not_found,
    request_not_found,
    form_not_found,
    // The rules say no.
    not_allowed_in_state,
    stage_incomplete,
    nik_not_matched,
    nik_not_found,
    nik_deceased,
    nik_inactive,
    nik_duplicate,
    nik_tries_exhausted,
    nik_not_valid,
    nik_has_live_application,
    applications_max,
    type_not_online,
    answer_contradicts,
    citizens_only,
    citizenship_undecided,
    passport_still_valid,
    passport_on_record,
    passport_check_pending,
    document_not_asked,
    product_not_offered,
    validity_not_offered,
    accelerated_not_offered,
    assessment_outdated,
    slot_full,
    day_closed,
    not_yet_open,
    day_past,
    holds_exhausted,
    already_rescheduled,
    reschedule_window_closed,
    same_visit_date,
    visit_not_in_future,
    reschedule_too_far,
    capacity_too_low,
    quota_not_proposed,
    holidays_unknown,
    tariff_unknown,
    officer_exists,
    contact_in_use,
    contact_last,
    nik_not_claimable,
    request_decided,
    request_open,
    upload_offset_wrong,
    uploads_exhausted,
    // A file that cannot be taken.
    file_empty,
    file_hash_mismatch,
    file_type_unsupported,
    file_damaged,
    file_encrypted,
    file_active_content,
    file_too_many_pixels,
    file_too_many_pages,
    file_too_costly,
    // Others, or we, are not there.
    busy,
    registry_unavailable,
    inspector_unavailable,
    gateway_unavailable,
    starting_up,
    shutting_down,
    // One per way a database fails; the drivers classify, the executor decides what follows.
    storage_conflict,     ///< Deadlock, serialization, lock wait: nothing happened, run it again.
    storage_unavailable,  ///< No connection: nothing happened, a later try may work.
    outcome_unknown,      ///< Lost after COMMIT was sent. A repeat with the same key finds out.
    constraint_violated,  ///< A use case that expects one turns it into a refusal of its own.
    storage_misused,      ///< SQL or arguments that the engine does not accept.
    storage_broken,       ///< Disk error, corrupt file: the process ends.
    schema_unknown,       ///< The database was migrated by a newer program.
    bad_configuration,
    internal,
};

/// What a caller can do about it. http turns it into a status, in one place.
enum class Category : std::uint8_t {
    bad_input,
    unauthenticated,
    forbidden,
    not_found,
    method,
    timeout,
    conflict,
    precondition_failed,
    precondition_required,
    too_large,
    target_too_long,
    headers_too_large,
    media_type,
    unprocessable,
    too_many,
    unavailable,
    fault,
};

struct CodeInfo {
    Code code;
    Category category;
    std::string_view name;   ///< The API's string.
    std::string_view title;  ///< For developers. People get data/messages/.
};

// clang-format off
inline constexpr auto kCodes = std::to_array<CodeInfo>({
    {Code::malformed_request, Category::bad_input, "MALFORMED_REQUEST", "The request cannot be read."},
    {Code::malformed_json, Category::bad_input, "MALFORMED_JSON", "The body is not one JSON document."},
    {Code::unknown_field, Category::bad_input, "UNKNOWN_FIELD", "A member that this request does not have, or has twice."},
    {Code::missing_field, Category::bad_input, "MISSING_FIELD", "A member that this request needs."},
    {Code::wrong_type, Category::bad_input, "WRONG_TYPE", "A value of another JSON type."},
    {Code::out_of_range, Category::bad_input, "OUT_OF_RANGE", "A number outside its limits."},
    {Code::too_long, Category::bad_input, "TOO_LONG", "A text or list longer than allowed."},
    {Code::unknown_value, Category::bad_input, "UNKNOWN_VALUE", "Not one of the values allowed here."},
    {Code::malformed_text, Category::bad_input, "MALFORMED_TEXT", "Text must be UTF-8 without control characters."},
    {Code::malformed_date, Category::bad_input, "MALFORMED_DATE", "Not a date of the calendar, as YYYY-MM-DD."},
    {Code::malformed_name, Category::bad_input, "MALFORMED_NAME", "Not a name."},
    {Code::name_not_printable, Category::bad_input, "NAME_NOT_PRINTABLE", "The name has no letters that a passport can show."},
    {Code::malformed_nik, Category::bad_input, "MALFORMED_NIK", "Not a citizen number of 16 digits."},
    {Code::malformed_family_card, Category::bad_input, "MALFORMED_FAMILY_CARD", "Not a family card number of 16 digits."},
    {Code::malformed_contact, Category::bad_input, "MALFORMED_CONTACT", "Neither an e-mail address nor an Indonesian mobile number."},
    {Code::malformed_number, Category::bad_input, "MALFORMED_NUMBER", "Not an application number."},
    {Code::not_asked, Category::bad_input, "NOT_ASKED", "A field that is not asked, given the other answers."},
    {Code::idempotency_key_missing, Category::bad_input, "IDEMPOTENCY_KEY_MISSING", "This request needs an Idempotency-Key."},
    {Code::idempotency_key_malformed, Category::bad_input, "IDEMPOTENCY_KEY_MALFORMED", "An Idempotency-Key is a UUID in lower case."},
    {Code::not_signed_in, Category::unauthenticated, "NOT_SIGNED_IN", "No session, or one that has ended."},
    {Code::credentials_wrong, Category::unauthenticated, "CREDENTIALS_WRONG", "Login and password do not fit."},
    {Code::credentials_locked, Category::too_many, "CREDENTIALS_LOCKED", "Too many wrong passwords."},
    {Code::password_guessed, Category::unprocessable, "PASSWORD_GUESSED", "The password is among those that are tried first."},
    {Code::csrf_missing, Category::forbidden, "CSRF_MISSING", "The X-CSRF-Token of the session is missing or wrong."},
    {Code::forbidden, Category::forbidden, "FORBIDDEN", "Not for this caller."},
    {Code::sign_in_code_wrong, Category::unprocessable, "SIGN_IN_CODE_WRONG", "Not the code that was sent last."},
    {Code::sign_in_code_expired, Category::unprocessable, "SIGN_IN_CODE_EXPIRED", "There is no code that is still good."},
    {Code::sign_in_codes_exhausted, Category::too_many, "SIGN_IN_CODES_EXHAUSTED", "Too many codes were asked for."},
    {Code::too_many_requests, Category::too_many, "TOO_MANY_REQUESTS", "Too many requests in a short time."},
    {Code::route_not_found, Category::not_found, "ROUTE_NOT_FOUND", "There is nothing at this address."},
    {Code::method_not_allowed, Category::method, "METHOD_NOT_ALLOWED", "Not a method of this address."},
    {Code::request_timeout, Category::timeout, "REQUEST_TIMEOUT", "The request did not arrive in time."},
    {Code::body_too_large, Category::too_large, "BODY_TOO_LARGE", "The body is larger than this address takes."},
    {Code::target_too_long, Category::target_too_long, "TARGET_TOO_LONG", "The address is too long."},
    {Code::headers_too_large, Category::headers_too_large, "HEADERS_TOO_LARGE", "The header is too large."},
    {Code::unsupported_media_type, Category::media_type, "UNSUPPORTED_MEDIA_TYPE", "Not a media type of this address."},
    {Code::precondition_required, Category::precondition_required, "PRECONDITION_REQUIRED", "Say in If-Match which version is replaced."},
    {Code::section_changed, Category::precondition_failed, "SECTION_CHANGED", "The section was saved from elsewhere."},
    {Code::idempotency_key_reused, Category::unprocessable, "IDEMPOTENCY_KEY_REUSED", "The key came before, with another request."},
    {Code::application_not_found, Category::not_found, "APPLICATION_NOT_FOUND", "No such application, or not yours."},
    {Code::document_not_found, Category::not_found, "DOCUMENT_NOT_FOUND", "No such document, or not yours."},
    {Code::upload_not_found, Category::not_found, "UPLOAD_NOT_FOUND", "No such upload, or not yours."},
    {Code::section_not_found, Category::not_found, "SECTION_NOT_FOUND", "This section was not filled in yet."},
    {Code::office_not_found, Category::not_found, "OFFICE_NOT_FOUND", "No such office or service point."},
    {Code::day_not_found, Category::not_found, "DAY_NOT_FOUND", "The service point has no such day or slot."},
    {Code::bill_not_found, Category::not_found, "BILL_NOT_FOUND", "No bill was issued."},
    {Code::proof_not_ready, Category::not_found, "PROOF_NOT_READY", "There is no proof before the fee is settled."},
    {Code::session_not_found, Category::not_found, "SESSION_NOT_FOUND", "No such session, or not yours."},
    {Code::contact_not_found, Category::not_found, "CONTACT_NOT_FOUND", "No such contact, or not yours."},
    {Code::request_not_found, Category::not_found, "REQUEST_NOT_FOUND", "No such request, or not yours."},
    {Code::form_not_found, Category::not_found, "FORM_NOT_FOUND", "There is no such form."},
    {Code::not_allowed_in_state, Category::conflict, "NOT_ALLOWED_IN_STATE", "Not possible in the application's present state."},
    {Code::stage_incomplete, Category::conflict, "STAGE_INCOMPLETE", "An earlier stage is not complete."},
    {Code::nik_not_matched, Category::conflict, "NIK_NOT_MATCHED", "The civil registry has other data."},
    {Code::nik_not_found, Category::conflict, "NIK_NOT_FOUND", "The civil registry does not know this number."},
    {Code::nik_deceased, Category::conflict, "NIK_DECEASED", "The civil registry cannot confirm this number: deceased."},
    {Code::nik_inactive, Category::conflict, "NIK_INACTIVE", "The civil registry has deactivated this number."},
    {Code::nik_duplicate, Category::conflict, "NIK_DUPLICATE", "The civil registry has this number twice."},
    {Code::nik_tries_exhausted, Category::too_many, "NIK_TRIES_EXHAUSTED", "This number was tried too often today."},
    {Code::nik_not_valid, Category::conflict, "NIK_NOT_VALID", "The number is not verified, or no longer."},
    {Code::nik_has_live_application, Category::conflict, "NIK_HAS_LIVE_APPLICATION", "This person has a live application."},
    {Code::applications_max, Category::conflict, "APPLICATIONS_MAX", "The account has as many applications as allowed."},
    {Code::type_not_online, Category::conflict, "TYPE_NOT_ONLINE", "This application type starts at the office."},
    {Code::answer_contradicts, Category::conflict, "ANSWER_CONTRADICTS", "The answer contradicts another one."},
    {Code::citizens_only, Category::conflict, "CITIZENS_ONLY", "Passports are for citizens of Indonesia."},
    {Code::citizenship_undecided, Category::conflict, "CITIZENSHIP_UNDECIDED", "Less than a year is left to choose citizenship."},
    {Code::passport_still_valid, Category::conflict, "PASSPORT_STILL_VALID", "The passport has more than six months left."},
    {Code::passport_on_record, Category::conflict, "PASSPORT_ON_RECORD", "The issuing system knows a passport of this person."},
    {Code::passport_check_pending, Category::conflict, "PASSPORT_CHECK_PENDING", "The issuing system was not asked yet."},
    {Code::document_not_asked, Category::conflict, "DOCUMENT_NOT_ASKED", "This document is not asked for."},
    {Code::product_not_offered, Category::conflict, "PRODUCT_NOT_OFFERED", "The service point does not offer this product."},
    {Code::validity_not_offered, Category::conflict, "VALIDITY_NOT_OFFERED", "This validity is not to be had."},
    {Code::accelerated_not_offered, Category::conflict, "ACCELERATED_NOT_OFFERED", "The accelerated service is not offered here."},
    {Code::assessment_outdated, Category::conflict, "ASSESSMENT_OUTDATED", "The answers are to be looked at again first."},
    {Code::slot_full, Category::conflict, "SLOT_FULL", "No place is left."},
    {Code::day_closed, Category::conflict, "DAY_CLOSED", "The service point is closed that day."},
    {Code::not_yet_open, Category::conflict, "NOT_YET_OPEN", "The quota of this day is not released yet."},
    {Code::day_past, Category::conflict, "DAY_PAST", "The earliest day is tomorrow, in the office's zone."},
    {Code::holds_exhausted, Category::too_many, "HOLDS_EXHAUSTED", "Places were held too often today for this person."},
    {Code::already_rescheduled, Category::conflict, "ALREADY_RESCHEDULED", "The visit was moved as often as allowed."},
    {Code::reschedule_window_closed, Category::conflict, "RESCHEDULE_WINDOW_CLOSED", "A visit can be moved until the day before."},
    {Code::same_visit_date, Category::conflict, "SAME_VISIT_DATE", "The visit is on this date already."},
    {Code::visit_not_in_future, Category::conflict, "VISIT_NOT_IN_FUTURE", "The date must be after today."},
    {Code::reschedule_too_far, Category::conflict, "RESCHEDULE_TOO_FAR", "The date is after the last one allowed."},
    {Code::capacity_too_low, Category::conflict, "CAPACITY_TOO_LOW", "The change would take places that are not there."},
    {Code::quota_not_proposed, Category::conflict, "QUOTA_NOT_PROPOSED", "There is no such proposal to approve."},
    {Code::holidays_unknown, Category::conflict, "HOLIDAYS_UNKNOWN", "The holidays of that year are not loaded."},
    {Code::tariff_unknown, Category::conflict, "TARIFF_UNKNOWN", "No tariff is in force for this product."},
    {Code::officer_exists, Category::conflict, "OFFICER_EXISTS", "There is an officer of this name."},
    {Code::contact_in_use, Category::conflict, "CONTACT_IN_USE", "Another account has this contact."},
    {Code::contact_last, Category::conflict, "CONTACT_LAST", "The only contact of an account stays."},
    {Code::nik_not_claimable, Category::conflict, "NIK_NOT_CLAIMABLE", "Nobody else holds this number."},
    {Code::request_decided, Category::conflict, "REQUEST_DECIDED", "The request was decided already."},
    {Code::request_open, Category::conflict, "REQUEST_OPEN", "There is an open request of this kind."},
    {Code::upload_offset_wrong, Category::conflict, "UPLOAD_OFFSET_WRONG", "The part does not begin where the last one ended."},
    {Code::uploads_exhausted, Category::too_many, "UPLOADS_EXHAUSTED", "Too many uploads are under way."},
    {Code::file_empty, Category::unprocessable, "FILE_EMPTY", "The file is empty."},
    {Code::file_hash_mismatch, Category::unprocessable, "FILE_HASH_MISMATCH", "The file is not the one whose hash was given."},
    {Code::file_type_unsupported, Category::unprocessable, "FILE_TYPE_UNSUPPORTED", "Neither JPEG, PNG, HEIC nor PDF."},
    {Code::file_damaged, Category::unprocessable, "FILE_DAMAGED", "The file cannot be read to its end."},
    {Code::file_encrypted, Category::unprocessable, "FILE_ENCRYPTED", "The file is locked with a password."},
    {Code::file_active_content, Category::unprocessable, "FILE_ACTIVE_CONTENT", "The file contains scripts, actions or attachments."},
    {Code::file_too_many_pixels, Category::unprocessable, "FILE_TOO_MANY_PIXELS", "The picture has too many pixels."},
    {Code::file_too_many_pages, Category::unprocessable, "FILE_TOO_MANY_PAGES", "The file has too many pages."},
    {Code::file_too_costly, Category::unprocessable, "FILE_TOO_COSTLY", "Reading the file takes more time or memory than allowed."},
    {Code::busy, Category::unavailable, "BUSY", "The queue is full: try again."},
    {Code::registry_unavailable, Category::unavailable, "REGISTRY_UNAVAILABLE", "The civil registry does not answer."},
    {Code::inspector_unavailable, Category::unavailable, "INSPECTOR_UNAVAILABLE", "Files cannot be examined now."},
    {Code::gateway_unavailable, Category::unavailable, "GATEWAY_UNAVAILABLE", "An outside system does not answer."},
    {Code::starting_up, Category::unavailable, "STARTING_UP", "The service is not ready yet."},
    {Code::shutting_down, Category::unavailable, "SHUTTING_DOWN", "The service is stopping: try again."},
    {Code::storage_conflict, Category::unavailable, "STORAGE_CONFLICT", "Try again."},
    {Code::storage_unavailable, Category::unavailable, "STORAGE_UNAVAILABLE", "Try again."},
    {Code::outcome_unknown, Category::unavailable, "OUTCOME_UNKNOWN", "Repeat with the same Idempotency-Key."},
    {Code::constraint_violated, Category::fault, "CONSTRAINT_VIOLATED", "A fault of the service."},
    {Code::storage_misused, Category::fault, "STORAGE_MISUSED", "A fault of the service."},
    {Code::storage_broken, Category::fault, "STORAGE_BROKEN", "A fault of the service."},
    {Code::schema_unknown, Category::fault, "SCHEMA_UNKNOWN", "A fault of the service."},
    {Code::bad_configuration, Category::fault, "BAD_CONFIGURATION", "A fault of the service."},
    {Code::internal, Category::fault, "INTERNAL", "A fault of the service."},
});
// clang-format on

consteval bool every_code_has_its_row() {
    if (kCodes.size() != std::to_underlying(Code::internal) + std::size_t{1}) return false;
    for (std::size_t i = 0; i < kCodes.size(); ++i) {
        if (std::to_underlying(kCodes[i].code) != i) return false;
    }
    return true;
}
static_assert(every_code_has_its_row(), "one row per Code, in the order of the enum");

constexpr CodeInfo const& info(Code code) {
    return kCodes[std::to_underlying(code)];
}

struct Error {
    struct Param {
        std::string_view name;  ///< Of static storage.
        std::string value;      ///< Never personal.
        friend bool operator==(Param const&, Param const&) = default;
    };

    Code code;
    std::string detail = {};         ///< For operators: goes to the log, never into an answer.
    std::string pointer = {};        ///< JSON Pointer of the failing field, "" when there is none.
    std::vector<Param> params = {};  ///< What the words for people need, such as a limit.
    std::string constraint = {};     ///< With constraint_violated: its name, never values.
    std::string alternatives = {};   ///< JSON array of what could be chosen instead, or "".
    std::string current = {};        ///< JSON of what is there now (section_changed), or "".
    std::vector<Error> also = {};    ///< Further failing fields of the same request.
};

/// A value, or why there is none. A class of its own because std::expected of gcc 12 may be dropped
/// without a warning; this may not.
template <typename T>
class [[nodiscard]] Result : public std::expected<T, Error> {
public:
    using std::expected<T, Error>::expected;
};

/// A failure that is explained to operators only.
inline std::unexpected<Error> fail(Code code, std::string detail = {}) {
    return std::unexpected<Error>(Error{.code = code, .detail = std::move(detail)});
}

/// A refusal that names the field it is about, and what its words need.
inline std::unexpected<Error> refuse(Code code, std::string pointer,
                                     std::vector<Error::Param> params = {}) {
    return std::unexpected<Error>(
        Error{.code = code, .pointer = std::move(pointer), .params = std::move(params)});
}

}  // namespace mpaspor

/// The value of a Result, or an immediate return of its error from the enclosing function.
///
/// Stands only as a whole statement, as the whole initialiser of a new variable, or as a whole
/// `return`. Elsewhere (inside braces, arguments, a larger expression, an assignment) gcc 12.2 does
/// not destroy the temporaries made before the macro returns. tools/check_source.py enforces it.
#define TRY(expression)                                                               \
    __extension__({                                                                   \
        auto tried_result_ = (expression);                                            \
        if (!tried_result_) return std::unexpected(std::move(tried_result_).error()); \
        *std::move(tried_result_);                                                    \
    })
