// One section of a scenario's structure: values by key with their checks, and a fault for every key not asked for.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/network/network.hpp"
#include "models/scenario/errors.hpp"
#include "models/scenario/toml.hpp"

namespace yanglao::network {

using Faults = std::vector<scenario::Fault>;

/// Of numbers, inclusive.
struct Limits {
  double low = 0;
  double high = 1e12;
};

/// Getters give nothing for a key that is not there, and for one whose value is wrong (then with a fault).
class Section {
 public:
  /// `path` is how messages call it, e.g. "stage.hospital".
  Section(const toml::table& table, std::string path, Faults& faults)
      : table_(table), path_(std::move(path)), faults_(faults) {}

  [[nodiscard]] const toml::table& table() const { return table_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string key(const std::string& name) const { return path_.empty() ? name : path_ + '.' + name; }
  /// Where the section begins.
  [[nodiscard]] scenario::Origin origin() const;
  [[nodiscard]] bool has(const std::string& name) const { return table_.contains(name); }
  [[nodiscard]] Faults& faults() const { return faults_; }

  std::optional<double> number(const std::string& name, Limits limits = {});
  std::optional<int> whole(const std::string& name, Limits limits);
  std::optional<std::string> text(const std::string& name);
  /// Which of `words` it is; a fault for any other.
  std::optional<std::size_t> choice(const std::string& name, const std::vector<std::string>& words);
  /// At least one, at most `most`.
  std::optional<std::vector<double>> numbers(const std::string& name, Limits limits = {}, std::size_t most = 10000);
  /// A number, a list of { date, value } (steps) or { shape = "linear" or "step", points = list }.
  std::optional<Course> course(const std::string& name, Limits limits = {});
  /// A section within this one.
  std::optional<Section> inner(const std::string& name);
  /// A node read by hand; null if there is none.
  const toml::node* node(const std::string& name);
  /// The one key present of "<stem>_days" and "<stem>_years", in days.
  std::optional<double> duration(const std::string& stem, Limits limits_in_days);

  void refuse(const toml::node& at, const std::string& name, const std::string& given, const std::string& expected,
              const std::string& nearest = "") const;
  /// The same where the section begins: something is missing, or keys contradict each other.
  void refuse(const std::string& given, const std::string& expected) const { refuse(table_, "", given, expected); }
  /// A fault for each key that was never asked for; `more`: names that may have been meant beside those asked for.
  void refuse_unknown(const std::vector<std::string>& more = {}) const;

 private:
  const toml::table& table_;
  std::string path_;
  Faults& faults_;
  std::vector<std::string> known_;
};

}  // namespace yanglao::network
