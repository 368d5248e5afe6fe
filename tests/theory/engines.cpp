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
struct NoPriorities : Exact {
  static constexpr bool priorities = false;
};
struct NoBlocking : Exact {
  static constexpr bool blocking = false;
};
struct NoRoom : Exact {
  static constexpr bool room = false;
};
struct SkewedRoutes : Exact {
  static constexpr bool routing = false;
};
struct LastFirst : Exact {
  static constexpr bool reversed = true;
};
struct ExponentialOnly : Exact {
  static constexpr bool service_only_mean = true;
};
struct DoubleQueue : Exact {
  static constexpr int queue_step = 2;
};
struct Watchful : Exact {
  static constexpr bool look_always = true;
};
struct Restart : Exact {
  static constexpr bool resume = false;
};
struct NoCuts : Exact {
  static constexpr bool cuts = false;
};
struct FirstOut : Exact {
  static constexpr bool last_out_first = false;
};
struct NoBalking : Exact {
  static constexpr bool balking = false;
};
struct SingleArrivals : Exact {
  static constexpr bool batches = false;
};
struct ReversedTies : Exact {
  static constexpr bool ties = false;
};
struct LostPeople : Exact {
  static constexpr double lost = 0.01;
};
struct LatePeople : Exact {
  static constexpr int days_late = 1;
};
struct WholeStays : Exact {
  static constexpr auto found = network::Residual::whole;
};
struct ShortenedStays : Exact {
  static constexpr auto found = network::Residual::shortened;
};
struct NoLineAtStart : Exact {
  static constexpr bool line_at_start = false;
};
struct CountedWarmUp : Exact {
  static constexpr bool warm_up = false;
};
struct HighestRate : Exact {
  static constexpr bool thinning = false;
};
struct ForgottenPlaces : Exact {
  static constexpr bool draining = false;
};
struct NoOverflow : Exact {
  static constexpr bool overflow = false;
};
struct SameRoutes : Exact {
  static constexpr bool own_routes = false;
};
struct BlindToDeadlocks : Exact {
  static constexpr bool deadlocks = false;
};
struct HastyDeadlocks : Exact {
  static constexpr bool all_places = false;
};
struct PushesOutFirst : Exact {
  static constexpr bool push_out_last = false;
};
}  // namespace

const Engine exact = make_region<Exact>;
const Engine watchful = make_region<Watchful>;
namespace wrong {
const Engine slow_service = make_region<SlowService>;
const Engine slow_arrivals = make_region<SlowArrivals>;
const Engine long_patience = make_region<LongPatience>;
const Engine endless_patience = make_region<EndlessPatience>;
const Engine stale_events = make_region<StaleEvents>;
const Engine no_priorities = make_region<NoPriorities>;
const Engine no_blocking = make_region<NoBlocking>;
const Engine no_room = make_region<NoRoom>;
const Engine skewed_routes = make_region<SkewedRoutes>;
const Engine last_first = make_region<LastFirst>;
const Engine exponential_only = make_region<ExponentialOnly>;
const Engine double_queue = make_region<DoubleQueue>;
const Engine restart = make_region<Restart>;
const Engine no_cuts = make_region<NoCuts>;
const Engine first_out = make_region<FirstOut>;
const Engine no_balking = make_region<NoBalking>;
const Engine single_arrivals = make_region<SingleArrivals>;
const Engine reversed_ties = make_region<ReversedTies>;
const Engine lost_people = make_region<LostPeople>;
const Engine late_people = make_region<LatePeople>;
const Engine whole_stays = make_region<WholeStays>;
const Engine shortened_stays = make_region<ShortenedStays>;
const Engine no_line_at_start = make_region<NoLineAtStart>;
const Engine counted_warm_up = make_region<CountedWarmUp>;
const Engine highest_rate = make_region<HighestRate>;
const Engine forgotten_places = make_region<ForgottenPlaces>;
const Engine no_overflow = make_region<NoOverflow>;
const Engine same_routes = make_region<SameRoutes>;
const Engine blind_to_deadlocks = make_region<BlindToDeadlocks>;
const Engine hasty_deadlocks = make_region<HastyDeadlocks>;
const Engine pushes_out_first = make_region<PushesOutFirst>;
}  // namespace wrong

}  // namespace yanglao::theory
