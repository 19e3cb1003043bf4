#pragma once

#include "base/error.hpp"
#include "snap/agreement.hpp"
#include "snap/signature.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::outside {

/// What the bank and its biller agreed on: bank.json, which mpaspord reads, and bank_private.pem,
/// which is the bank's alone. Both have mode 0600.
struct BankKeys {
    snap::Agreement agreement;
    snap::RsaKey private_key;
};

/// Fills a span with randomness fit for keys.
using Fill = std::function<void(std::span<std::byte>)>;

/// Those in `folder`, made when there are none. Errors: bad_configuration.
Result<BankKeys> open_bank_keys(std::string const& folder, Fill const& fill);

/// The bank's ledger: a file of lines. A line is on the disk before append returns.
class LedgerFile {
public:
    /// Reads what is there; half a line at the end, from a crash, is cut off: its payment was never
    /// acknowledged. Errors: bad_configuration.
    static Result<LedgerFile> open(std::string const& path);

    LedgerFile(LedgerFile&& other) noexcept;
    LedgerFile& operator=(LedgerFile&&) = delete;
    ~LedgerFile();

    std::vector<std::string> const& lines() const { return lines_; }  ///< At opening.
    /// Errors: storage_unavailable.
    Result<void> append(std::string_view line);

private:
    LedgerFile(int file, std::vector<std::string> lines);
    int file_;
    std::vector<std::string> lines_;
};

}  // namespace mpaspor::outside
