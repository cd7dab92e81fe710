# To be read by the other scripts: `secret NAME` sets NAME to what the file says that NAME_FILE names, where it names one.
secret() {
  eval "file=\${$1_FILE-}"
  [ -n "$file" ] || return 0
  value=$(cat "$file")
  export "$1=$value"
}
