#include "gateways/inspector_process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <span>

namespace mpaspor::gateways {
namespace {

using inspection::kControlDescriptor;

struct SocketPair {
    Descriptor ours;
    Descriptor theirs;
};

Result<SocketPair> connected(int type) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return fail(Code::inspector_unavailable, "socketpair");
    }
    return SocketPair{Descriptor{ends[0]}, Descriptor{ends[1]}};
}

/// What a child is started with: nothing of ours but descriptor 3.
class Spawning {
public:
    explicit Spawning(int control) {
        posix_spawn_file_actions_init(&files_);
        posix_spawnattr_init(&attributes_);
        failed_ = posix_spawn_file_actions_adddup2(&files_, control, kControlDescriptor);
        for (int const standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
            failed_ |= posix_spawn_file_actions_addopen(&files_, standard, "/dev/null", O_RDWR, 0);
        }
        failed_ |= posix_spawn_file_actions_addclosefrom_np(&files_, kControlDescriptor + 1);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        failed_ |= posix_spawnattr_setsigmask(&attributes_, &none);
        failed_ |= posix_spawnattr_setsigdefault(&attributes_, &all);
        // A group of its own: Ctrl-C at a terminal is for the service, which then stops it.
        failed_ |= posix_spawnattr_setpgroup(&attributes_, 0);
        failed_ |= posix_spawnattr_setflags(
            &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    Spawning(Spawning const&) = delete;
    Spawning& operator=(Spawning const&) = delete;
    ~Spawning() {
        posix_spawn_file_actions_destroy(&files_);
        posix_spawnattr_destroy(&attributes_);
    }

    Result<pid_t> run(std::string program) const {
        pid_t pid = -1;
        std::array<char*, 2> arguments{program.data(), nullptr};
        std::array<char*, 1> environment{nullptr};
        if (failed_ != 0 || posix_spawn(&pid, program.c_str(), &files_, &attributes_,
                                        arguments.data(), environment.data()) != 0) {
            return fail(Code::inspector_unavailable, "start");
        }
        return pid;
    }

private:
    posix_spawn_file_actions_t files_{};
    posix_spawnattr_t attributes_{};
    int failed_ = 0;
};

bool would_wait() {
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

}  // namespace

Descriptor::~Descriptor() {
    if (number_ >= 0) close(number_);
}

Result<InspectorProcess> InspectorProcess::start(std::string const& program) {
    auto sockets = TRY(connected(SOCK_SEQPACKET));
    Spawning const spawning{sockets.theirs.number()};
    auto const pid = TRY(spawning.run(program));
    return InspectorProcess{pid, std::move(sockets.ours)};
}

InspectorProcess::InspectorProcess(InspectorProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), control_(std::move(other.control_)) {}

InspectorProcess& InspectorProcess::operator=(InspectorProcess&& other) noexcept {
    std::swap(pid_, other.pid_);
    control_ = std::move(other.control_);
    return *this;
}

InspectorProcess::~InspectorProcess() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

InspectorProcess::Sign InspectorProcess::hear() const {
    std::byte word{};
    auto const count = recv(control(), &word, 1, MSG_DONTWAIT);
    if (count < 0 && would_wait()) return Sign::nothing;
    if (count == 1 && word == inspection::kReadyWithoutMrz) return Sign::ready_without_mrz;
    return count == 1 && word == inspection::kReady ? Sign::ready : Sign::ended;
}

Result<Descriptor> InspectorProcess::open_document() const {
    auto sockets = TRY(connected(SOCK_STREAM));
    int const theirs = sockets.theirs.number();
    std::byte word{};
    iovec part{.iov_base = &word, .iov_len = 1};
    alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(int))> space{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = space.data();
    message.msg_controllen = space.size();
    auto* const header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &theirs, sizeof theirs);
    if (sendmsg(control(), &message, MSG_NOSIGNAL | MSG_DONTWAIT) != 1) {
        return fail(Code::inspector_unavailable, "control socket");
    }
    return std::move(sockets.ours);
}

Exchange::Exchange(Descriptor socket, Bytes file, inspection::Ask ask)
    : socket_(std::move(socket)),
      ask_(ask),
      head_(inspection::encode_request_head(file.size(), ask)),
      file_(std::move(file)) {}

Exchange::Step Exchange::advance() {
    if (wants_to_write()) write_some();
    auto read = Read::some;
    while (read == Read::some && !complete()) read = read_some();
    return complete() || read == Read::ended ? Step::done : Step::more;
}

void Exchange::write_some() {
    while (wants_to_write()) {
        std::span<std::byte const> rest = head_;
        if (sent_ < head_.size()) {
            rest = rest.subspan(sent_);
        } else {
            rest = std::span<std::byte const>{file_}.subspan(sent_ - head_.size());
        }
        auto const count = send(socket(), rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        // A reader that closed its end may have answered before: reading finds out.
        if (count <= 0) return;
        sent_ += static_cast<std::size_t>(count);
    }
}

Exchange::Read Exchange::read_into(std::span<std::byte> place, std::size_t& received) {
    auto const rest = place.subspan(received);
    auto const count = recv(socket(), rest.data(), rest.size(), MSG_DONTWAIT);
    if (count < 0 && would_wait()) return Read::later;
    if (count <= 0) return Read::ended;
    received += static_cast<std::size_t>(count);
    return Read::some;
}

Exchange::Read Exchange::read_some() {
    if (!started_) {
        std::array<std::byte, 1> word{};
        std::size_t received = 0;
        auto const read = read_into(word, received);
        if (read != Read::some) return read;
        started_ = true;
        broken_ = word[0] != inspection::kStarted;
        return broken_ ? Read::ended : Read::some;
    }
    if (has_file()) return read_into(mrz_, received_);
    if (answer_) return read_into(answer_->file.content, content_received_);
    auto const read = read_into(answer_head_, received_);
    if (read != Read::some || received_ < answer_head_.size()) return read;
    received_ = 0;
    auto answer = inspection::decode_answer_head(answer_head_);
    broken_ = !answer;
    if (broken_) return Read::ended;
    answer_ = std::move(*answer);
    answer_->file.content.resize(answer_->content_bytes);
    return Read::some;
}

Result<inspection::Inspected> Exchange::outcome() {
    if (!started_) return fail(Code::inspector_unavailable, "not started");
    if (broken_) return fail(Code::file_too_costly, "protocol");
    if (!has_file()) return fail(Code::file_too_costly, "reader ended");
    if (answer_->refusal) return fail(*answer_->refusal);
    if (!inspection::begins_as(answer_->file.kind, answer_->file.content)) {
        return fail(Code::file_too_costly, "protocol");
    }
    if (expects_mrz() && !lost_mrz()) answer_->file.mrz = inspection::decode_mrz(mrz_);
    return std::move(answer_->file);
}

}  // namespace mpaspor::gateways
