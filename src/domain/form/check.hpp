#pragma once
/// Answers against the form: which are asked, which are missing, which cannot be.

#include "domain/form/form.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::form {

/// A field, and what is wrong with its answer or the want of it.
struct Fault {
    std::string section;
    std::string field;
    Code code;
    friend bool operator==(Fault const&, Fault const&) = default;
};

/// Whether each value of one section is one its field can have; nothing is said of what is missing
/// or not asked. Values are given back as they are kept: outer blanks off, choices in order, phone
/// numbers as +62..., codes in capitals. An empty value is no answer and is left out.
/// Errors (pointer "/answers/<field>", "/answers" for what cannot be one; all of them, the first
/// outside `also`): unknown_field, unknown_value, malformed_name, malformed_text, malformed_date,
/// malformed_nik, malformed_contact, too_long (param max), out_of_range (params min and max).
Result<Answers> check_section(Section const& section, Answers const& answers);

/// The choices, yes_no and dates among the answers, as facts named by their fields. Answers to
/// questions that are not asked are no facts.
void add_answers(Facts& facts, Form const& form, AllAnswers const& answers);

/// The sections and fields asked of somebody with these facts, in the order of the form.
struct Asked {
    std::string section;
    std::vector<std::string> fields;
    friend bool operator==(Asked const&, Asked const&) = default;
};
std::vector<Asked> asked(Form const& form, Facts const& facts);

/// Required fields that are asked and have no answer (missing_field), of the sections of `stage`.
std::vector<Fault> missing(Form const& form, int stage, AllAnswers const& answers,
                           Facts const& facts);

}  // namespace mpaspor::form
