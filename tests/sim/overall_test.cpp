#include "sim/overall.hpp"

#include "tests/catch.hpp"

using namespace yanglao::sim;

namespace {

/// Reports beds and people of each region; derives people per bed, twice.
class TwoFields : public Model {
 public:
  int regions() const override { return 2; }
  int horizon_days() const override { return 1; }
  std::unique_ptr<Region> make_region(int, StreamKey) const override { return nullptr; }
  const std::vector<Field>& fields() const override { return fields_; }
  const std::vector<Field>& derived() const override { return derived_; }
  void derive(std::span<const double> summed, std::span<double> out) const override {
    out[0] = summed[1] / summed[0];
    out[1] = summed[2] / summed[0];
    out[2] = summed[0];
  }
  std::vector<Dimension> dimensions() const override { return {{"month", "", "", {}, {0, 1}}}; }
  Dimension region_axis(const std::string&) const override { return {"region", "", "", {"A", "B"}, {}}; }
  int region_row(int region, const std::string&) const override { return region; }
  std::map<std::string, std::string> attributes() const override { return {}; }
  std::string name() const override { return "two"; }

 private:
  std::vector<Field> fields_ = {{"beds", {}, "", "", 1}, {"people", {"month"}, "", "", 2}};
  std::vector<Field> derived_ = {{"ratio", {"month"}, "", "", 2}, {"all_beds", {}, "", "", 1}};
};

}  // namespace

TEST_CASE("regions in one row add up, and of greatest values the greatest stays", "[overall]") {
  const std::vector<Field> fields = {
      {"days", {}, "", "", 2}, {"longest", {}, "", "", 2, true}, {"more", {}, "", "", 1}};
  std::vector<double> row(5);
  for (const std::vector<double>& block : {std::vector<double>{1, 2, 3, 4, 5}, {10, 20, 2, 9, 50}})
    add_block(fields, block.data(), row.data());
  CHECK(row == std::vector<double>{11, 22, 3, 9, 55});
}

TEST_CASE("a ratio of all regions together is that of the sums, not the sum of the ratios", "[overall]") {
  Dataset dataset;
  dataset.dimensions = {{"scenario", "", "", {"s"}, {}},
                        {"draw", "", "", {}, {0}},
                        {"replication", "", "", {}, {0, 1}},
                        {"region", "", "", {"A", "B"}, {}},
                        {"month", "", "", {}, {0, 1}}};
  const std::vector<std::string> lead = {"scenario", "draw", "replication", "region"};
  std::vector<std::string> monthly = lead;
  monthly.emplace_back("month");
  dataset.variables = {{"beds", lead, "", "", {1, 9, 2, 2}}, {"people", monthly, "", "", {1, 2, 99, 8, 4, 8, 12, 4}}};
  add_overall(dataset, {std::make_shared<TwoFields>()});
  const Variable* ratio = dataset.variable("ratio_overall");
  REQUIRE(ratio != nullptr);
  CHECK(ratio->dimensions == std::vector<std::string>{"scenario", "draw", "replication", "month"});
  CHECK(ratio->data == std::vector<double>{10, 1, 4, 3});
  CHECK(dataset.variable("all_beds_overall")->data == std::vector<double>{10, 4});
}
