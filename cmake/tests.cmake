# What ctest runs. Everything that needs PostgreSQL is given one by tools/with_postgres (see ./do).
# Two halves, for two cores: what needs the database most, and all the rest.
mpaspor_test(unit_use_cases unit_tests "-sf=*src/app/*,*src/store/*")
mpaspor_test(unit_others unit_tests "-sfe=*src/app/*,*src/store/*")
# The checkers' own tests: each plants faults. Debian's Python, which has python3-yaml and -jsonschema.
foreach(checker check_source check_data check_openapi validate_answers rules mutate check_docs demonstration table_checks
        check_parsers)
    add_test(NAME ${checker} COMMAND /usr/bin/python3 ${PROJECT_SOURCE_DIR}/tools/${checker}_test.py)
endforeach()
add_test(NAME scenario_parts COMMAND /usr/bin/python3 ${PROJECT_SOURCE_DIR}/tests/scenario/scenario_test.py)
add_test(NAME bad_input_controls COMMAND /usr/bin/python3 ${PROJECT_SOURCE_DIR}/tests/bad_input/run --self-test)
add_test(NAME reference_data COMMAND /usr/bin/python3 ${PROJECT_SOURCE_DIR}/tools/check_data.py)
add_test(NAME openapi COMMAND /usr/bin/python3 ${PROJECT_SOURCE_DIR}/tools/check_openapi.py)

# The tests of domain alone: they link in a moment, which tools/mutate.py lives on.
file(GLOB_RECURSE domain_test_sources CONFIGURE_DEPENDS src/domain/*_test.cpp)
file(GLOB domain_tables CONFIGURE_DEPENDS src/testing/*_table.cpp)
# The rules of stages 2 to 4 are tested as the data files have them, which app reads.
add_executable(domain_tests EXCLUDE_FROM_ALL
    tests/main.cpp ${domain_test_sources} ${domain_tables} src/testing/sample_rules.cpp
    src/testing/draft_cases.cpp src/testing/draft_pages.cpp)
mpaspor_settings(domain_tests)
target_link_libraries(domain_tests PRIVATE app rapidcheck)
target_compile_definitions(domain_tests PRIVATE MPASPOR_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
# Those of the database's statements and the use cases on them.
file(GLOB_RECURSE app_test_sources CONFIGURE_DEPENDS src/store/*_test.cpp src/app/*_test.cpp
    src/testing/books_test.cpp)
add_executable(app_tests EXCLUDE_FROM_ALL tests/main.cpp ${app_test_sources})
mpaspor_settings(app_tests)
target_link_libraries(app_tests PRIVATE app testing rapidcheck Threads::Threads)
target_compile_definitions(app_tests PRIVATE MPASPOR_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
# Those of the inspector's parts, in this process: only it and mpaspor-inspect link their libraries.
file(GLOB inspect_test_sources CONFIGURE_DEPENDS src/inspect/*_test.cpp)
add_executable(inspect_tests tests/main.cpp ${inspect_test_sources})
mpaspor_settings(inspect_tests)
target_link_libraries(inspect_tests PRIVATE inspect rapidcheck)
mpaspor_test(inspect_parts inspect_tests)
# Makes tests/files/inspect again; the files are kept, so that building the tests needs no encoders.
add_executable(inspect_samples EXCLUDE_FROM_ALL tests/inspect/make_samples.cpp)
mpaspor_settings(inspect_samples)
target_compile_definitions(inspect_samples PRIVATE POINTERHOLDER_TRANSITION=4)
target_link_libraries(inspect_samples PRIVATE PkgConfig::VIPS PkgConfig::QPDF)
add_executable(passport_samples EXCLUDE_FROM_ALL tests/inspect/make_passports.cpp)
mpaspor_settings(passport_samples)
target_link_libraries(passport_samples PRIVATE PkgConfig::VIPS domain)
