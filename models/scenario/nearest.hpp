// The valid name that someone most likely meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yanglao::scenario {

/// The name with the smallest edit distance (insert, delete, replace one character), the first of equals; "" if
/// there are no names.
std::string nearest_name(std::string_view given, const std::vector<std::string>& names);

}  // namespace yanglao::scenario
