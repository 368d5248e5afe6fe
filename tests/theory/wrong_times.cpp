// Engines that are wrong in when things happen: services, arrivals, patience, the start and the warm-up.
#include "engines.hpp"
#include "models/network/region.hpp"

namespace yanglao::theory {

using network::Exact;
using network::make_region;

namespace {
struct SlowService : Exact {
  static constexpr double service_factor = 1.03;
};
struct SlowArrivals : Exact {
  static constexpr double arrival_factor = 1.03;
};
struct LongPatience : Exact {
  static constexpr double patience_factor = 1.1;
};
struct EndlessPatience : Exact {
  static constexpr bool patience = false;
};
struct StaleEvents : Exact {
  static constexpr bool stale_dropped = false;
};
struct ExponentialOnly : Exact {
  static constexpr bool service_only_mean = true;
};
struct Restart : Exact {
  static constexpr bool resume = false;
};
struct SingleArrivals : Exact {
  static constexpr bool batches = false;
};
struct ReversedTies : Exact {
  static constexpr bool ties = false;
};
struct HighestRate : Exact {
  static constexpr bool thinning = false;
};
struct WholeStays : Exact {
  static constexpr auto found = network::Residual::whole;
};
struct ShortenedStays : Exact {
  static constexpr auto found = network::Residual::shortened;
};
struct CountedWarmUp : Exact {
  static constexpr bool warm_up = false;
};
}  // namespace

namespace wrong {
const Engine slow_service = make_region<SlowService>;
const Engine slow_arrivals = make_region<SlowArrivals>;
const Engine long_patience = make_region<LongPatience>;
const Engine endless_patience = make_region<EndlessPatience>;
const Engine stale_events = make_region<StaleEvents>;
const Engine exponential_only = make_region<ExponentialOnly>;
const Engine restart = make_region<Restart>;
const Engine single_arrivals = make_region<SingleArrivals>;
const Engine reversed_ties = make_region<ReversedTies>;
const Engine highest_rate = make_region<HighestRate>;
const Engine whole_stays = make_region<WholeStays>;
const Engine shortened_stays = make_region<ShortenedStays>;
const Engine counted_warm_up = make_region<CountedWarmUp>;
}  // namespace wrong

}  // namespace yanglao::theory
