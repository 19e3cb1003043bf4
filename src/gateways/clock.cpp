#include "gateways/clock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <limits>
#include <utility>

namespace mpaspor::gateways {
namespace {

using std::chrono::microseconds;
using std::chrono::sys_days;
using std::chrono::year;

constexpr std::uint64_t kMagic = 0x6b636f6c4372704d;  // "MprClock" in a little-endian file.
constexpr std::uint64_t kVersion = 1;
constexpr std::int64_t kRunning = std::numeric_limits<std::int64_t>::min();
constexpr Instant kEarliest = sys_days{year{2000} / 1 / 1};
constexpr Instant kLatest = sys_days{year{2100} / 1 / 1};

Instant machine_time() {
    return std::chrono::floor<microseconds>(std::chrono::system_clock::now());
}

std::int64_t count(Instant at) {
    return at.time_since_epoch().count();
}

template <typename T>
T load(T& shared) {
    return std::atomic_ref<T>{shared}.load(std::memory_order_acquire);
}

template <typename T>
void store(T& shared, T value) {
    std::atomic_ref<T>{shared}.store(value, std::memory_order_release);
}

std::unexpected<Error> not_a_clock(std::string const& path, std::string_view why) {
    return fail(Code::bad_configuration, "clock file " + path + ": " + std::string{why});
}

}  // namespace

/// What the processes share. `magic` is written last, so that a follower never reads half of it.
struct SharedClock::Page {
    std::uint64_t magic;
    std::uint64_t version;
    std::int64_t offset_us;     ///< To the machine's clock, while it runs.
    std::int64_t frozen_at_us;  ///< UTC, or kRunning.
    std::int64_t unused[4];
};

Instant SystemClock::now() const {
    return machine_time();
}

Result<std::unique_ptr<SharedClock>> SharedClock::open(std::string const& path, Role role) {
    static_assert(sizeof(Page) == 64 && std::atomic_ref<std::int64_t>::is_always_lock_free);
    bool const owner = role == Role::owner;
    int const file = ::open(path.c_str(), (owner ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC, 0644);
    if (file < 0) return not_a_clock(path, "cannot be opened");
    std::unique_ptr<SharedClock> clock{new SharedClock{file, nullptr, role}};

    if (owner && ::flock(file, LOCK_EX | LOCK_NB) != 0) return not_a_clock(path, "has an owner");
    struct stat facts{};
    if (::fstat(file, &facts) != 0) return not_a_clock(path, "cannot be read");
    bool const is_new = owner && facts.st_size == 0;
    if (is_new && ::ftruncate(file, sizeof(Page)) != 0) {
        return not_a_clock(path, "cannot be written");
    }
    if (!is_new && facts.st_size != sizeof(Page)) return not_a_clock(path, "has another size");

    int const rights = owner ? PROT_READ | PROT_WRITE : PROT_READ;
    void* const mapped = ::mmap(nullptr, sizeof(Page), rights, MAP_SHARED, file, 0);
    if (mapped == MAP_FAILED) return not_a_clock(path, "cannot be mapped");
    clock->page_ = static_cast<Page*>(mapped);
    // An owner that ended before its magic was written left zeros; the next one begins again.
    if (owner && load(clock->page_->magic) == 0) {
        clock->page_->version = kVersion;
        clock->page_->frozen_at_us = kRunning;
        store(clock->page_->magic, kMagic);
    }
    if (load(clock->page_->magic) != kMagic || clock->page_->version != kVersion) {
        return not_a_clock(path, "is not a clock of this version");
    }
    return clock;
}

SharedClock::~SharedClock() {
    if (page_ != nullptr) ::munmap(page_, sizeof(Page));
    ::close(file_);
}

Instant SharedClock::now() const {
    auto const frozen_at = load(page_->frozen_at_us);
    if (frozen_at != kRunning) return Instant{microseconds{frozen_at}};
    return machine_time() + microseconds{load(page_->offset_us)};
}

bool SharedClock::frozen() const {
    return load(page_->frozen_at_us) != kRunning;
}

Result<void> SharedClock::move_to(Instant to) {
    if (to < kEarliest || to >= kLatest) return fail(Code::out_of_range, "2000 to 2099");
    if (frozen()) {
        store(page_->frozen_at_us, count(to));
    } else {
        store(page_->offset_us, (to - machine_time()).count());
    }
    return {};
}

Result<void> SharedClock::advance(microseconds by) {
    if (role_ != Role::owner) return fail(Code::forbidden, "the clock is another process's");
    std::scoped_lock const lock{moving_};
    constexpr auto span = kLatest - kEarliest;
    if (by > span || by < -span) return fail(Code::out_of_range, "2000 to 2099");
    return move_to(now() + by);
}

Result<void> SharedClock::set(Instant to) {
    if (role_ != Role::owner) return fail(Code::forbidden, "the clock is another process's");
    std::scoped_lock const lock{moving_};
    return move_to(to);
}

Result<void> SharedClock::freeze() {
    if (role_ != Role::owner) return fail(Code::forbidden, "the clock is another process's");
    std::scoped_lock const lock{moving_};
    if (!frozen()) store(page_->frozen_at_us, count(now()));
    return {};
}

Result<void> SharedClock::unfreeze() {
    if (role_ != Role::owner) return fail(Code::forbidden, "the clock is another process's");
    std::scoped_lock const lock{moving_};
    if (!frozen()) return {};
    // The offset goes first: whoever then finds the clock running finds it running from there.
    store(page_->offset_us, (now() - machine_time()).count());
    store(page_->frozen_at_us, kRunning);
    return {};
}

}  // namespace mpaspor::gateways
