# Writes page_table.cpp: cmake -DROOT=page -DFILES=a.html;b.js -DOUTPUT=page_table.cpp -P page_table.cmake
# The symbols are those of inkdigit_embed(); both come from page_symbol.cmake.
include(${CMAKE_CURRENT_LIST_DIR}/page_symbol.cmake)

set(type_html "text/html; charset=utf-8")
set(type_js "text/javascript; charset=utf-8")
set(type_mjs "text/javascript; charset=utf-8")
set(type_css "text/css; charset=utf-8")
set(type_json "application/json")
set(type_svg "image/svg+xml")
set(type_png "image/png")
set(type_ico "image/x-icon")
set(type_webmanifest "application/manifest+json")

set(declarations "")
set(entries "")
list(LENGTH FILES count)
foreach(file IN LISTS FILES)
  inkdigit_page_symbol(symbol ${file})
  get_filename_component(extension ${file} LAST_EXT)
  string(SUBSTRING "${extension}" 1 -1 extension)
  if(NOT DEFINED type_${extension})
    message(FATAL_ERROR "page_table.cmake knows no content type for ${file}")
  endif()
  file(SHA256 ${ROOT}/${file} hash)
  string(SUBSTRING ${hash} 0 16 hash)
  set(url "/${file}")
  if(file STREQUAL "index.html")
    set(url "/")
  elseif(file MATCHES "^(.*)/index\\.html$")
    set(url "/${CMAKE_MATCH_1}")
  endif()
  string(APPEND declarations
    "extern const char inkdigit_embedded_${symbol}[];\nextern const char inkdigit_embedded_${symbol}_end[];\n")
  string(APPEND entries "    PageFile{\"${url}\", \"${type_${extension}}\", \"${hash}\",\n"
    "             inkdigit_embedded_${symbol}, inkdigit_embedded_${symbol}_end},\n")
endforeach()

file(WRITE ${OUTPUT}.new "// Written by server/page_table.cmake.
#include \"server/page_table.h\"

#include <array>

extern \"C\" {
${declarations}}

namespace inkdigit {

std::span<const PageFile> AllPages() noexcept {
  static const std::array<PageFile, ${count}> kPages = {
${entries}  };
  return kPages;
}

}  // namespace inkdigit
")
file(RENAME ${OUTPUT}.new ${OUTPUT})
