#include "inspect/pdf.hpp"

#include "inspect/jpeg_metadata.hpp"
#include "inspect/pdf_content.hpp"

#include <qpdf/Constants.h>
#include <qpdf/Buffer.hh>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFLogger.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

#include <algorithm>
#include <exception>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor::inspect {
namespace {

/// Counts what a stream unpacks to and stops it at a limit.
class Counter final : public Pipeline {
public:
    explicit Counter(std::uint64_t bytes_max) : Pipeline("counter", nullptr), max_(bytes_max) {}
    void write(unsigned char const* /*data*/, std::size_t size) override {
        count_ += size;
        if (count_ > max_) throw std::length_error("stream too long");
    }
    void finish() override {}
    std::uint64_t count() const { return count_; }
    bool is_over() const { return count_ > max_; }

private:
    std::uint64_t max_;
    std::uint64_t count_ = 0;
};

/// libqpdf turns running out of memory into a warning like any other.
Result<void> nothing_odd(QPDF& pdf) {
    for (auto const& warning : pdf.getWarnings()) {
        std::string_view const what = warning.what();
        bool const no_memory = what.find("bad_alloc") != std::string_view::npos;
        return fail(no_memory ? Code::file_too_costly : Code::file_damaged, "warning");
    }
    return {};
}

Result<void> judge(QPDFObjectHandle object) {
    auto verdict = Result<void>{};
    for_each_direct(object, [&verdict](QPDFObjectHandle& here) {
        if (!verdict || !here.isDictionary()) return;
        if (is_active(here)) {
            verdict = fail(Code::file_active_content);
        } else if (has_too_many_pixels(here)) {
            verdict = fail(Code::file_too_many_pixels);
        }
    });
    // A stream whose data lies in another file.
    if (verdict && object.isStream() && object.getDict().hasKey("/F")) {
        return fail(Code::file_active_content);
    }
    return verdict;
}

/// A few kilobytes may unpack to gigabytes in whatever opens the file next. Pictures' own codings
/// are not unpacked; their pixels were counted.
Result<void> judge_size(std::vector<QPDFObjectHandle>& objects) {
    std::uint64_t left = kStreamsBytesMax;
    for (auto& object : objects) {
        if (!object.isStream()) continue;
        Counter counter{std::min(left, kStreamBytesMax)};
        object.pipeStreamData(&counter, 0, qpdf_dl_generalized);
        if (counter.is_over()) return fail(Code::file_too_costly, "unpacked");
        left -= counter.count();
    }
    return {};
}

bool is_plain_jpeg(QPDFObjectHandle& stream) {
    auto filter = stream.getDict().getKey("/Filter");
    if (filter.isArray() && filter.getArrayNItems() == 1) filter = filter.getArrayItem(0);
    return filter.isNameAndEquals("/DCTDecode");
}

void clean_jpeg(QPDFObjectHandle& stream) {
    auto const raw = stream.getRawStreamData();
    auto const* const begin = reinterpret_cast<std::byte const*>(raw->getBuffer());
    auto const kept = without_metadata({begin, raw->getSize()});
    if (kept.size() == raw->getSize()) return;
    auto dictionary = stream.getDict();
    stream.replaceStreamData(std::string{reinterpret_cast<char const*>(kept.data()), kept.size()},
                             dictionary.getKey("/Filter"), dictionary.getKey("/DecodeParms"));
}

void clean(QPDF& pdf, std::vector<QPDFObjectHandle>& objects) {
    pdf.getTrailer().removeKey("/Info");
    for (auto& object : objects) {
        for_each_direct(object, [](QPDFObjectHandle& here) {
            if (here.isDictionary()) remove_metadata(here);
        });
        if (object.isStream() && is_plain_jpeg(object)) clean_jpeg(object);
    }
}

/// The same input gives the same output: no date, no random identifier.
Bytes written(QPDF& pdf) {
    QPDFWriter writer{pdf};
    writer.setOutputMemory();
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.setDecodeLevel(qpdf_dl_none);
    writer.setCompressStreams(true);
    writer.setPreserveEncryption(false);
    writer.setDeterministicID(true);
    writer.write();
    auto const output = writer.getBufferSharedPointer();
    auto const* const begin = reinterpret_cast<std::byte const*>(output->getBuffer());
    return Bytes{begin, begin + output->getSize()};
}

Result<inspection::Inspected> judge_and_rewrite(QPDF& pdf) {
    if (pdf.isEncrypted()) return fail(Code::file_encrypted);
    auto const pages = pdf.getAllPages().size();
    auto objects = pdf.getAllObjects();
    TRY(judge(pdf.getTrailer()));
    for (auto const& object : objects) TRY(judge(object));
    TRY(nothing_odd(pdf));
    if (pages == 0) return fail(Code::file_damaged, "no pages");
    if (pages > inspection::kPagesMax) return fail(Code::file_too_many_pages);
    TRY(judge_size(objects));
    clean(pdf, objects);
    auto content = written(pdf);
    TRY(nothing_odd(pdf));
    if (content.size() > inspection::kContentBytesMax) return fail(Code::file_too_costly, "output");
    return inspection::Inspected{.kind = inspection::Kind::pdf,
                                 .content = std::move(content),
                                 .pages = static_cast<int>(pages)};
}

void prepare(QPDF& pdf) {
    auto const silent = QPDFLogger::create();
    silent->setInfo(silent->discard());
    silent->setWarn(silent->discard());
    silent->setError(silent->discard());
    pdf.setLogger(silent);
    pdf.setSuppressWarnings(true);
    pdf.setAttemptRecovery(false);
}

Code code_of(QPDFExc const& error) {
    if (error.getErrorCode() == qpdf_e_password) return Code::file_encrypted;
    // libqpdf says so of encryption that it does not know.
    if (error.getErrorCode() == qpdf_e_unsupported) return Code::file_encrypted;
    return Code::file_damaged;
}

}  // namespace

Result<inspection::Inspected> inspect_pdf(std::span<std::byte const> file) {
    try {
        QPDF pdf;
        prepare(pdf);
        pdf.processMemoryFile("file", reinterpret_cast<char const*>(file.data()), file.size());
        return judge_and_rewrite(pdf);
    } catch (QPDFExc const& error) {
        return fail(code_of(error));
    } catch (std::bad_alloc const&) {
        return fail(Code::file_too_costly, "memory");
    } catch (std::exception const&) {
        return fail(Code::file_damaged);
    }
}

}  // namespace mpaspor::inspect
