// Included before everything else in each file of the county when it is compiled as WatchedCounty.
#pragma once

#include "models/care/lives.hpp"

#define YANGLAO_WATCHED
#define County WatchedCounty
