# Flags live on one interface target; every target of ours links it privately.
add_library(inkdigit_flags INTERFACE)
target_compile_features(inkdigit_flags INTERFACE cxx_std_20)
target_compile_options(inkdigit_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  # GCC 12 sees overlapping copies in its own std::string (its bug 105651) wherever it inlines enough of it.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<BOOL:${INKDIGIT_WERROR}>:-Werror>)
target_include_directories(inkdigit_flags INTERFACE ${PROJECT_SOURCE_DIR})
if(INKDIGIT_SANITIZE)
  target_compile_options(inkdigit_flags INTERFACE
    -fsanitize=${INKDIGIT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(inkdigit_flags INTERFACE -fsanitize=${INKDIGIT_SANITIZE})
endif()

# inkdigit_add_test(NAME SOURCES ... LIBRARIES ... [PROPERTIES ...]): one GoogleTest binary a folder; each test is a ctest
# test with these properties.
function(inkdigit_add_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES;PROPERTIES" ${ARGN})
  if(NOT INKDIGIT_TESTS)
    return()
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE inkdigit_flags ${ARG_LIBRARIES} GTest::gmock GTest::gtest_main rapidcheck)
  # What is tested stays optimised; optimising the tests themselves is half of the time that compiling them takes.
  target_compile_options(${name} PRIVATE -O0)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300 ${ARG_PROPERTIES})
endfunction()

# inkdigit_embed(TARGET SYMBOL FILE): adds FILE's bytes to TARGET as `inkdigit_embedded_SYMBOL` up to
# `inkdigit_embedded_SYMBOL_end`. An assembler's .incbin, because a 500 KB array literal takes the compiler seconds.
function(inkdigit_embed target symbol file)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded_${symbol}.S)
  set(INKDIGIT_EMBED_SYMBOL inkdigit_embedded_${symbol})
  set(INKDIGIT_EMBED_FILE ${file})
  configure_file(${PROJECT_SOURCE_DIR}/cmake/embed.S.in ${source} @ONLY)
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${file})
  target_sources(${target} PRIVATE ${source})
endfunction()

# inkdigit_commit(VARIABLE): the commit that is configured, "unknown" outside a clone. Asked again after each commit.
function(inkdigit_commit variable)
  execute_process(COMMAND git describe --always --dirty WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  # Git knows where: a worktree's .git is a file. The answer may be relative to the folder that asks.
  execute_process(COMMAND git rev-parse --git-path logs/HEAD WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    OUTPUT_VARIABLE log OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  get_filename_component(log "${log}" ABSOLUTE BASE_DIR ${PROJECT_SOURCE_DIR})
  if(EXISTS "${log}" AND NOT IS_DIRECTORY "${log}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${log}")
  endif()
  if(NOT commit)
    set(commit unknown)
  endif()
  set(${variable} ${commit} PARENT_SCOPE)
endfunction()
