#include "inspect/zygote.hpp"

#include "base/inspection.hpp"
#include "inspect/reader.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>

namespace mpaspor::inspect {
namespace {

/// The socket that came with the next message, -1 when it came without; nothing at the end.
std::optional<int> next_document(int control) {
    std::byte word{};
    iovec part{.iov_base = &word, .iov_len = 1};
    alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(int))> space{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = space.data();
    message.msg_controllen = space.size();
    ssize_t count = 0;
    do {
        count = recvmsg(control, &message, MSG_CMSG_CLOEXEC);
    } while (count < 0 && errno == EINTR);
    if (count <= 0) return std::nullopt;
    auto const* const header = CMSG_FIRSTHDR(&message);
    if (header == nullptr || header->cmsg_type != SCM_RIGHTS) return -1;
    int document = -1;
    std::memcpy(&document, CMSG_DATA(header), sizeof document);
    return document;
}

[[noreturn]] void read_and_end(int control, int document) {
    close(control);
    auto const done = read_document(document);
    // Destructors and handlers of libraries stay with the process that began.
    _exit(done ? 0 : 1);
}

}  // namespace

Result<void> serve(int control, std::byte ready) {
    // Readers that ended are not waited for: whoever holds the other end of their socket sees it.
    struct sigaction ignore{};
    ignore.sa_handler = SIG_IGN;
    if (sigaction(SIGCHLD, &ignore, nullptr) != 0)
        return fail(Code::inspector_unavailable, "signal");
    if (send(control, &ready, 1, MSG_NOSIGNAL) != 1) {
        return fail(Code::inspector_unavailable, "control socket");
    }
    while (auto const document = next_document(control)) {
        if (*document < 0) continue;
        // A failed fork closes the socket unanswered and unstarted, which says it all.
        if (fork() == 0) read_and_end(control, *document);
        close(*document);
    }
    return {};
}

}  // namespace mpaspor::inspect
