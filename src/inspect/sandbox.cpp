#include "inspect/sandbox.hpp"

#include <grp.h>
#include <malloc.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <type_traits>

namespace mpaspor::inspect {
namespace {

constexpr unsigned kNobody = 65534;
struct ReleaseFilter {
    void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<std::remove_pointer_t<scmp_filter_ctx>, ReleaseFilter>;

/// What computing with threads needs, whatever the arguments.
constexpr auto kAllowed = std::to_array<int>({
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(readv),
    SCMP_SYS(writev),
    SCMP_SYS(close),
    SCMP_SYS(lseek),
    SCMP_SYS(fstat),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(gettid),
    SCMP_SYS(getpid),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(getrandom),
    SCMP_SYS(getrusage),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(getcpu),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
});

/// Libraries try these on their way and can live with a no.
constexpr auto kRefused = std::to_array<int>({
    SCMP_SYS(open),
    SCMP_SYS(openat),
    SCMP_SYS(openat2),
    SCMP_SYS(creat),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(unlink),
    SCMP_SYS(unlinkat),
    SCMP_SYS(getcwd),
});

/// What clone() is told for a thread, and what it must not be told with it.
constexpr scmp_datum_t kThread = CLONE_VM | CLONE_SIGHAND | CLONE_THREAD;
constexpr scmp_datum_t kNamespaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
                                     CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

/// Executable memory is how a bug becomes a program; threads share it and are no processes.
int add_conditional(scmp_filter_ctx filter) {
    int failed = 0;
    for (int const call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1,
                                   SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
        failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 1,
                                   SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC));
    }
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                               SCMP_A0(SCMP_CMP_MASKED_EQ, kThread | kNamespaces, kThread));
    // Its flags lie in memory that a filter cannot read; the C library then uses clone.
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    // Threads name themselves.
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1,
                               SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME, 0));
    // Limits may be read, never set.
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1,
                               SCMP_A2(SCMP_CMP_EQ, 0, 0));
    // abort() signals its own thread.
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                               SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid()), 0));
    return failed;
}

Result<void> filter_system_calls() {
    Filter const filter{seccomp_init(SCMP_ACT_KILL_PROCESS)};
    if (!filter) return fail(Code::inspector_unavailable, "seccomp");
    int failed = seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    for (int const call : kAllowed) {
        failed |= seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0);
    }
    for (int const call : kRefused) {
        failed |= seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EACCES), call, 0);
    }
    failed |= add_conditional(filter.get());
    if (failed != 0 || seccomp_load(filter.get()) != 0) {
        return fail(Code::inspector_unavailable, "seccomp");
    }
    return {};
}

bool limited(decltype(RLIMIT_CPU) resource, std::uint64_t most) {
    rlimit const limit{.rlim_cur = most, .rlim_max = most};
    return setrlimit(resource, &limit) == 0;
}

}  // namespace

Result<void> drop_privileges() {
    if (kLimitsAddressSpace && mallopt(M_ARENA_MAX, 1) != 1) {
        return fail(Code::inspector_unavailable, "mallopt");
    }
    bool const is_root = geteuid() == 0;
    if (is_root && (setgroups(0, nullptr) != 0 || setresgid(kNobody, kNobody, kNobody) != 0 ||
                    setresuid(kNobody, kNobody, kNobody) != 0)) {
        return fail(Code::inspector_unavailable, "identity");
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        return fail(Code::inspector_unavailable, "privileges");
    }
    return {};
}

Result<void> lock_down() {
    bool bounded = limited(RLIMIT_CPU, static_cast<std::uint64_t>(kCpuMax.count())) &&
                   limited(RLIMIT_FSIZE, 0) && limited(RLIMIT_CORE, 0) && limited(RLIMIT_NOFILE, 0);
    if (kLimitsAddressSpace) bounded = bounded && limited(RLIMIT_AS, kAddressSpaceMax);
    if (!bounded) return fail(Code::inspector_unavailable, "limits");
    // Ends the process by SIGALRM: no call that could put it off is allowed.
    alarm(static_cast<unsigned>(kWallMax.count()));
    return filter_system_calls();
}

}  // namespace mpaspor::inspect
