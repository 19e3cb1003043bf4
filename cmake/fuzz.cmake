# Fuzz targets: foo_fuzz.cpp beside foo.cpp, linked to its layer, or in tests/fuzz/ for what crosses
# layers. Each is built twice: as foo_fuzz with libFuzzer (preset `fuzz`), and everywhere else as
# foo_replay, which reads the files of tests/fuzz/corpus/foo/ once. ctest runs the replays, so that
# what a fuzzer found stays found.
option(MPASPOR_FUZZ "Build the fuzzers" OFF)
file(GLOB_RECURSE fuzz_sources CONFIGURE_DEPENDS src/*_fuzz.cpp tests/fuzz/*_fuzz.cpp)

# What the source of a target may use: its own layer, or what tests link.
function(mpaspor_fuzz_target name source)
    add_executable(${name} ${source})
    mpaspor_settings(${name})
    if(source MATCHES "^${PROJECT_SOURCE_DIR}/src/([^/]+)/")
        target_link_libraries(${name} PRIVATE ${CMAKE_MATCH_1})
    elseif(NOT source MATCHES "/control/")
        target_link_libraries(${name} PRIVATE http gateways outside)
    endif()
endfunction()

if(MPASPOR_FUZZ)
    add_custom_target(fuzzers)
    foreach(source IN LISTS fuzz_sources)
        get_filename_component(name ${source} NAME_WE)
        mpaspor_fuzz_target(${name} ${source})
        set_target_properties(${name} PROPERTIES EXCLUDE_FROM_ALL ON)
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
        add_dependencies(fuzzers ${name})
    endforeach()
    return()
endif()

add_library(fuzz_replay OBJECT tests/fuzz/replay.cpp)
mpaspor_settings(fuzz_replay)
add_custom_target(replays)
function(mpaspor_fuzz_replay name source)
    mpaspor_fuzz_target(${name} ${source})
    target_link_libraries(${name} PRIVATE fuzz_replay base)
    add_dependencies(replays ${name})
endfunction()
foreach(source IN LISTS fuzz_sources)
    get_filename_component(target ${source} NAME_WE)
    string(REGEX REPLACE "_fuzz$" "" target ${target})
    mpaspor_fuzz_replay(${target}_replay ${source})
    mpaspor_test(replay_${target} ${target}_replay ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${target})
endforeach()
# A replay notices an input that breaks its target, and a corpus that is not there.
mpaspor_fuzz_replay(control_replay ${PROJECT_SOURCE_DIR}/tests/fuzz/control/broken_by_x.cpp)
add_test(NAME replay_control COMMAND ${PROJECT_SOURCE_DIR}/tests/fuzz/control/run $<TARGET_FILE:control_replay>)
set_tests_properties(replay_control PROPERTIES LABELS compiled)
add_dependencies(tests control_replay)
