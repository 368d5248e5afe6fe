// How much memory this program may take.
#pragma once

#include <string>

namespace yanglao::sim {

/// In bytes: that of the machine, or less where a limit of the process or of its control group says so.
double memory_bytes();
/// As messages say it: "97 GiB".
std::string gib_text(double bytes);

}  // namespace yanglao::sim
