#pragma once

#include "base/error.hpp"
#include "base/types.hpp"
#include "snap/virtual_account.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::outside {

/// What the bank knows of a payment.
enum class Outcome : std::uint8_t {
    waiting,   ///< The biller was not told, or did not answer.
    settled,   ///< The biller took it.
    reversed,  ///< The biller refused it: the money went back.
};
std::string_view name_of(Outcome outcome);

/// Every payment the bank ever took. A value; what must survive a restart leaves it as lines of
/// JSON, and comes back the same way.
class Ledger {
public:
    struct Entry {
        snap::Payment payment;
        Outcome outcome = Outcome::waiting;
        std::string code{};       ///< The biller's last responseCode, or "".
        std::int64_t number = 0;  ///< In the order they were taken, from 1.
    };

    /// The line to be kept of a payment just taken, and that of its outcome.
    static std::string line(snap::Payment const& payment);
    static std::string line(std::string_view request_id, Outcome outcome, std::string_view code);

    /// Takes over one line, whoever wrote it. Errors: bad_configuration.
    Result<void> apply(std::string_view line);

    Entry const* find(std::string_view request_id) const;
    /// The payment the biller is told about when it asks for this billing code: the first that was
    /// not reversed.
    Entry const* paid(std::string_view billing_code) const;
    /// Those whose biller was not told, or did not answer, in the order they were taken.
    std::vector<std::string> waiting() const;
    std::int64_t size() const { return static_cast<std::int64_t>(in_order_.size()); }

    /// What was taken in [from, until) and not given back, in the order it was taken.
    std::vector<snap::Payment> kept(Instant from, Instant until) const;
    /// {"entries": [{number, billing_code, payment_request_id, amount, paid_at, reference_no,
    /// outcome, response_code}], "settled": rupiah}, of the day that `date` is in WIB, or of all.
    std::string statement(std::optional<LocalDate> date) const;
    /// In the order they were taken.
    std::vector<Entry const*> entries() const;

private:
    std::map<std::string, Entry, std::less<>> entries_;
    std::map<std::string, std::vector<std::string>, std::less<>> by_code_;
    std::vector<std::string> in_order_;
};

}  // namespace mpaspor::outside
