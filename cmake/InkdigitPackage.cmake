# Debian packages by CPack: `inkdigit` (the program, its man page, completion and service) and `libinkdigit-dev` (the static
# library, headers, CMake and pkg-config files). deploy/build-deb.sh makes them.
set(deploy ${PROJECT_SOURCE_DIR}/deploy)
install(FILES ${deploy}/inkdigit.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
install(FILES ${deploy}/completion/inkdigit.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
  RENAME inkdigit COMPONENT program)
install(FILES ${deploy}/systemd/inkdigit.service DESTINATION lib/systemd/system COMPONENT program)
install(FILES ${deploy}/nginx/inkdigit.conf DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples COMPONENT program)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright COMPONENT program)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libinkdigit-dev RENAME copyright
  COMPONENT library)

set(CPACK_PACKAGE_NAME inkdigit)
set(CPACK_PACKAGE_VENDOR "The Inkdigit authors")
set(CPACK_PACKAGE_CONTACT "The Inkdigit authors <noreply@inkdigit.invalid>")
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program library)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME inkdigit)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION graphics)
# libpq is loaded when a PostgreSQL database is named; who uses SQLite does without.
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS libpq5)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "reads handwritten digits\n A command, a web page and an HTTP API that read handwritten digits from drawings,\n photographs and scans, with an honest confidence. The network is inside.")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libinkdigit-dev)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS
  "libspng-dev, libdeflate-dev, libjpeg62-turbo-dev, libwebp-dev, libleptonica-dev, libtiff-dev, libexif-dev, zlib1g-dev")
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION "reads handwritten digits: the C++ library\n The static library behind inkdigit, its headers, and CMake and pkg-config files.")
include(CPack)
