#pragma once
/// The operating system's part of gateways/inspector: the program, its control socket, and one
/// socket per document.

#include "base/error.hpp"
#include "base/inspection.hpp"
#include "base/types.hpp"

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace mpaspor::gateways {

/// Closes what it owns.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor();
    int number() const { return number_; }

private:
    int number_ = -1;
};

/// A running mpaspor-inspect. Killed and waited for when destroyed.
class InspectorProcess {
public:
    /// With an empty environment, no descriptor but its control socket, and default signals.
    /// Errors: inspector_unavailable.
    static Result<InspectorProcess> start(std::string const& program);

    InspectorProcess(InspectorProcess&& other) noexcept;
    InspectorProcess& operator=(InspectorProcess&& other) noexcept;
    ~InspectorProcess();

    int control() const { return control_.number(); }
    pid_t pid() const { return pid_; }

    enum class Sign : std::uint8_t { nothing, ready, ready_without_mrz, ended };
    /// What came over the control socket. Does not wait.
    Sign hear() const;

    /// A new document's socket: our end. Does not wait. Errors: inspector_unavailable.
    Result<Descriptor> open_document() const;

private:
    InspectorProcess(pid_t pid, Descriptor control) : pid_(pid), control_(std::move(control)) {}

    pid_t pid_ = -1;
    Descriptor control_;
};

/// One document on its way through a reader; remembers how far it got.
class Exchange {
public:
    Exchange(Descriptor socket, Bytes file, inspection::Ask ask);

    int socket() const { return socket_.number(); }
    bool wants_to_write() const { return sent_ < head_.size() + file_.size(); }
    /// Whether a reader has taken the document up.
    bool started() const { return started_; }
    /// The file again, for another try.
    Bytes take_file() { return std::move(file_); }

    /// The judgement is here, whatever becomes of the rest.
    bool has_file() const { return answer_ && content_received_ == answer_->content_bytes; }
    /// The reader took the file and then said nothing of the print in it, not even that there is
    /// none.
    bool lost_mrz() const { return has_file() && expects_mrz() && received_ < mrz_.size(); }

    enum class Step : std::uint8_t { more, done };
    /// Writes and reads what the socket takes and has, without waiting. After `done`, outcome().
    Step advance();
    /// Errors: what the reader refused with; file_too_costly (the reader died or broke the
    /// protocol); inspector_unavailable (it never began).
    Result<inspection::Inspected> outcome();

private:
    enum class Read : std::uint8_t { some, later, ended };
    void write_some();
    Read read_into(std::span<std::byte> place, std::size_t& received);
    Read read_some();
    bool complete() const { return has_file() && !lost_mrz(); }
    bool expects_mrz() const {
        return ask_ == inspection::Ask::file_and_mrz && answer_ && !answer_->refusal;
    }

    Descriptor socket_;
    inspection::Ask ask_;
    inspection::RequestHead head_;
    Bytes file_;
    std::size_t sent_ = 0;
    bool started_ = false;
    bool broken_ = false;
    inspection::AnswerHead answer_head_{};
    std::size_t received_ = 0;  ///< Of the head or the print, whichever is being read.
    std::optional<inspection::Answer> answer_;
    std::size_t content_received_ = 0;
    inspection::MrzTail mrz_{};
};

}  // namespace mpaspor::gateways
