// Engines that are wrong in where people go, here and between regions.
#include "engines.hpp"
#include "models/network/region.hpp"

namespace yanglao::theory {

using network::Exact;
using network::make_region;

namespace {
struct SkewedRoutes : Exact {
  static constexpr bool routing = false;
};
struct LostPeople : Exact {
  static constexpr double lost = 0.01;
};
struct LatePeople : Exact {
  static constexpr int days_late = 1;
};
struct NoOverflow : Exact {
  static constexpr bool overflow = false;
};
struct SameRoutes : Exact {
  static constexpr bool own_routes = false;
};
}  // namespace

namespace wrong {
const Engine skewed_routes = make_region<SkewedRoutes>;
const Engine lost_people = make_region<LostPeople>;
const Engine late_people = make_region<LatePeople>;
const Engine no_overflow = make_region<NoOverflow>;
const Engine same_routes = make_region<SameRoutes>;
}  // namespace wrong

}  // namespace yanglao::theory
