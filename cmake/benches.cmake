# What is measured, not tested. Built by name or with the target `benches`; run one by one on a quiet
# machine.
add_custom_target(benches)
function(mpaspor_bench name)
    cmake_parse_arguments(ARG "" "" "USES;LIBS" ${ARGN})
    add_executable(bench_${name} EXCLUDE_FROM_ALL bench/${name}.cpp)
    mpaspor_settings(bench_${name})
    target_link_libraries(bench_${name} PRIVATE ${ARG_USES} ${ARG_LIBS})
    add_dependencies(benches bench_${name})
endfunction()

mpaspor_bench(idle_connections USES http)
mpaspor_bench(http_bench USES http gateways outside testing)
