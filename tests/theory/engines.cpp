#include "engines.hpp"

#include "models/network/region.hpp"

namespace yanglao::theory {

using network::Exact;
using network::make_region;

namespace {
struct Watchful : Exact {
  static constexpr bool look_always = true;
};
}  // namespace

const Engine exact = make_region<Exact>;
const Engine watchful = make_region<Watchful>;

}  // namespace yanglao::theory
