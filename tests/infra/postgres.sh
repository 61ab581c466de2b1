# Sourced by bin/infra: PostgreSQL 17 with pgvector from Debian's packages, unpacked into a folder of their own. The
# binaries want the C library they were built with, so they run with that folder as their root.

pg_suite=trixie
pg_version=17
pg_port=${LEDGERDESK_INFRA_POSTGRES_PORT:-15430}
pg_tree=$home/postgres
pg_bin=/usr/lib/postgresql/$pg_version/bin
pg_data=/data${instance:+-$instance}
pg_uid=4711 # belongs to nobody on the system; PostgreSQL refuses to run as root

pg_inside() {
  env -i PATH="$pg_bin:/usr/sbin:/usr/bin:/bin" LC_ALL=C.UTF-8 chroot --userspec="$pg_uid:$pg_uid" --groups='' "$pg_tree" "$@"
}

pg_fetch() {
  sources=/etc/apt/sources.list.d/debian.sources
  [ -r "$sources" ] || fail "only Debian's package sources are understood ($sources is missing)"
  lists=$home/apt
  rm -rf "$lists" "$pg_tree"
  mkdir -p "$lists/lists/partial" "$lists/archives/partial" "$pg_tree"
  # The mirror and key this machine already trusts, with the suite that carries the wanted version.
  awk -v suite="$pg_suite" '
    /^Types:/ { print "Types: deb"; next }
    /^Suites:/ { print "Suites: " suite; next }
    /^Components:/ { print "Components: main"; next }
    /^$/ { exit }
    { print }' "$sources" > "$lists/suite.sources"
  set -- -qq -o Dir::Etc::SourceList="$lists/suite.sources" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$lists/lists" -o Dir::State::status=/dev/null -o Dir::Cache::archives="$lists/archives" \
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root -o Acquire::Retries=3
  apt-get "$@" update
  apt-get "$@" install --yes --download-only --no-install-recommends "postgresql-$pg_version" "postgresql-$pg_version-pgvector" dash > /dev/null
  # Since trixie these are links into /usr, and packages rely on them.
  for dir in bin sbin lib lib64; do
    mkdir -p "$pg_tree/usr/$dir"
    ln -s "usr/$dir" "$pg_tree/$dir"
  done
  for package in "$lists"/archives/*.deb; do
    case ${package##*/} in
      libllvm* | perl* | libperl* | gcc-*) continue ;; # just-in-time compilation and scripts, neither is used
    esac
    dpkg-deb --fsys-tarfile "$package" | tar --extract --directory "$pg_tree" --keep-directory-symlink --exclude './usr/share/doc*' --exclude './usr/share/man*'
  done
  mkdir -p "$pg_tree/dev" "$pg_tree/tmp" "$pg_tree/etc" "$pg_tree$pg_data"
  chmod 1777 "$pg_tree/tmp"
  mknod -m 666 "$pg_tree/dev/null" c 1 3
  mknod -m 666 "$pg_tree/dev/zero" c 1 5
  mknod -m 666 "$pg_tree/dev/urandom" c 1 9
  printf 'root:x:0:0::/:/bin/sh\npostgres:x:%s:%s::%s:/bin/sh\n' "$pg_uid" "$pg_uid" "$pg_data" > "$pg_tree/etc/passwd"
  printf 'root:x:0:\npostgres:x:%s:\n' "$pg_uid" > "$pg_tree/etc/group"
  chroot "$pg_tree" /sbin/ldconfig
  rm -rf "$lists"
  touch "$pg_tree/.complete"
}

pg_running() {
  [ -e "$pg_tree$pg_data/postmaster.pid" ] && pg_inside pg_ctl -D "$pg_data" status > /dev/null 2>&1
}

# Starts the server on the data that is there. Loopback only, so that trust reaches this machine alone. Durability is
# on: tests kill it.
pg_start() {
  pg_inside pg_ctl -D "$pg_data" -w -l "$pg_data/log" \
    -o "-p $pg_port -c listen_addresses=127.0.0.1 -c unix_socket_directories=/tmp -c max_connections=200 -c jit=off" start > /dev/null ||
    { tail -n 5 "$pg_tree$pg_data/log" >&2; fail "PostgreSQL did not start"; }
}

pg_up() {
  [ "$(id -u)" = 0 ] || fail "needs root; or set LEDGERDESK_TEST_DATABASE_URL to a server of your own"
  [ -e "$pg_tree/.complete" ] || { echo "installing PostgreSQL $pg_version with pgvector …" >&2; pg_fetch; }
  if ! pg_running; then
    rm -rf "${pg_tree:?}$pg_data"
    install -d -o "$pg_uid" -g "$pg_uid" -m 700 "$pg_tree$pg_data"
    pg_inside initdb -D "$pg_data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 > /dev/null
    pg_start
  fi
  pg_port=$(sed -n 4p "$pg_tree$pg_data/postmaster.pid") # one that was up already has the port it was started with
  echo "LEDGERDESK_TEST_DATABASE_URL=postgres://postgres@127.0.0.1:$pg_port/postgres"
}

# fast: connections are cut and the data is written out. immediate: as if the machine had died.
pg_stop() {
  if pg_running; then pg_inside pg_ctl -D "$pg_data" -m "$1" -w stop > /dev/null; fi
}

pg_remove() {
  rm -rf "${pg_tree:?}${pg_data:?}"
}
