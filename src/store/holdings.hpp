#pragma once
/// What is held about a person beside what other queries give: for the export (domain.md 7).

#include "store/accounts.hpp"
#include "store/bills.hpp"
#include "store/documents.hpp"
#include "store/payments.hpp"
#include "store/upload_mrz.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::store {

/// A bill, and the part of its amount that is for the accelerated service.
struct BillRow {
    Bill bill;
    Rupiah surcharge;
    std::string surcharge_basis;
};
/// Of one application, oldest first, at most `most` of each.
Result<std::vector<BillRow>> bills_of(sql::Transaction& tx, ApplicationId id, int most);
Result<std::vector<Payment>> payments_of(sql::Transaction& tx, ApplicationId id, int most);

/// A message that was not sent yet.
struct WaitingNotice {
    std::string topic;
    Instant created, due;
    int attempts;
};
Result<std::vector<WaitingNotice>> waiting_notices_of(sql::Transaction& tx, ApplicationId id,
                                                      int most);

/// Of an account. Errors: not_signed_in.
struct AccountHoldings {
    AccountId id;
    Instant created;
    std::vector<Contact> contacts = {};
    std::vector<Session> sessions = {};  ///< Ended ones too, as long as they are kept.
};
Result<AccountHoldings> account_holdings(sql::Transaction& tx, AccountId id, int most);
Result<std::vector<ReadUpload>> uploads_of(sql::Transaction& tx, AccountId id, int most);

struct ErasedApplication {
    ApplicationId id;
    Instant created, erased_at;
};
Result<std::vector<ErasedApplication>> erased_applications_of(sql::Transaction& tx, AccountId id,
                                                              int most);

}  // namespace mpaspor::store
