#pragma once

#include "app/ports/keys.hpp"

#include <map>
#include <string>
#include <vector>

namespace mpaspor::testing {

/// Keys in memory, the same in every run. One thread.
class MemoryKeys final : public app::Keys {
public:
    std::vector<std::string> opened;  ///< The subject of each open() that gave a key.

    Result<SecretKey> create(std::string_view subject) override {
        std::string name{subject};
        auto const number = std::to_string(++made_);
        return keys_.try_emplace(std::move(name), derive(root_, number)).first->second;
    }
    Result<SecretKey> open(std::string_view subject) override {
        auto const found = keys_.find(subject);
        if (found == keys_.end()) return fail(Code::application_not_found, "no key");
        opened.emplace_back(subject);
        return found->second;
    }
    Result<void> forget(std::string_view subject) override {
        if (auto const found = keys_.find(subject); found != keys_.end()) keys_.erase(found);
        return {};
    }
    bool has(std::string_view subject) const { return keys_.contains(subject); }

    SecretKey const& blind_index() const override { return blind_index_; }
    SecretKey const& numbers() const override { return numbers_; }
    SecretKey const& service() const override { return service_; }
    SecretKey const& proof_signing() const override { return proof_signing_; }

private:
    SecretKey root_{sha256("root")};
    SecretKey blind_index_{sha256("blind_index")}, numbers_{sha256("numbers")},
        service_{sha256("service")}, proof_signing_{sha256("proof_signing")};
    std::map<std::string, SecretKey, std::less<>> keys_;
    int made_ = 0;
};

}  // namespace mpaspor::testing
