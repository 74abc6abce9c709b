# `cmake --install`: the library, its headers, and what find_package(inkdigit) and pkg-config need.
include(CMakePackageConfigHelpers)

# Whoever links the static library needs its parts, too. Each is the prefix of a pkg_check_modules() call of ours and
# its modules; targets PkgConfig::PREFIX are made again on the consumer's side. pkg-config gets plain linker flags,
# because `--static` would follow the modules' own private requirements, whose development packages nobody needs.
set(INKDIGIT_PARTS
  "DEFLATE libdeflate" "EXIF libexif" "JPEG libjpeg" "LEPT lept" "SODIUM libsodium" "SPNG spng" "TIFF libtiff-4"
  "WEBP libwebpdemux libwebp" "ZLIB zlib")
set(INKDIGIT_FIND_PARTS "")
set(INKDIGIT_PC_LIBS "")
if(NOT BUILD_SHARED_LIBS)
  foreach(part IN LISTS INKDIGIT_PARTS)
    string(REGEX MATCH "^[A-Z]+" prefix "${part}")
    string(REGEX REPLACE "^[A-Z]+ " "" modules "${part}")
    string(APPEND INKDIGIT_FIND_PARTS "pkg_check_modules(${prefix} REQUIRED IMPORTED_TARGET ${modules})\n")
    list(APPEND INKDIGIT_PC_LIBS ${${prefix}_LDFLAGS})
  endforeach()
endif()
list(REMOVE_DUPLICATES INKDIGIT_PC_LIBS)
list(JOIN INKDIGIT_PC_LIBS " " INKDIGIT_PC_LIBS)

set(package_directory ${CMAKE_INSTALL_LIBDIR}/cmake/inkdigit)
set(pc_directory ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH INKDIGIT_PC_PREFIX /prefix/${pc_directory} /prefix)  # so that the tree can be moved

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/inkdigitConfig.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/inkdigitConfig.cmake INSTALL_DESTINATION ${package_directory})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/inkdigitConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
configure_file(${PROJECT_SOURCE_DIR}/cmake/inkdigit.pc.in ${CMAKE_CURRENT_BINARY_DIR}/inkdigit.pc @ONLY)

set_target_properties(inkdigit PROPERTIES
  VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
install(TARGETS inkdigit EXPORT inkdigitTargets
  ARCHIVE COMPONENT library LIBRARY COMPONENT library RUNTIME COMPONENT library)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/inkdigit DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  COMPONENT library FILES_MATCHING PATTERN "*.h")
install(EXPORT inkdigitTargets NAMESPACE inkdigit:: DESTINATION ${package_directory} COMPONENT library)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/inkdigitConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/inkdigitConfigVersion.cmake
  DESTINATION ${package_directory} COMPONENT library)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/inkdigit.pc DESTINATION ${pc_directory} COMPONENT library)
