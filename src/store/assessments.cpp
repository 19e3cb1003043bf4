#include "store/assessments.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kInsert{"insert_assessment", R"sql(
    INSERT INTO assessment (application_id, revision, rules, form_from, questionnaire, documents,
                            additional_data, product, good_until)
    VALUES ($1, 0, 0, 0, 0, 0, 0, 0, 0)
)sql"};

constexpr sql::Statement kLoad{"load_assessment", R"sql(
    SELECT rules, form_from, questionnaire, documents, additional_data, product, good_until,
           visit_from, revision
      FROM assessment WHERE application_id = $1
)sql"};

constexpr sql::Statement kRevise{"revise_assessment", R"sql(
    UPDATE assessment
       SET revision = revision + 1, rules = $3, form_from = $4, questionnaire = $5, documents = $6,
           additional_data = $7, product = $8, good_until = $9, visit_from = $10
     WHERE application_id = $1 AND revision = $2
    RETURNING revision
)sql"};

constexpr sql::Statement kOutdate{"outdate_assessment", R"sql(
    UPDATE assessment SET revision = revision + 1, good_until = 0 WHERE application_id = $1
)sql"};

constexpr sql::Statement kGround{"load_hold_ground", R"sql(
    SELECT a.rules, a.form_from, a.questionnaire, a.documents, a.additional_data, a.product,
           a.good_until, a.visit_from,
           p.utc_hour,
           EXISTS (SELECT 1 FROM service_point_product
                    WHERE service_point = $2 AND product = $3 AND from_date <= $4
                      AND (to_date IS NULL OR to_date > $4)),
           r.version,
           EXISTS (SELECT 1 FROM accelerated_service
                    WHERE service_point = $2 AND from_date <= $4
                      AND (to_date IS NULL OR to_date > $4))
      FROM service_point p
      JOIN assessment a ON a.application_id = $1
      JOIN draft_rules r ON r.id = 1
     WHERE p.id = $2
)sql"};

Assessed read(sql::Row const& row) {
    return {.rules = row.integer(0),
            .form_from = local_date(row.integer(1)),
            .questionnaire = row.integer(2) != 0,
            .documents = row.integer(3) != 0,
            .additional_data = row.integer(4) != 0,
            .product = row.integer(5) != 0,
            .good_until = local_date(row.integer(6)),
            .visit_from = optional_date(row, 7)};
}

}  // namespace

Result<void> insert_assessment(sql::Transaction& tx, ApplicationId id) {
    return tx.run(kInsert, {id.value});
}

Result<StoredAssessment> load_assessment(sql::Transaction& tx, ApplicationId id) {
    auto const row = TRY(tx.row(kLoad, {id.value}));
    if (!row) return fail(Code::application_not_found);
    return StoredAssessment{.revision = row->integer(8), .assessed = read(*row)};
}

Result<std::int64_t> revise_assessment(sql::Transaction& tx, ApplicationId id, std::int64_t seen,
                                       Assessed const& a) {
    auto const row = TRY(tx.row(
        kRevise, {id.value, seen, a.rules, number(a.form_from), std::int64_t{a.questionnaire},
                  std::int64_t{a.documents}, std::int64_t{a.additional_data},
                  std::int64_t{a.product}, number(a.good_until), argument(a.visit_from)}));
    if (!row) return fail(Code::assessment_outdated);
    return row->integer(0);
}

Result<void> outdate_assessment(sql::Transaction& tx, ApplicationId id) {
    return tx.run(kOutdate, {id.value});
}

Result<HoldGround> load_hold_ground(sql::Transaction& tx, ApplicationId id, ServicePointId point,
                                    std::string_view product, LocalDate date) {
    auto const row = TRY(tx.row(kGround, {id.value, point.value, product, number(date)}));
    if (!row) return refuse(Code::office_not_found, "/service_point");
    auto const assessed = read(*row);
    return HoldGround{.zone = static_cast<Zone>(row->integer(8)),
                      .product_offered = row->integer(9) != 0,
                      .accelerated_offered = row->integer(11) != 0,
                      .rules_in_force = assessed.rules == row->integer(10),
                      .assessed = assessed};
}

}  // namespace mpaspor::store
