// What a model offers the runner: regions that advance, and a layout of what each region reports.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/dataset.hpp"
#include "sim/mail.hpp"
#include "sim/stream.hpp"

namespace yanglao::sim {

/// One output of a region, without the leading dimensions (scenario, draw, replication, region).
struct Field {
  std::string name;
  std::vector<std::string> dimensions;  ///< e.g. {"month", "setting", "function"}
  std::string units;
  std::string long_name;
  std::size_t size = 1;                 ///< product of the dimensions' lengths
  bool greatest = false;                ///< of several regions the greatest value counts, not the sum
};

/// Adds one region's block of `fields` to that of a row of several.
inline void add_block(const std::vector<Field>& fields, const double* block, double* row) {
  for (const Field& field : fields)
    for (std::size_t i = 0; i < field.size; ++i, ++block, ++row)
      *row = field.greatest ? std::max(*row, *block) : *row + *block;
}

/// One region of one replication: its people, event list, pools and tallies.
class Region {
 public:
  virtual ~Region() = default;
  /// Runs every event before the end of day `last_day` (days since the start, exclusive).
  virtual void advance(int last_day) = 0;
  /// Adds this region's fields, in layout order, to those of others in `out` (size = sum of field sizes): sums, or the
  /// greatest where the field says so.
  virtual void collect(std::span<double> out) const = 0;
  /// Events handled so far, for progress and benchmarks.
  [[nodiscard]] virtual std::uint64_t events() const = 0;
  /// Messages sent since the last call; each arrives a day or more after it was sent. Empty without mail.
  virtual void send(std::vector<Mail>& out) { (void)out; }
  /// Messages for this region, in their order, none for a day that was run already.
  virtual void receive(std::span<const Mail> mail) { (void)mail; }
  /// Memory of this region, in bytes.
  [[nodiscard]] virtual std::size_t bytes() const { return 0; }
};

/// How a region begins: what models that differ only in what happens later have in common.
class Beginning {
 public:
  virtual ~Beginning() = default;
};

/// One resolved scenario (with one parameter draw), immutable while it runs; shared by all threads.
class Model {
 public:
  virtual ~Model() = default;
  [[nodiscard]] virtual int regions() const = 0;
  [[nodiscard]] virtual int horizon_days() const = 0;
  /// Work that a region makes, in any unit: people, for example.
  [[nodiscard]] virtual double weight(int region) const { return (void)region, 1.0; }
  /// Regions that send each other mail, in groups: a group runs day by day, groups run apart from each other. Regions
  /// that are named in none send no mail.
  [[nodiscard]] virtual std::vector<std::vector<int>> domains() const { return {}; }
  [[nodiscard]] virtual std::unique_ptr<Region> make_region(int region, StreamKey key) const = 0;
  /// Whether the regions of another model begin as those of this one do, to the bit, whatever the key.
  [[nodiscard]] virtual bool begins_like(const Model& other) const { return (void)other, false; }
  /// The beginning of a region, for this model and those that begin alike; asked for only where one does.
  [[nodiscard]] virtual std::unique_ptr<Beginning> begin(int region, StreamKey key) const {
    return (void)region, (void)key, nullptr;
  }
  /// The region that `make_region` makes, from its beginning.
  [[nodiscard]] virtual std::unique_ptr<Region> go_on(const Beginning& beginning) const { return (void)beginning, nullptr; }

  /// Fields that regions report; they add up over regions (counts, sums, integrals), or the
  /// greatest counts.
  [[nodiscard]] virtual const std::vector<Field>& fields() const = 0;
  /// Fields computed once regions have been added up to the detail asked for (ratios, indicators).
  [[nodiscard]] virtual const std::vector<Field>& derived() const = 0;
  /// Computes `derived()` from one summed block of `fields()`.
  virtual void derive(std::span<const double> summed, std::span<double> out) const = 0;

  /// The axes that the fields name (month, setting, ...), without scenario, draw, replication, region.
  [[nodiscard]] virtual std::vector<Dimension> dimensions() const = 0;
  /// Which output row a region is added into, at a level of detail ("county", "prefecture", "province").
  [[nodiscard]] virtual Dimension region_axis(const std::string& detail) const = 0;
  [[nodiscard]] virtual int region_row(int region, const std::string& detail) const = 0;
  /// Variables that no run changes (targets, for example), with their own dimensions only.
  [[nodiscard]] virtual std::vector<Variable> constants() const { return {}; }
  /// Reproducible facts for the file: resolved scenario text, table sources, ...
  [[nodiscard]] virtual std::map<std::string, std::string> attributes() const = 0;
  [[nodiscard]] virtual std::string name() const = 0;
};

using Models = std::vector<std::shared_ptr<const Model>>;

}  // namespace yanglao::sim
