#pragma once

#include <utility>

#include <unistd.h>

namespace mpaspor::http {

/// A descriptor that is closed when its owner goes; none is -1.
class OwnedSocket {
public:
    explicit OwnedSocket(int descriptor = -1) : descriptor_(descriptor) {}
    OwnedSocket(OwnedSocket&& other) noexcept : descriptor_(other.release()) {}
    OwnedSocket& operator=(OwnedSocket&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~OwnedSocket() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }

    int get() const { return descriptor_; }
    int release() { return std::exchange(descriptor_, -1); }

private:
    int descriptor_;
};

}  // namespace mpaspor::http
