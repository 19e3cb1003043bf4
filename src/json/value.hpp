#pragma once
/// JSON in, as it stands in a document. The library behind it is seen by value.cpp alone; what is
/// wanted of the values is said with reader.hpp.

#include "base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace mpaspor::json {

/// Documents nested as deep are not ours. It bounds the stack that reading one takes.
constexpr std::size_t kDepthMax = 32;

enum class Kind : std::uint8_t {
    null,
    boolean,
    integer,       ///< Fits std::int64_t.
    other_number,  ///< 2^63, 1.0, 9e99: never made an integer in silence.
    text,
    array,
    object,
};

struct Member;

/// A value in a Document, valid as long as that. A caller who asks for another kind than kind()
/// breaks an invariant.
class Value {
public:
    Kind kind() const;
    bool boolean() const;
    std::int64_t integer() const;
    std::string_view text() const;  ///< Unescaped; may hold any character, NUL too.
    std::size_t size() const;       ///< Elements of an array.
    std::vector<Value> elements() const;
    std::vector<Member> members() const;  ///< Of an object, in order, duplicates included.

private:
    friend class Document;
    template <typename Element>
    explicit Value(Element element);
    template <typename Element>
    Element as() const;

    /// What the library's handle consists of.
    void const* document_;
    std::size_t index_;
};

struct Member {
    std::string_view name;  ///< Unescaped, as long-lived as the Value.
    Value value;
};

class Document {
public:
    /// The whole of `text` must be one JSON value. Its size is the caller's to bound: parsing takes
    /// about 20 times as much memory.
    /// Errors: malformed_json (also too deep, or a number beyond 64 bits), malformed_text (not
    /// UTF-8).
    static Result<Document> parse(std::string_view text);

    Value root() const;

    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;
    ~Document();

private:
    struct Parsed;
    explicit Document(std::unique_ptr<Parsed> parsed);
    std::unique_ptr<Parsed> parsed_;
};

}  // namespace mpaspor::json
