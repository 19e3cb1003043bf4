#include "gateways/inspector.hpp"

#include "gateways/inspector_process.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <deque>
#include <mutex>
#include <optional>
#include <ranges>
#include <thread>
#include <utility>
#include <vector>

namespace mpaspor::gateways {
namespace {

using Time = std::chrono::steady_clock::time_point;
using std::chrono::milliseconds;

/// A file that no reader took up, because the program ended just then, is given to the next one.
constexpr int kStartsMax = 2;
/// From starting the program until it says it is ready: a fifth of a second, unless the machine is
/// busy with something else.
constexpr milliseconds kReadyWithin{20'000};
constexpr int kPauseDoublingsMax = 16;

Time now() {
    return std::chrono::steady_clock::now();
}

struct Job {
    Bytes file;
    inspection::Ask ask;
    app::Inspector::Answer answer;
    Time given_up_at;
    int starts_left = kStartsMax;
};

struct Reading {
    Exchange exchange;
    Job job;  ///< Its file is in the exchange.
    Time given_up_at;
    pid_t program;  ///< To whom it was given.
};

app::InspectedFile as_kept(inspection::Inspected file) {
    using enum inspection::Kind;
    return {.type = file.kind == jpeg ? app::FileType::jpeg : app::FileType::pdf,
            .content = std::move(file.content),
            .width = file.width,
            .height = file.height,
            .pages = file.pages,
            .looks_blurred = file.looks_blurred,
            .looks_dark = file.looks_dark,
            .mrz = std::move(file.mrz)};
}

void answer_with(Job& job, Result<inspection::Inspected>&& outcome) {
    if (outcome) {
        job.answer(as_kept(*std::move(outcome)));
    } else {
        job.answer(std::unexpected(std::move(outcome).error()));
    }
}

}  // namespace

class SandboxedInspector::Loop {
public:
    Loop(Settings settings, app::Log& log)
        : settings_(std::move(settings)),
          log_(log),
          wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
          thread_([this](std::stop_token const& stop) { run(stop); }) {}

    void add(Bytes file, inspection::Ask ask, Answer answer);
    void stop();
    void kill_program();

private:
    void run(std::stop_token const& stop);
    void wait_for_something();
    milliseconds until_next_deadline() const;
    void wake() const;

    std::optional<Code> refusal_for(std::size_t bytes) const;  ///< With mutex_ held.
    void mind_program();
    void start_program();
    void program_ended(std::string_view event);
    void start_readings();
    std::optional<Job> next_job();
    bool start_reading(InspectorProcess const& program, Job job);
    void advance_readings();
    bool finished(Reading& reading);
    void put_back(Job job);
    void refuse_overdue();
    void refuse_all(std::deque<Job> jobs, Code code);
    std::deque<Job> all_waiting();

    Settings settings_;
    app::Log& log_;
    Descriptor wake_;

    std::mutex mutex_;
    std::deque<Job> waiting_;        ///< Guarded by mutex_.
    std::size_t waiting_bytes_ = 0;  ///< Guarded by mutex_.
    bool closed_ = false;            ///< Guarded by mutex_.
    pid_t pid_ = -1;                 ///< Guarded by mutex_. Of a process not yet waited for, or -1.

    // The thread's own.
    std::optional<InspectorProcess> program_;
    bool ready_ = false;
    Time ready_by_;
    Time start_at_ = now();
    int failures_ = 0;  ///< Ends of the program since it last did its work.
    std::vector<Reading> readings_;

