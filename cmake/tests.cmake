# What ctest runs. Everything that needs PostgreSQL is given one by tools/with_postgres (see ./do).
add_test(NAME unit COMMAND unit_tests)
add_test(NAME source_rules COMMAND python3 ${PROJECT_SOURCE_DIR}/tools/check_source_test.py)
