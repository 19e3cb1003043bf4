#include "gateways/connections.hpp"

#include <chrono>

namespace mpaspor::gateways {
namespace {

constexpr std::chrono::seconds kWaitMax{5};

}  // namespace

Connections::Connections(Opener open, std::size_t most) : open_(std::move(open)), free_(most) {
    idle_.reserve(most);
}

bool Connections::is_sound(Code code) {
    return code != Code::storage_unavailable && code != Code::storage_broken &&
           code != Code::outcome_unknown;
}

Result<Connections::Taken> Connections::take() {
    std::unique_lock lock{mutex_};
    if (!given_back_.wait_for(lock, kWaitMax, [this] { return free_ > 0; })) {
        return fail(Code::busy, "all connections are taken");
    }
    --free_;
    Taken taken{*this};
    if (!idle_.empty()) {
        taken.connection = std::move(idle_.back());
        idle_.pop_back();
    }
    return taken;
}

Result<void> Connections::renew(Taken& taken) {
    taken.connection.reset();
    auto opened = TRY(open_());
    taken.connection = std::move(opened);
    return {};
}

void Connections::give_back(std::unique_ptr<sql::Connection> connection) {
    {
        std::scoped_lock const lock{mutex_};
        ++free_;
        if (connection) idle_.push_back(std::move(connection));
    }
    given_back_.notify_one();
}

}  // namespace mpaspor::gateways