    std::jthread thread_;  ///< Last: starts when the rest is there.
};

void SandboxedInspector::Loop::add(Bytes file, inspection::Ask ask, Answer answer) {
    std::unique_lock lock{mutex_};
    if (auto const refusal = refusal_for(file.size())) {
        lock.unlock();
        return answer(fail(*refusal));
    }
    waiting_bytes_ += file.size();
    waiting_.push_back({.file = std::move(file),
                        .ask = ask,
                        .answer = std::move(answer),
                        .given_up_at = now() + settings_.queue_wait});
    lock.unlock();
    wake();
}

std::optional<Code> SandboxedInspector::Loop::refusal_for(std::size_t bytes) const {
    if (bytes > inspection::kFileBytesMax) return Code::file_too_costly;
    if (closed_) return Code::inspector_unavailable;
    bool const has_room =
        waiting_.size() < settings_.queue_files && waiting_bytes_ + bytes <= settings_.queue_bytes;
    return has_room ? std::nullopt : std::optional{Code::busy};
}

void SandboxedInspector::Loop::stop() {
    {
        std::scoped_lock const lock{mutex_};
        closed_ = true;
    }
    thread_.request_stop();
    wake();
    if (thread_.joinable()) thread_.join();
}

void SandboxedInspector::Loop::kill_program() {
    std::scoped_lock const lock{mutex_};
    if (pid_ > 0) kill(pid_, SIGKILL);
}

void SandboxedInspector::Loop::wake() const {
    std::uint64_t const one = 1;
    // Full means that it is awake anyway.
    if (write(wake_.number(), &one, sizeof one) < 0) return;
}

void SandboxedInspector::Loop::run(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
        mind_program();
        start_readings();
        wait_for_something();
        advance_readings();
        refuse_overdue();
    }
    refuse_all(all_waiting(), Code::inspector_unavailable);
    for (auto& reading : readings_) reading.job.answer(fail(Code::inspector_unavailable));
    readings_.clear();
    {
        std::scoped_lock const lock{mutex_};
        pid_ = -1;
    }
    program_.reset();
}

void SandboxedInspector::Loop::wait_for_something() {
    std::vector<pollfd> sources{{.fd = wake_.number(), .events = POLLIN, .revents = 0}};
    if (program_) sources.push_back({.fd = program_->control(), .events = POLLIN, .revents = 0});
    for (auto const& reading : readings_) {
        auto const both = static_cast<short>(POLLIN | POLLOUT);
        short const events = reading.exchange.wants_to_write() ? both : short{POLLIN};
        sources.push_back({.fd = reading.exchange.socket(), .events = events, .revents = 0});
    }
    auto const wait = static_cast<int>(until_next_deadline().count());
    poll(sources.data(), sources.size(), wait);
    std::uint64_t count = 0;
    while (read(wake_.number(), &count, sizeof count) > 0) {
    }
}

milliseconds SandboxedInspector::Loop::until_next_deadline() const {
    auto next = now() + settings_.queue_wait;
    if (!program_) next = std::min(next, start_at_);
    if (program_ && !ready_) next = std::min(next, ready_by_);
    for (auto const& reading : readings_) next = std::min(next, reading.given_up_at);
    return std::max(std::chrono::ceil<milliseconds>(next - now()), milliseconds{0});
}

void SandboxedInspector::Loop::mind_program() {
    if (!program_ && now() >= start_at_) start_program();
    if (!program_) return refuse_all(all_waiting(), Code::inspector_unavailable);
    switch (program_->hear()) {
        case InspectorProcess::Sign::nothing:
            if (!ready_ && now() >= ready_by_) program_ended("inspector_not_ready");
            break;
        case InspectorProcess::Sign::ready: ready_ = true; break;
        case InspectorProcess::Sign::ready_without_mrz:
            ready_ = true;
            log_.write(app::Severity::warning, "inspector_without_mrz");
            break;
        case InspectorProcess::Sign::ended: program_ended("inspector_ended"); break;
    }
}

void SandboxedInspector::Loop::start_program() {
    auto started = InspectorProcess::start(settings_.program);
    if (!started) return program_ended("inspector_not_started");
    {
        std::scoped_lock const lock{mutex_};
        pid_ = started->pid();
    }
    program_.emplace(std::move(*started));
    ready_ = false;
    ready_by_ = now() + kReadyWithin;
}

void SandboxedInspector::Loop::program_ended(std::string_view event) {
    {
        std::scoped_lock const lock{mutex_};
        pid_ = -1;
    }
    program_.reset();
    ready_ = false;
    auto pause = milliseconds{0};
    if (failures_ > 0) {
        auto const doublings = std::min(failures_ - 1, kPauseDoublingsMax);
        pause = std::min(settings_.restart_pause * (1 << doublings), settings_.restart_pause_max);
    }
    ++failures_;
    start_at_ = now() + pause;
    log_.write(app::Severity::alarm, event, {{"failures", std::int64_t{failures_}}});
    // Twice without any work done: whoever waits learns it now.
    if (pause > milliseconds{0}) refuse_all(all_waiting(), Code::inspector_unavailable);
}

void SandboxedInspector::Loop::start_readings() {
    while (program_ && ready_ && readings_.size() < settings_.at_once) {
        auto job = next_job();
        if (!job || !start_reading(*program_, std::move(*job))) return;
    }
}

std::optional<Job> SandboxedInspector::Loop::next_job() {
    std::scoped_lock const lock{mutex_};
    if (waiting_.empty()) return std::nullopt;
    auto job = std::move(waiting_.front());
    waiting_.pop_front();
    waiting_bytes_ -= job.file.size();
    return job;
}

bool SandboxedInspector::Loop::start_reading(InspectorProcess const& program, Job job) {
    auto socket = program.open_document();
    if (!socket) {
        put_back(std::move(job));
        program_ended("inspector_stuck");
        return false;
    }
    --job.starts_left;
    auto file = std::move(job.file);
    readings_.push_back({.exchange = Exchange{std::move(*socket), std::move(file), job.ask},
                         .job = std::move(job),
                         .given_up_at = now() + settings_.reading_wall,
                         .program = program.pid()});
    return true;
}

void SandboxedInspector::Loop::advance_readings() {
    std::vector<Reading> going;
    for (auto& reading : std::exchange(readings_, {})) {
        if (!finished(reading)) going.push_back(std::move(reading));
    }
    readings_ = std::move(going);
}

/// Answered, or handed back to the queue.
bool SandboxedInspector::Loop::finished(Reading& reading) {
    auto& job = reading.job;
    if (reading.exchange.advance() == Exchange::Step::more) {
        if (now() < reading.given_up_at) return false;
        log_.write(app::Severity::warning, "inspector_file_overdue");
        if (!reading.exchange.has_file()) {
            job.answer(fail(Code::file_too_costly, "wall time"));
            return true;
        }
    }
    if (reading.exchange.lost_mrz()) log_.write(app::Severity::warning, "inspector_mrz_lost");
    auto outcome = reading.exchange.outcome();
    if (reading.exchange.started()) {
        failures_ = 0;
    } else {
        // Dying, though its control socket does not say so yet, or unable to fork.
        if (program_ && program_->pid() == reading.program) program_ended("inspector_ended");
        if (job.starts_left > 0) {
            job.file = reading.exchange.take_file();
            put_back(std::move(job));
            return true;
        }
    }
    if (!outcome && outcome.error().code == Code::file_too_costly) {
        log_.write(app::Severity::warning, "inspector_file_too_costly");
    }
    answer_with(job, std::move(outcome));
    return true;
}

void SandboxedInspector::Loop::put_back(Job job) {
    std::scoped_lock const lock{mutex_};
    waiting_bytes_ += job.file.size();
    waiting_.push_front(std::move(job));
}

void SandboxedInspector::Loop::refuse_overdue() {
    std::deque<Job> overdue;
    {
        std::scoped_lock const lock{mutex_};
        // In the order of their deadlines, but for what was put back, which is older.
        while (!waiting_.empty() && waiting_.front().given_up_at <= now()) {
            waiting_bytes_ -= waiting_.front().file.size();
            overdue.push_back(std::move(waiting_.front()));
            waiting_.pop_front();
        }
    }
    refuse_all(std::move(overdue), Code::busy);
}

std::deque<Job> SandboxedInspector::Loop::all_waiting() {
    std::scoped_lock const lock{mutex_};
    waiting_bytes_ = 0;
    return std::exchange(waiting_, {});
}

void SandboxedInspector::Loop::refuse_all(std::deque<Job> jobs, Code code) {
    for (auto& job : jobs) job.answer(fail(code));
}

SandboxedInspector::SandboxedInspector(Settings settings, app::Log& log)
    : loop_(std::make_unique<Loop>(std::move(settings), log)) {}

SandboxedInspector::~SandboxedInspector() {
    stop();
}

void SandboxedInspector::inspect(Bytes file, inspection::Ask ask, Answer answer) {
    loop_->add(std::move(file), ask, std::move(answer));
}

void SandboxedInspector::stop() {
    loop_->stop();
}

void SandboxedInspector::kill_program() {
    loop_->kill_program();
}

}  // namespace mpaspor::gateways
