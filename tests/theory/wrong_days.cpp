// Engines that are wrong on days on which capacities change.
#include "engines.hpp"
#include "models/network/region.hpp"

namespace yanglao::theory {

using network::Exact;
using network::make_region;

namespace {
struct OneByOne : Exact {
  static constexpr bool day_at_once = false;
};
struct MovedFirst : Exact {
  static constexpr bool opened_first = false;
};
struct OpenedByName : Exact {
  static constexpr bool longest_first = false;
};
struct OutByName : Exact {
  static constexpr bool out_in_order = false;
};
struct MeekLine : Exact {
  static constexpr bool line_pushes_out = false;
};
}  // namespace

namespace wrong {
const Engine one_by_one = make_region<OneByOne>;
const Engine moved_first = make_region<MovedFirst>;
const Engine opened_by_name = make_region<OpenedByName>;
const Engine out_by_name = make_region<OutByName>;
const Engine meek_line = make_region<MeekLine>;
}  // namespace wrong

}  // namespace yanglao::theory
