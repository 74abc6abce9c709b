# inkdigit_page_symbol(OUT FILE): the assembler symbol of an embedded file, "js/app.js" -> "page_js_app_js".
function(inkdigit_page_symbol out file)
  string(MAKE_C_IDENTIFIER "page_${file}" symbol)
  set(${out} ${symbol} PARENT_SCOPE)
endfunction()
