# What ctest runs. Everything that needs PostgreSQL is given one by tools/with_postgres (see ./do).
add_test(NAME unit COMMAND unit_tests)
# The checkers' own tests: each plants faults. Debian's Python, which has python3-yaml and -jsonschema.
foreach(checker check_source check_data check_openapi validate_answers rules)
    add_test(NAME ${checker} COMMAND /usr/bin/python3 ${PROJECT_SOURCE_DIR}/tools/${checker}_test.py)
endforeach()
add_test(NAME reference_data COMMAND /usr/bin/python3 ${PROJECT_SOURCE_DIR}/tools/check_data.py)
add_test(NAME openapi COMMAND /usr/bin/python3 ${PROJECT_SOURCE_DIR}/tools/check_openapi.py)
