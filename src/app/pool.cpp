#include "app/pool.hpp"

#include <utility>

namespace mpaspor::app {

Pool::Pool(std::size_t threads, std::size_t waiting_max)
    : count_(threads), waiting_max_(waiting_max) {
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this, i] { run(i); });
}

Pool::~Pool() {
    stop();
}

Result<void> Pool::submit(Work work) {
    std::scoped_lock const lock{mutex_};
    if (closed_) return fail(Code::shutting_down);
    if (waiting_.size() >= waiting_max_) return fail(Code::busy);
    waiting_.push_back(std::move(work));
    arrived_.notify_one();
    return {};
}

void Pool::stop() {
    {
        std::scoped_lock const lock{mutex_};
        closed_ = true;
    }
    arrived_.notify_all();
    for (auto& thread : threads_) {
        if (thread.joinable()) thread.join();
    }
}

std::size_t Pool::waiting() const {
    std::scoped_lock const lock{mutex_};
    return waiting_.size();
}

void Pool::run(std::size_t thread) {
    for (;;) {
        Work work;
        {
            std::unique_lock lock{mutex_};
            arrived_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
            if (waiting_.empty()) return;
            work = std::move(waiting_.front());
            waiting_.pop_front();
        }
        work(thread);
    }
}

}  // namespace mpaspor::app
