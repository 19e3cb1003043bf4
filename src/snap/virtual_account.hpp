#pragma once
/// The bodies of SNAP's virtual-account services 24, 25 and 26 (domain.md 3.9): what both sides
/// write and read, and of the statement (14). Members that we have no use for are neither sent nor
/// asked for.

#include "base/error.hpp"
#include "base/types.hpp"
#include "snap/response.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::snap {

/// Eight characters, left padded with spaces. Errors: malformed_request (not 1 to 8 digits).
Result<std::string> padded_service_id(std::string_view digits);

/// "650000.00"
std::string format_amount(Rupiah amount);
/// Errors: malformed_request (another form, a fraction of a rupiah, more than 13 digits).
Result<Rupiah> parse_amount(std::string_view text);

/// What is paid to: the biller's number at the bank, then the billing code.
struct Account {
    std::string partner_service_id;  ///< Padded.
    std::string customer_no;         ///< The billing code; 1 to 20 digits.
    std::string number() const { return partner_service_id + customer_no; }
    friend bool operator==(Account const&, Account const&) = default;
};

/// Service 24, bank to biller: what is to be paid?
struct Inquiry {
    Account account;
    std::string request_id;  ///< inquiryRequestId; becomes the payment's.
};

struct InquiryAnswer {
    Account account;
    std::string request_id;
    std::string account_name;  ///< What the payer's screen shows; not a person's name.
    Rupiah amount;
};

/// Service 25, bank to biller: this was paid.
struct Payment {
    Account account;
    std::string request_id;  ///< paymentRequestId: one per payment, the same in repeats.
    std::string account_name;
    Rupiah paid;
    Instant paid_at;  ///< trxDateTime, whole seconds; optional in SNAP, needed here (D4).
    std::string reference_no{};  ///< The bank's own number of the transaction, or "".
};

/// Service 26, biller to bank: was this paid?
struct StatusQuestion {
    Account account;
};

/// Service 14, biller to bank: what has come in? A page of what the bank has taken and kept, by its
/// own time.
struct StatementQuestion {
    std::string partner_service_id;  ///< Padded.
    Instant from, until;             ///< [from, until), whole seconds.
    std::int64_t page = 1;
};
inline constexpr std::size_t kStatementPageLines = 250;
inline constexpr std::int64_t kStatementPagesMax = 1'000;

struct StatementPage {
    std::vector<Payment> lines;  ///< Without account_name.
    bool more = false;
};

// As the asking side writes them.
std::string format(Inquiry const& inquiry);
std::string format(Payment const& payment);
std::string format(StatusQuestion const& question);
std::string format(StatementQuestion const& question);

// As the asked side reads them. Errors: malformed_json, malformed_text, wrong_type, missing_field,
// too_long, malformed_request (a value's form), malformed_date.
Result<Inquiry> parse_inquiry(std::string_view body);
Result<Payment> parse_payment(std::string_view body);
Result<StatusQuestion> parse_status_question(std::string_view body);
/// Also out_of_range (the page).
Result<StatementQuestion> parse_statement_question(std::string_view body);

// As the asked side answers.
std::string answer(InquiryAnswer const& bill);
std::string answer_payment(Payment const& payment);
std::string answer_status(Payment const& payment);
std::string answer_statement(StatementPage const& page);
/// A code and its message alone.
std::string answer(Service service, Case what);

// As the asking side reads the answers.
struct AnswerHead {
    Case what;
    std::string code;
};
/// Errors: those of parse_inquiry; unknown_value (not a code of this service).
Result<AnswerHead> parse_answer(Service service, std::string_view body);
/// Of an answer that was successful.
Result<InquiryAnswer> parse_inquiry_answer(std::string_view body);
Result<Payment> parse_status_answer(std::string_view body);
/// A line of nothing is malformed_request.
Result<StatementPage> parse_statement_answer(std::string_view body);

/// What SNAP calls one of our refusals.
Case case_for(Error const& error);

}  // namespace mpaspor::snap
