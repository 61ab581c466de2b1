# Sourced by the other scripts with $root set: finds Bun or gets it from npm, and installs the locked dependencies.
# Needs Node and npm only. Sets BUN.

bun_wanted=1.4.5

find_bun() {
  if [ -x "$root/.tools/bun/bin/bun" ]; then
    BUN="$root/.tools/bun/bin/bun"
  elif command -v bun >/dev/null 2>&1 && bun_is_new_enough "$(bun --version)"; then
    BUN=$(command -v bun)
  else
    return 1
  fi
}

# Takes 1.2.3 and compares with the version wanted, number by number.
bun_is_new_enough() {
  case $1 in '' | *[!0-9.]*) return 1 ;; esac
  printf '%s\n%s\n' "$bun_wanted" "$1" | awk -F. 'NR==1{a=$1;b=$2;c=$3} NR==2{exit !($1>a||($1==a&&($2>b||($2==b&&$3+0>=c+0))))}'
}

get_bun() {
  command -v npm >/dev/null 2>&1 || {
    echo "ledgerdesk: npm is needed to install Bun; install Node.js 20 or newer first" >&2
    exit 1
  }
  echo "installing Bun $bun_wanted …" >&2
  mkdir -p "$root/.tools/bun"
  # Install scripts may be switched off, so the binary is linked from the platform's own package.
  npm install --loglevel=error --no-audit --no-fund --no-save --ignore-scripts --prefix "$root/.tools/bun" "bun@$bun_wanted" >&2 || {
    echo "ledgerdesk: npm could not install Bun; see above" >&2
    exit 1
  }
  mkdir -p "$root/.tools/bun/bin"
  for binary in "$root"/.tools/bun/node_modules/@oven/*/bin/bun; do
    if "$binary" --version >/dev/null 2>&1; then
      ln -sf "$binary" "$root/.tools/bun/bin/bun"
      return 0
    fi
  done
  echo "ledgerdesk: no Bun binary in the npm package runs on this machine" >&2
  exit 1
}

find_bun || {
  get_bun
  find_bun
}

# Installs when the lockfile is newer than what is installed.
if [ ! -e "$root/node_modules/.installed" ] || [ "$root/bun.lock" -nt "$root/node_modules/.installed" ]; then
  echo "installing dependencies …" >&2
  (cd "$root" && "$BUN" install --frozen-lockfile --silent) >&2 || {
    echo "ledgerdesk: the dependencies could not be installed; see above" >&2
    exit 1
  }
  touch "$root/node_modules/.installed"
fi
