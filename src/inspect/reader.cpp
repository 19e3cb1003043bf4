#include "inspect/reader.hpp"

#include "inspect/pdf.hpp"
#include "inspect/picture.hpp"
#include "inspect/sandbox.hpp"
#include "inspect/sniff.hpp"

#include <unistd.h>

#include <cerrno>

namespace mpaspor::inspect {
namespace {

Result<void> read_all(int socket, std::span<std::byte> into) {
    while (!into.empty()) {
        auto const count = read(socket, into.data(), into.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return fail(Code::inspector_unavailable, "read");
        into = into.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

Result<void> write_all(int socket, std::span<std::byte const> from) {
    while (!from.empty()) {
        auto const count = write(socket, from.data(), from.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return fail(Code::inspector_unavailable, "write");
        from = from.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

Result<Bytes> read_file(int socket) {
    inspection::RequestHead head{};
    TRY(read_all(socket, head));
    auto const size = TRY(inspection::decode_request_head(head));
    Bytes file(size);
    TRY(read_all(socket, file));
    return file;
}

}  // namespace

Result<inspection::Inspected> judge(std::span<std::byte const> file) {
    if (file.empty()) return fail(Code::file_empty);
    auto const format = format_of(file);
    if (!format) return fail(Code::file_type_unsupported);
    return *format == Format::pdf ? inspect_pdf(file) : inspect_picture(file, *format);
}

Result<void> read_document(int socket) {
    TRY(write_all(socket, std::array{inspection::kStarted}));
    TRY(lock_down());
    auto const file = TRY(read_file(socket));
    auto const outcome = judge(file);
    TRY(write_all(socket, inspection::encode_answer_head(outcome)));
    if (outcome) return write_all(socket, outcome->content);
    return {};
}

}  // namespace mpaspor::inspect
