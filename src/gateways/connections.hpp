#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace mpaspor::gateways {

/// A few connections that threads share by turns. A connection whose server went away is replaced.
/// Any thread.
class Connections {
public:
    using Opener = std::move_only_function<Result<std::unique_ptr<sql::Connection>>()>;

    /// At most `most` are open at a time. `open` may be called by several threads at once.
    Connections(Opener open, std::size_t most);

    /// Gives `use` a connection, outside any transaction, and returns what it returns. Waits for at
    /// most 5 s until one is free. `use` is run once more, on a new connection, when the one it was
    /// given turns out to be dead: so it must be safe to repeat.
    /// Errors: busy, those of opening and of `use`.
    template <typename Use>
    auto with(Use use) -> decltype(use(std::declval<sql::Connection&>())) {
        auto taken = TRY(take());
        bool const was_idle = taken.connection != nullptr;
        if (!was_idle) TRY(renew(taken));
        auto result = use(*taken.connection);
        if (was_idle && !result && result.error().code == Code::storage_unavailable) {
            TRY(renew(taken));
            result = use(*taken.connection);
        }
        if (!result && !is_sound(result.error().code)) taken.connection.reset();
        return result;
    }

private:
    /// A place among the `most`, with the connection that was idle there, if any. Given back when
    /// it goes.
    struct Taken {
        explicit Taken(Connections& from) : owner(&from) {}
        Taken(Taken&& other) noexcept
            : owner(std::exchange(other.owner, nullptr)), connection(std::move(other.connection)) {}
        ~Taken() {
            if (owner != nullptr) owner->give_back(std::move(connection));
        }
        Connections* owner;
        std::unique_ptr<sql::Connection> connection;
    };

    static bool is_sound(Code code);
    Result<Taken> take();
    Result<void> renew(Taken& taken);
    void give_back(std::unique_ptr<sql::Connection> connection);

    Opener open_;
    std::mutex mutex_;  ///< Guards the two below.
    std::size_t free_;
    std::vector<std::unique_ptr<sql::Connection>> idle_;
    std::condition_variable given_back_;
};

}  // namespace mpaspor::gateways
