#pragma once

#include "base/crypto.hpp"
#include "base/error.hpp"
#include "base/types.hpp"
#include "outside/faults.hpp"
#include "outside/ledger.hpp"
#include "snap/agreement.hpp"
#include "snap/client.hpp"
#include "snap/gate.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::outside {

/// What a customer asks of the bank: POST /bank/pay.
struct PayOrder {
    std::string billing_code;
    std::optional<Instant> at = {};     ///< The bank's time of the payment; now when it is absent.
    std::optional<Rupiah> amount = {};  ///< What the biller says when it is absent.
    bool skip_inquiry = false;          ///< Pays whatever the biller would say; needs an amount.
};
/// {"billing_code", "at"?, "amount"?, "skip_inquiry"?}. Errors: those of json/reader.hpp;
/// missing_field (an amount).
Result<PayOrder> parse_pay_order(std::string_view body);

/// How far a payment got.
struct PayReport {
    std::string payment_request_id;
    std::string step;                ///< "inquiry" or "payment": what the code below answers.
    std::string response_code = {};  ///< "" when nobody answered, or nobody was asked yet.
    std::optional<Rupiah> amount = {};
    std::optional<Outcome> outcome = {};  ///< None when nothing was taken.
    std::string repeated_code = {};       ///< The answer to the second telling of a doubled one.
};
std::string to_json(PayReport const& report);

/// The simulated bank. It knows billing codes only through the biller's inquiry service, signs what
/// it says for real, and remembers every payment. docs/outside/bank.md has its JSON.
///
/// One thread at a time, but while `send` runs other calls may come in: nothing here is kept across
/// it except by value.
class Bank {
public:
    struct Setup {
        snap::Agreement agreement;
        snap::RsaKey private_key;       ///< Of agreement.bank_public_key.
        SecretKey token_key;            ///< Of the tokens it grants.
        std::int64_t first_serial = 1;  ///< Above all that any earlier run used.
        /// Carries a request to the biller. Errors: gateway_unavailable.
        snap::Client::Send send;
        /// Keeps a line of the ledger for good. Errors: storage_unavailable.
        std::function<Result<void>(std::string_view line)> keep;
    };

    /// Errors: bad_configuration (lines that make no sense).
    static Result<Bank> open(Setup setup, std::vector<std::string> const& lines);

    /// Token, inquiry, payment. Errors: gateway_unavailable (the bank is down),
    /// storage_unavailable.
    Result<PayReport> pay(PayOrder const& order, Instant now);

    /// Tells the biller about all payments that it has not answered yet. Errors: as pay.
    Result<std::vector<PayReport>> deliver(Instant now);

    /// POST {base}/v1.0/access-token/b2b, /v1.0/transfer-va/status and /v1.0/bank-statement, from
    /// the biller.
    Reply grant_token(snap::Incoming const& request, Instant now) const;
    Reply status(snap::Incoming const& request, Instant now) const;
    Reply statement(snap::Incoming const& request, Instant now) const;

    Ledger const& ledger() const { return ledger_; }
    /// All lines of the statement that is asked for, whatever the page.
    std::vector<snap::Payment> lines_shown(snap::StatementQuestion const& question) const;

    Faults faults{};

private:
    Bank(Setup setup, snap::Client client, snap::Client forger, snap::Gate gate);

    struct Told {
        std::string code;  ///< "" without an answer.
        Outcome outcome = Outcome::waiting;
    };
    std::string next_serial() { return std::to_string(serial_++); }
    Result<snap::InquiryAnswer> inquire(snap::Account const& account, PayReport& report,
                                        Instant now);
    Told tell(snap::Payment const& payment, Instant now);
    Result<PayReport> settle(snap::Payment const& payment, Instant now);
    Result<void> keep(std::string const& line);

    Setup setup_;
    snap::Client client_;
    snap::Client forger_;  ///< Has a token, but not the secret.
    snap::Gate gate_;
    Ledger ledger_;
    std::int64_t serial_;
};

}  // namespace mpaspor::outside
