#!/usr/bin/env bash
# The one command. Called without a verb it lists them.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"

# A compiler cache that is right for a precompiled header and shared by every checkout.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=${CCACHE_MAXSIZE:-10G}
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
export NINJA_STATUS='[%f/%t, %es] '
python=/usr/bin/python3  # Debian's, which has python3-yaml and python3-jsonschema
programs=(mpaspord mpaspor mpaspor-outside mpaspor-inspect)

say() { printf '== %s\n' "$*"; }

configure() {  # PRESET: says nothing unless it fails
    mkdir -p "build/$1"
    cmake --preset "$1" >"build/$1/configure.log" 2>&1 || { cat "build/$1/configure.log" >&2; return 1; }
}

# build PRESET [TARGET..]: quiet but for ninja's line.
build() {
    local preset=$1; shift
    configure "$preset"
    cmake --build --preset "$preset" ${1:+--target "$@"}
}

sources() { git ls-files --cached --others --exclude-standard 'src/*.[ch]pp' 'sim/*.[ch]pp' 'tests/*.[ch]pp' 'bench/*.[ch]pp'; }

# Sources that differ from main, committed or not.
changed() {
    local base; base=$(git merge-base HEAD "$(git rev-parse --verify -q origin/main || git rev-parse --verify -q main || echo HEAD)")
    { git diff --name-only --diff-filter=d "$base"; git ls-files --others --exclude-standard; } | sort -u | grep -E '^(src|sim|tests|bench)/.*\.cpp$' || true
}

verb_install() {  ## what `run` needs from apt; `install test` and `install tools` add their sets
    tools/install run "$@"
}

verb_build() {  ## the programs, the unit tests and the benches, RelWithDebInfo
    tools/install run test
    build main "$@"
}

verb_run() {  ## [--port N] [--data DIR] [--database URL] [--rate-scale N]: the service and the simulated outside world
    tools/install run
    say 'building the programs'
    build main "${programs[@]}"
    tools/run "$@"
}

verb_unit() {  ## the inner loop: unit tests on both engines; arguments go to doctest (-tc='..')
    build main unit_tests
    tools/with_postgres build/main/unit_tests "$@"
}

verb_test() {  ## everything that CI runs; ends in one line `N passed, N failed`
    tools/install run test
    tools/test
}

verb_fmt() {  ## formats the C++ sources in place
    tools/install tools
    sources | xargs -r clang-format-19 -i
}

verb_lint() {  ## [--all]: format, source rules, clang-tidy on what differs from main
    tools/install run test tools
    sources | xargs -r clang-format-19 --dry-run --Werror
    $python tools/check_source.py .
    # clang-tidy reads neither gcc's precompiled header nor all of gcc's warning flags.
    configure nopch
    { if [ "${1:-}" = --all ]; then sources | grep '\.cpp$'; else changed; fi; } |
        xargs -r -n 4 -P "$(nproc)" clang-tidy-19 --quiet -p build/nopch --extra-arg=-Wno-unknown-warning-option \
            --extra-arg=-fconstexpr-steps=50000000 --extra-arg=-Wno-deprecated-declarations
}

verb_asan() {  ## the unit tests under AddressSanitizer and UBSan
    tools/install run test
    build asan unit_tests
    tools/with_postgres build/asan/unit_tests "$@"
}

verb_tsan() {  ## the unit tests under ThreadSanitizer (clang-19)
    tools/install run test tools
    build tsan unit_tests
    tools/with_postgres build/tsan/unit_tests "$@"
}

verb_sim() {  ## [SEED | --long N]: the simulations as in `test`, one seed alone, or N of them, with figures
    tools/install run test
    build main unit_tests
    local seeds=()
    case "${1:-}" in
        '') ;;
        --long) seeds=(MPASPOR_SEEDS="${2:-10000}") ;;
        *) seeds=(MPASPOR_SEED="$1") ;;
    esac
    env "${seeds[@]}" build/main/unit_tests -tc='simulation*'
}

verb_fuzz() {  ## [TARGET [SECONDS]]: libFuzzer on one target, from its corpus, or on each in turn (60 s)
    tools/install run tools
    build fuzz fuzzers
    local target seeds
    mkdir -p build/fuzz/crashes
    for target in ${1:-$(cd build/fuzz && ls -- *_fuzz)}; do
        target=${target%_fuzz}
        seeds=tests/fuzz/corpus/$target
        mkdir -p "build/fuzz/corpus/$target"
        say "$target"
        "build/fuzz/${target}_fuzz" -max_total_time="${2:-60}" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
            -artifact_prefix="build/fuzz/crashes/$target-" $([ ! -f "$seeds.dict" ] || echo "-dict=$seeds.dict") \
            "build/fuzz/corpus/$target" "$seeds"
    done
}

verb_bench() {  ## [--short]: bookings per second through HTTP against the server's own limit
    tools/install run test
    build main
    bench/run "$@"
}

verb_race() {  ## [--short]: concurrent clients, histories checked, guards removed one by one
    tools/install run test
    build main
    tests/race/run "$@"
}

verb_scenario() {  ## [--postgres] [--keep] [--at URL --outside URL]: the nine stages end to end, with a transcript
    tools/install run test
    build main "${programs[@]}"
    tests/scenario/run "$@"
}

verb_bad_input() {  ## [--postgres] [--keep]: thousands of bad requests, each with its one right answer
    tools/install run test
    build main "${programs[@]}"
    tests/bad_input/run "$@"
}

verb_access() {  ## who gets in where: every address on both doors, asked by everybody
    build main "${programs[@]}"
    tests/access/run "$@"
}

verb_rules() {  ## writes the pages printed from data and code: docs/rules.md, docs/demonstration.md, docs/domain/
    tools/install run test
    build main print_tables
    local page
    for page in lifecycle money documents validity; do build/main/print_tables "$page" >"docs/domain/$page.md"; done
    $python tools/rules.py --write
    $python tools/demonstration.py --write
}

verb_mutate() {  ## [FILE..]: changes one cited line at a time and prints what no test noticed
    tools/install run test
    build main unit_tests
    $python tools/mutate.py "$@"
}

verb=${1:-}
if [ -z "$verb" ] || ! declare -F "verb_$verb" >/dev/null; then
    [ -z "$verb" ] || echo "do: no verb '$verb'" >&2
    echo 'usage: ./do VERB [ARGUMENT..]'
    sed -nE 's/^verb_([a-z_]+)\(\) \{  ## (.*)/  \1\t\2/p' "$0" | expand -t 14
    [ -z "$verb" ]
    exit
fi
shift
"verb_$verb" "$@"
