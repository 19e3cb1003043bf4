#pragma once

#ifdef __clang__
// clang cannot read libqpdf's JSON.hh with this standard library; the other headers only name it.
#define JSON_HH
class JSON;
#endif
#include <qpdf/QPDFObjectHandle.hh>

#include <functional>

namespace mpaspor::inspect {

/// Calls `visit` with `object` and everything written directly within it, at any depth; what is
/// only referred to is an object of its own. Scripts hide in direct objects, which a walk over a
/// file's numbered objects alone does not see.
void for_each_direct(QPDFObjectHandle const& object,
                     std::function<void(QPDFObjectHandle&)> const& visit);

/// Whether a dictionary or a stream's dictionary makes a viewer do something by itself or carries
/// another file: scripts, actions, attachments, forms and media that run code. Looks at this one
/// dictionary only. A plain destination to open at is no action.
bool is_active(QPDFObjectHandle& dictionary);

/// Whether a dictionary describes a picture of more than kPixelsMax pixels.
bool has_too_many_pixels(QPDFObjectHandle& dictionary);

/// Takes out of a dictionary what says who made it, when and with what; and the plain destination.
void remove_metadata(QPDFObjectHandle& dictionary);

}  // namespace mpaspor::inspect
