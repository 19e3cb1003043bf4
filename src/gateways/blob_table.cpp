#include "gateways/blobs.hpp"
#include "gateways/connections.hpp"
#include "sql/connection.hpp"
#include "store/blobs.hpp"

#include <span>
#include <utility>

namespace mpaspor::gateways {
namespace {

constexpr std::size_t kConnectionsMax = 4;

class BlobTable final : public app::Blobs {
public:
    BlobTable(std::string const& address, app::Entropy& entropy)
        : entropy_(entropy),
          connections_([address] { return sql::open(address); }, kConnectionsMax) {}

    Result<std::string> put(std::span<std::byte const> sealed) override {
        if (sealed.size() > kBlobBytesMax) return fail(Code::body_too_large, "blobs");
        auto name = new_blob_name(entropy_);
        TRY(connections_.with([&](sql::Connection& connection) {
            sql::Transaction tx{connection};
            return store::insert_blob(tx, name, sealed);
        }));
        return name;
    }

    Result<Bytes> get(std::string const& name) override {
        if (!is_blob_name(name)) return fail(Code::document_not_found);
        auto content = TRY(connections_.with([&](sql::Connection& connection) {
            sql::Transaction tx{connection};
            return store::find_blob(tx, name);
        }));
        if (!content) return fail(Code::document_not_found);
        return std::move(*content);
    }

    Result<void> remove(std::string const& name) override {
        if (!is_blob_name(name)) return {};
        return connections_.with([&](sql::Connection& connection) {
            sql::Transaction tx{connection};
            return store::delete_blob(tx, name);
        });
    }

    /// Whether the database can be reached.
    Result<void> try_connection() {
        return connections_.with([](sql::Connection&) { return Result<void>{}; });
    }

private:
    app::Entropy& entropy_;
    Connections connections_;
};

}  // namespace

Result<std::unique_ptr<app::Blobs>> open_blob_table(std::string const& address,
                                                    app::Entropy& entropy) {
    auto blobs = std::make_unique<BlobTable>(address, entropy);
    TRY(blobs->try_connection());
    return blobs;
}

}  // namespace mpaspor::gateways
