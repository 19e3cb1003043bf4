#include "outside/bank_files.hpp"

#include "base/crypto.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

namespace mpaspor::outside {
namespace {

constexpr mode_t kOwnerOnly = 0600;
constexpr char kPartnerServiceId[] = "19022";

std::optional<std::string> read_file(std::string const& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

/// Written beside and renamed, so that nobody reads half of it.
Result<void> write_secret(std::string const& path, std::string const& text) {
    auto const beside = path + ".new";
    int const file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kOwnerOnly);
    if (file < 0) return fail(Code::bad_configuration, "cannot write the bank's keys");
    bool const written =
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(file) == 0;
    ::close(file);
    if (!written || ::rename(beside.c_str(), path.c_str()) != 0) {
        return fail(Code::bad_configuration, "cannot write the bank's keys");
    }
    return {};
}

std::string random_text(Fill const& fill) {
    std::array<std::byte, SecretKey::kSize> bytes{};
    fill(bytes);
    return to_hex(bytes);
}

Result<BankKeys> make(std::string const& folder, Fill const& fill) {
    auto private_key = TRY(snap::RsaKey::generate());
    auto public_key =
        TRY(snap::RsaKey::from_pem(private_key.public_pem(), snap::RsaKey::Kind::public_key));
    auto biller_key = TRY(snap::RsaKey::generate());
    snap::Agreement agreement{.partner_service_id = kPartnerServiceId,
                              .encoding = snap::Encoding::hex,
                              .bank_client_id = "simulated-bank",
                              .bank_client_secret = random_text(fill),
                              .bank_public_key = std::move(public_key),
                              .biller_client_id = "mpaspor",
                              .biller_client_secret = random_text(fill),
                              .biller_private_key = std::move(biller_key)};
    TRY(write_secret(folder + "/bank_private.pem", private_key.private_pem()));
    TRY(write_secret(folder + "/bank.json", snap::format(agreement)));
    return BankKeys{std::move(agreement), std::move(private_key)};
}

}  // namespace

Result<BankKeys> open_bank_keys(std::string const& folder, Fill const& fill) {
    std::error_code ignored;  // What cannot be made cannot be written to either, which is told.
    std::filesystem::create_directories(folder, ignored);
    auto const agreed = read_file(folder + "/bank.json");
    if (!agreed) return make(folder, fill);
    auto const pem = read_file(folder + "/bank_private.pem");
    if (!pem) return fail(Code::bad_configuration, "bank.json without bank_private.pem");
    auto agreement = TRY(snap::parse_agreement(*agreed));
    auto key = TRY(snap::RsaKey::from_pem(*pem, snap::RsaKey::Kind::private_key));
    return BankKeys{std::move(agreement), std::move(key)};
}

Result<LedgerFile> LedgerFile::open(std::string const& path) {
    auto const text = read_file(path).value_or("");
    int const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, kOwnerOnly);
    if (file < 0) return fail(Code::bad_configuration, "cannot open the bank's ledger");
    auto const whole = text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1;
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < whole;) {
        auto const end = text.find('\n', begin);
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    LedgerFile opened{file, std::move(lines)};
    if (::ftruncate(file, static_cast<off_t>(whole)) != 0 || ::lseek(file, 0, SEEK_END) < 0) {
        return fail(Code::bad_configuration, "cannot write the bank's ledger");
    }
    return opened;
}

LedgerFile::LedgerFile(int file, std::vector<std::string> lines)
    : file_(file), lines_(std::move(lines)) {}

LedgerFile::LedgerFile(LedgerFile&& other) noexcept
    : file_(std::exchange(other.file_, -1)), lines_(std::move(other.lines_)) {}

LedgerFile::~LedgerFile() {
    if (file_ >= 0) ::close(file_);
}

Result<void> LedgerFile::append(std::string_view line) {
    std::string const text = std::string{line} + '\n';
    auto const written = ::write(file_, text.data(), text.size());
    if (written != static_cast<ssize_t>(text.size()) || ::fdatasync(file_) != 0) {
        return fail(Code::storage_unavailable, "the bank's ledger");
    }
    return {};
}

}  // namespace mpaspor::outside
