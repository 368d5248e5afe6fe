// The words of each indicator against the quotient that it is computed as.
#include "models/care/indicator.hpp"

#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

TEST_CASE("an indicator names what it is over where it is a ratio, and nowhere else", "[care][indicator]") {
  const sim::Calendar calendar(0, 31);
  const Layout layout(calendar, 0);
  const std::vector<Quotient> found = quotients(layout, calendar, std::vector<double>(layout.size));
  REQUIRE(found.size() == indicators().size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Indicator& indicator = indicators()[i];
    INFO(indicator.name);
    CHECK(found[i].ratio == !std::string(indicator.over).empty());
    CHECK(found[i].ratio == (std::string(indicator.unit) != "count" && std::string(indicator.unit) != "million CNY"));
  }
}
