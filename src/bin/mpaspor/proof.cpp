/// Whether a proof is ours, without the service: at a door without a network.

#include "app/payment/check_proof.hpp"
#include "app/proof_keys.hpp"
#include "base/text.hpp"
#include "bin/mpaspor/commands.hpp"
#include "domain/booking/seat.hpp"
#include "json/reader.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace mpaspor::bin {

namespace {

constexpr std::size_t kFileMax = std::size_t{64} * 1024;
constexpr std::size_t kKeysMax = 100;
constexpr std::size_t kKeyChars = 43;

/// As GET /api/v1/proof_keys gives them.
struct ListedKey {
    std::string id, key;
    LocalDate from, until;
};
constexpr auto shape(json::As<ListedKey>) {
    return json::closed<ListedKey>(json::text_field<&ListedKey::id>("id", 8),
                                   json::text_field<&ListedKey::key>("key", kKeyChars),
                                   json::field<&ListedKey::from>("from"),
                                   json::field<&ListedKey::until>("until"));
}
struct KeyFile {
    std::vector<ListedKey> keys;
};
constexpr auto shape(json::As<KeyFile>) {
    return json::closed<KeyFile>(json::list_field<&KeyFile::keys>("keys", kKeysMax));
}

Result<std::vector<app::ProofKey>> keys_in(std::string_view text) {
    auto const file = TRY(json::parse<KeyFile>(text));
    std::vector<app::ProofKey> keys;
    for (auto const& listed : file.keys) {
        auto const bytes = TRY(from_base64url(listed.key));
        app::ProofKey key{.from = listed.from, .until = listed.until};
        if (bytes.size() != key.key.size()) return fail(Code::malformed_text);
        std::ranges::copy(bytes, key.key.begin());
        if (app::proof_key_id(key.key) != listed.id) return fail(Code::malformed_text);
        keys.push_back(key);
    }
    return keys;
}

Result<std::vector<app::ProofKey>> read_keys(std::string const& path) {
    std::ifstream in{path, std::ios::binary};
    std::string text(kFileMax, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    auto keys = keys_in(text);
    if (keys) return keys;
    return fail(Code::bad_configuration,
                path + " is not what GET /api/v1/proof_keys of the service gives.");
}

}  // namespace

Result<Checked> check_proof(std::string const& keys_path, std::string const& code) {
    auto const keys = TRY(read_keys(keys_path));
    auto const read = app::read_proof_code(code, keys);
    if (!read) {
        return Checked{"Forged: no key of the file signed this code, or it was not read whole.\n",
                       false};
    }
    return Checked{
        "Genuine: application " + app::masked_number(read->number) + ", service point " +
            std::to_string(read->service_point.value) + ", " + date_text(read->date) + " " +
            booking::slot_text(read->slot) +
            ".\nWhether the visit was moved or cancelled since, only the service knows.\n",
        true};
}

}  // namespace mpaspor::bin
