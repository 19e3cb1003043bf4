#pragma once

#include "app/ports/inspector.hpp"
#include "app/ports/log.hpp"
#include "base/inspection.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace mpaspor::gateways {

/// The document reader in its own process (mpaspor-inspect), behind app/ports/inspector.hpp.
///
/// One thread waits on everything; no byte of a document is looked at here. The program is started
/// at once, and again when it ends: first without delay, then after growing pauses.
class SandboxedInspector final : public app::Inspector {
public:
    struct Settings {
        std::string program;  ///< Path of mpaspor-inspect.
        std::size_t at_once = 2;
        std::size_t queue_files = 64;
        std::size_t queue_bytes = std::size_t{64} << 20;
        /// A file that waited longer is answered busy. With reading_wall it makes the port's 15 s.
        std::chrono::milliseconds queue_wait{3'000};
        std::chrono::milliseconds reading_wall{inspection::kReadingWall};
        std::chrono::milliseconds restart_pause{100};  ///< Doubled per failure in a row.
        std::chrono::milliseconds restart_pause_max{10'000};
    };

    /// `log` must outlive the inspector.
    SandboxedInspector(Settings settings, app::Log& log);
    ~SandboxedInspector() override;

    void inspect(Bytes file, inspection::Ask ask, Answer answer) override;

    /// Answers everything that waits with inspector_unavailable and ends the program. After it,
    /// inspect() answers so at once. Not from within an answer.
    void stop();

    /// Fault switch: ends the program as if it had crashed. Any thread.
    void kill_program();

private:
    class Loop;
    std::unique_ptr<Loop> loop_;
};

}  // namespace mpaspor::gateways
