// The books of a run, checked: people, places, days and money of every row, month and replication.
#pragma once

#include <string>
#include <vector>

#include "sim/dataset.hpp"
#include "sim/time.hpp"

namespace yanglao::care {

/// What the rows of a result are. Beds lent by another county of the prefecture stand in that county's books from the
/// day they are kept until that on which their release arrives, and the people in those of the county in which they
/// live.
enum class Books {
  closed,      ///< counties that neither lend nor borrow: all holds exactly
  county,      ///< counties that lend and borrow
  prefecture,  ///< whole prefectures: people and their beds are in the same row
};

/// Every rule that is broken, named once for each row, replication and scenario.
std::vector<std::string> faults_of(const sim::Dataset& d, const sim::Calendar& calendar, Books books);

}  // namespace yanglao::care
