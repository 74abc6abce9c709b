# sed -E -f strip_comments.sed FILE.js|FILE.css: lines that hold nothing but a comment become empty lines, so that the
# numbers of lines in error messages stay those of the source. They are a fifth of the page's bytes. Indentation goes, too,
# and what is said behind a line of code, where nothing in it could be part of a string.

# On one line.
/^ *\/\*([^*]|\*+[^*/])*\*+\/ *$/ {
  s/.*//
  b
}
/^ *\/\// {
  s/.*//
  b
}

# On several lines. Where code stands behind the end, all of it stays.
/^ *\/\*/ {
  /\*\//! {
    : more
    N
    /\*\//! b more
    /\*\/ *$/ s/[^\n]+//g
  }
}

s/^ +//
s|([;{,:(]) // [^'"`]*$|\1|
