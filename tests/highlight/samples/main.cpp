#include <vector>
template <typename T, int N = 3> class Foo : public Bar<T>, private Baz {
public:
  explicit Foo(const std::string& s) noexcept : x_{s} {}
  virtual ~Foo() = default; auto operator()(int a) const -> decltype(a) override;
private: std::vector<std::unique_ptr<T>> v; constexpr static auto k = 1'000'000ULL;
};
namespace a::b { enum class E : uint8_t { A, B }; using X = int; }
int main() { auto f = [&, x = 1](auto&& y) mutable { return R"(raw "x")" + y; }; for (auto& [k, v] : m) try { throw std::runtime_error("x"); } catch (...) {} return nullptr == p ? co_await z : 0; }
