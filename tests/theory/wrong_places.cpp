// Engines that are wrong in who gets a place: lines, rooms, blocking, cuts, deadlocks.
#include "engines.hpp"
#include "models/network/region.hpp"

namespace yanglao::theory {

using network::Exact;
using network::make_region;

namespace {
struct NoPriorities : Exact {
  static constexpr bool priorities = false;
};
struct NoBlocking : Exact {
  static constexpr bool blocking = false;
};
struct NoRoom : Exact {
  static constexpr bool room = false;
};
struct LastFirst : Exact {
  static constexpr bool reversed = true;
};
struct DoubleQueue : Exact {
  static constexpr int queue_step = 2;
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
struct NoLineAtStart : Exact {
  static constexpr bool line_at_start = false;
};
struct ForgottenPlaces : Exact {
  static constexpr bool draining = false;
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
struct PushedToTheEnd : Exact {
  static constexpr bool pushed_out_first = false;
};
struct CarelessCuts : Exact {
  static constexpr bool cut_by_urgency = false;
};
struct LastBlockedFirst : Exact {
  static constexpr bool outside_in_order = false;
};
struct GaveUpUnseen : Exact {
  static constexpr bool look_after_giving_up = false;
};
}  // namespace

namespace wrong {
const Engine no_priorities = make_region<NoPriorities>;
const Engine no_blocking = make_region<NoBlocking>;
const Engine no_room = make_region<NoRoom>;
const Engine last_first = make_region<LastFirst>;
const Engine double_queue = make_region<DoubleQueue>;
const Engine no_cuts = make_region<NoCuts>;
const Engine first_out = make_region<FirstOut>;
const Engine no_balking = make_region<NoBalking>;
const Engine no_line_at_start = make_region<NoLineAtStart>;
const Engine forgotten_places = make_region<ForgottenPlaces>;
const Engine blind_to_deadlocks = make_region<BlindToDeadlocks>;
const Engine hasty_deadlocks = make_region<HastyDeadlocks>;
const Engine pushes_out_first = make_region<PushesOutFirst>;
const Engine pushed_to_the_end = make_region<PushedToTheEnd>;
const Engine careless_cuts = make_region<CarelessCuts>;
const Engine last_blocked_first = make_region<LastBlockedFirst>;
const Engine gave_up_unseen = make_region<GaveUpUnseen>;
}  // namespace wrong

}  // namespace yanglao::theory
