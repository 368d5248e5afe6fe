# Writes revision.hpp, and only when it changes, so that a commit rebuilds one source file and nothing else.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND git describe --always --dirty WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE revision
                OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed OR NOT revision)
  set(revision "unknown")
endif()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "#pragma once
#define YANGLAO_VERSION \"@VERSION@\"
#define YANGLAO_REVISION \"@revision@\"
" @ONLY)
