# A target links only what its layer may include (docs/architecture.md), so that an include across
# layers does not link; tools/check_source.py names the line as well.

set(MPASPOR_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
    -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Werror)
# gcc 12 sees overlaps and overruns inside std::string that are not there (its bugs 105329, 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    list(APPEND MPASPOR_WARNINGS -Wno-maybe-uninitialized -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow
        -Wno-stringop-overread)
endif()

# What every target of ours has in common.
function(mpaspor_settings target)
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})
    target_compile_features(${target} PUBLIC cxx_std_23)
    # clang reports libstdc++ 12's own deprecated names (std::stable_sort) as ours, and gives the
    # life cycle's compile-time proofs fewer steps than gcc does. ./do lint says the same to clang-tidy.
    target_compile_options(${target} PRIVATE ${MPASPOR_WARNINGS}
        $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations -fconstexpr-steps=50000000>)
    if(MPASPOR_PCH AND NOT target STREQUAL std_vocabulary)
        target_precompile_headers(${target} REUSE_FROM std_vocabulary)
    endif()
endfunction()

# mpaspor_library(store USES domain sql LIBS SQLite::SQLite3): all sources of src/store but tests.
function(mpaspor_library name)
    cmake_parse_arguments(ARG "" "FOLDER" "USES;LIBS;SOURCES" ${ARGN})
    if(NOT ARG_FOLDER)
        set(ARG_FOLDER src/${name})
    endif()
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${ARG_FOLDER}/*.cpp)
    list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|_fuzz\\.cpp$")
    if(NOT sources AND NOT ARG_SOURCES)  # Headers only.
        add_library(${name} INTERFACE)
        target_link_libraries(${name} INTERFACE ${ARG_USES})
        return()
    endif()
    add_library(${name} STATIC ${sources} ${ARG_SOURCES})
    mpaspor_settings(${name})
    target_link_libraries(${name} PUBLIC ${ARG_USES} PRIVATE ${ARG_LIBS})
endfunction()

# What is asked and measured from outside; `tests` is what runs inside a process of its own.
add_custom_target(programs)
add_custom_target(tests)
# mpaspor_test(unit unit_tests ..): of ctest's label `compiled`.
function(mpaspor_test name target)
    add_test(NAME ${name} COMMAND ${target} ${ARGN})
    set_tests_properties(${name} PROPERTIES LABELS compiled)
    add_dependencies(tests ${target})
    target_compile_definitions(${target} PRIVATE DOCTEST_CONFIG_SUPER_FAST_ASSERTS)  # To compile, too.
endfunction()

# mpaspor_program(mpaspord USES http jobs): the sources of src/bin/mpaspord/.
function(mpaspor_program name)
    cmake_parse_arguments(ARG "" "FOLDER" "USES;LIBS" ${ARGN})
    if(NOT ARG_FOLDER)
        set(ARG_FOLDER src/bin/${name})
    endif()
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${ARG_FOLDER}/*.cpp)
    list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|_fuzz\\.cpp$")
    if(NOT sources)
        message(STATUS "${name}: no sources")
        return()
    endif()
    add_executable(${name} ${sources})
    mpaspor_settings(${name})
    target_link_libraries(${name} PRIVATE ${ARG_USES} ${ARG_LIBS})
    add_dependencies(programs ${name})
endfunction()

# Migrations are compiled in, so that a program needs no files beside it.
function(mpaspor_migrations folder output)
    file(GLOB scripts CONFIGURE_DEPENDS ${folder}/*.sql)
    list(SORT scripts)
    set(rows "")
    foreach(script IN LISTS scripts)
        get_filename_component(name ${script} NAME_WE)
        string(REGEX MATCH "^0*([0-9]+)_" ignored ${name})
        file(READ ${script} text)
        string(APPEND rows "    {${CMAKE_MATCH_1}, \"${name}\", R\"sql(${text})sql\"},\n")
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${script})
    endforeach()
    file(CONFIGURE OUTPUT ${output} @ONLY CONTENT
"#include \"store/migrations.hpp\"

namespace mpaspor::store {
namespace {
constexpr Migration kAll[] = {
@rows@};
}  // namespace
std::span<Migration const> migrations() {
    return kAll;
}
}  // namespace mpaspor::store
")
endfunction()
