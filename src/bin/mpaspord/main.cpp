/// mpaspord: the service.

#include "bin/mpaspord/parts.hpp"
#include "bin/mpaspord/settings.hpp"
#include "http/router.hpp"

#include <pthread.h>

#include <csignal>
#include <cstdio>

namespace {

/// Blocked in every thread; one waits for them.
void block_stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

int report(mpaspor::Error const& error) {
    std::fprintf(stderr, "mpaspord: %s: %s\n", mpaspor::info(error.code).name.data(),
                 error.detail.c_str());
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace mpaspor;
    auto parsed = bin::parse_settings(argc, argv);
    if (!parsed.message.empty()) {
        std::fputs(parsed.message.c_str(), parsed.exit_code == 0 ? stdout : stderr);
        return parsed.exit_code;
    }
    if (parsed.settings.print_routes) {
        std::fputs(http::route_listing().c_str(), stdout);
        return 0;
    }
    block_stop_signals();
    auto const parts = bin::Parts::build(std::move(parsed.settings));
    if (!parts) return report(parts.error());
    auto const served = (*parts)->serve();
    return served ? 0 : report(served.error());
}
