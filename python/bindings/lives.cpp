// The log of chosen lives as columns of numbers, and the words that the numbers stand for.
#include "models/care/lives.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "bindings.hpp"
#include "models/care/measure.hpp"

namespace yanglao::python {
namespace py = pybind11;
namespace {

template <class Value>
py::array_t<double> column(const std::vector<std::pair<int, care::LifeLine>>& lines, Value value) {
  py::array_t<double> out(static_cast<py::ssize_t>(lines.size()));
  double* data = out.mutable_data();
  for (const auto& [county, line] : lines) *data++ = static_cast<double>(value(county, line));
  return out;
}

}  // namespace

py::dict lives_to_python(const care::LifeLog& lives, int counties) {
  std::vector<std::pair<int, care::LifeLine>> lines;
  for (int county = 0; county < counties; ++county)
    for (const care::LifeLine& line : lives.of(county)) lines.emplace_back(county, line);
  const auto of = [&](auto value) {
    return column(lines, [&](int, const care::LifeLine& line) { return value(line.state); });
  };
  py::dict out;
  out["county"] = column(lines, [](int county, const care::LifeLine&) { return county; });
  out["number"] = column(lines, [](int, const care::LifeLine& line) { return line.person; });
  out["day"] = column(lines, [](int, const care::LifeLine& line) { return sim::days(line.at); });
  out["event"] = column(lines, [](int, const care::LifeLine& line) { return static_cast<int>(line.what); });
  out["born"] = of([](const care::Person& p) { return p.birth; });
  out["sex"] = of([](const care::Person& p) { return p.sex; });
  out["home"] = of([](const care::Person& p) { return p.home; });
  out["pension"] = of([](const care::Person& p) { return p.pension; });
  out["place"] = of([](const care::Person& p) { return p.place; });
  out["lives_in"] = of([](const care::Person& p) { return p.base; });
  out["waits_for"] = of([](const care::Person& p) { return p.waiting; });
  out["function"] = of([](const care::Person& p) { return p.function; });
  out["dementia"] = of([](const care::Person& p) { return p.dementia; });
  out["living"] = of([](const care::Person& p) { return p.living; });
  out["terminal"] = of([](const care::Person& p) { return p.terminal; });
  out["measures"] = of([](const care::Person& p) { return p.mask; });
  return out;
}

void bind_lives(py::module_& module) {
  py::dict words;
  py::list places, moments, measures;
  places.append("home");
  for (const char* pool : care::kPoolNames) places.append(pool);
  places.append("hospice at home");
  for (const char* moment : care::kMomentNames) moments.append(moment);
  for (const care::MeasureKind& kind : care::kMeasureKinds) measures.append(kind.name);
  words["place"] = places;
  words["event"] = moments;
  words["measures"] = measures;
  words["function"] = py::cast(care::kFunctionNames);
  words["pension"] = py::cast(care::kPensionNames);
  words["sex"] = std::vector<std::string>{"female", "male"};
  words["home"] = std::vector<std::string>{"rural", "urban"};
  words["living"] = std::vector<std::string>{"spouse", "family", "alone"};
  module.attr("life_words") = words;
}

}  // namespace yanglao::python
