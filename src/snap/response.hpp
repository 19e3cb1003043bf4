#pragma once
/// The answers of SNAP BI: responseCode = HTTP status (3) + service (2) + case (2), domain.md 3.9.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace mpaspor::snap {

/// Number of the service, as it stands in the code.
enum class Service : std::uint8_t {
    statement = 14,
    inquiry = 24,
    payment = 25,
    status = 26,
    token = 73,
};

enum class Case : std::uint8_t {
    successful,
    malformed,  ///< A body that cannot be read.
    malformed_field,
    missing_field,
    unauthorized,  ///< The signature does not fit.
    invalid_token,
    missing_token,
    forbidden,
    transaction_not_found,
    bill_not_found,
    invalid_amount,
    paid_bill,
    inconsistent_request,
    bill_expired,
    wrong_method,
    duplicate_external_id,
    too_many_requests,
    general_error,
    internal_error,
    unavailable,  ///< An outside system of the answering side does not answer.
    timeout,
};

struct CaseInfo {
    Case what;
    int http_status;
    int number;                ///< The last two digits.
    std::string_view message;  ///< responseMessage.
};

// clang-format off
inline constexpr auto kCases = std::to_array<CaseInfo>({
    {Case::successful, 200, 0, "Successful"},
    {Case::malformed, 400, 0, "Bad Request"},
    {Case::malformed_field, 400, 1, "Invalid Field Format"},
    {Case::missing_field, 400, 2, "Invalid Mandatory Field"},
    {Case::unauthorized, 401, 0, "Unauthorized. Signature"},
    {Case::invalid_token, 401, 1, "Invalid Token (B2B)"},
    {Case::missing_token, 401, 3, "Token Not Found (B2B)"},
    {Case::forbidden, 403, 1, "Feature Not Allowed"},
    {Case::transaction_not_found, 404, 1, "Transaction Not Found"},
    {Case::bill_not_found, 404, 12, "Invalid Bill/Virtual Account"},
    {Case::invalid_amount, 404, 13, "Invalid Amount"},
    {Case::paid_bill, 404, 14, "Paid Bill"},
    {Case::inconsistent_request, 404, 18, "Inconsistent Request"},
    {Case::bill_expired, 404, 19, "Invalid Bill/Virtual Account. Expired"},
    {Case::wrong_method, 405, 0, "Requested Function Is Not Supported"},
    {Case::duplicate_external_id, 409, 0, "Conflict"},
    {Case::too_many_requests, 429, 0, "Too Many Requests"},
    {Case::general_error, 500, 0, "General Error"},
    {Case::internal_error, 500, 1, "Internal Server Error"},
    {Case::unavailable, 500, 2, "External Server Error"},
    {Case::timeout, 504, 0, "Timeout"},
});
// clang-format on

consteval bool every_case_has_its_row() {
    if (kCases.size() != std::to_underlying(Case::timeout) + std::size_t{1}) return false;
    for (std::size_t i = 0; i < kCases.size(); ++i) {
        if (std::to_underlying(kCases[i].what) != i) return false;
    }
    return true;
}
static_assert(every_case_has_its_row(), "one row per Case, in the order of the enum");

constexpr CaseInfo const& info(Case what) {
    return kCases[std::to_underlying(what)];
}

/// "4042512"
std::string response_code(Service service, Case what);

/// What a code of `service` says. Nothing for codes of other services and those not in the table.
std::optional<Case> case_of(Service service, std::string_view response_code);

}  // namespace mpaspor::snap
