# Programs that test the service from outside, over HTTP, and the judges of what they saw.
file(GLOB race_sources CONFIGURE_DEPENDS tests/race/*.cpp)
set(race_test_sources ${race_sources})
list(FILTER race_test_sources INCLUDE REGEX "_test\\.cpp$")
list(FILTER race_sources EXCLUDE REGEX "_test\\.cpp$|/main\\.cpp$")
add_library(race_parts STATIC ${race_sources})
mpaspor_settings(race_parts)
target_link_libraries(race_parts PUBLIC http gateways outside testing PRIVATE Threads::Threads)

add_executable(race tests/race/main.cpp)
mpaspor_settings(race)
target_link_libraries(race PRIVATE race_parts Threads::Threads)
add_executable(race_tests tests/main.cpp ${race_test_sources})
mpaspor_settings(race_tests)
target_link_libraries(race_tests PRIVATE race_parts)
add_test(NAME race_judges COMMAND race_tests)
add_dependencies(programs race race_tests)

# The service with a hole in its policy, which the walk has to find.
file(GLOB planted_sources CONFIGURE_DEPENDS src/bin/mpaspord/*.cpp)
add_executable(mpaspord_planted ${planted_sources} tests/access/planted_policy.cpp)
mpaspor_settings(mpaspord_planted)
target_link_libraries(mpaspord_planted PRIVATE http jobs gateways spdlog::spdlog fmt::fmt
    Threads::Threads)
add_dependencies(programs mpaspord_planted)

# That every route has its line in the table of who gets in, and that the comparison can fail. The
# walk itself is a step of ./do test.
add_test(NAME access_table COMMAND /usr/bin/python3 ${PROJECT_SOURCE_DIR}/tests/access/run
    --bin ${PROJECT_BINARY_DIR} --self-test)
