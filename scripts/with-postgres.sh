#!/usr/bin/env bash
# Runs a command beside a PostgreSQL of its own, found by it in TEST_DATABASE_URL: scripts/with-postgres.sh npm test
# TEST_DATABASE_RESTART is a program that restarts it.
# The cluster lives in a temporary folder, listens on a free loopback port and is gone afterwards.
set -euo pipefail

if [ $# -eq 0 ]; then
  echo "usage: $0 COMMAND [ARGUMENT…]" >&2
  exit 2
fi

programs=$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1 || true)
if [ -z "$programs" ]; then
  echo "$0: PostgreSQL's server is not installed (on Debian: apt-get install postgresql)" >&2
  exit 1
fi
programs=$(dirname "$programs")

# PostgreSQL refuses to run as root.
server=()
# In memory where there is a folder for that: the server may be killed here, the machine is not.
home=${TMPDIR:-/tmp}
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ]; then home=/dev/shm; fi
folder=$(mktemp -d "$home/approval-bot-postgres-XXXXXX")
if [ "$(id -u)" -eq 0 ]; then
  server=(runuser -u postgres --)
  chown postgres "$folder"
fi
chmod 755 "$folder"

stop() {
  (cd / && "${server[@]}" "$programs/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1) || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

password=$(openssl rand -hex 16)
port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')

(
  cd /
  printf '%s\n' "$password" | "${server[@]}" tee "$folder/password" >/dev/null
  "${server[@]}" "$programs/initdb" -D "$folder/data" -U postgres --auth=scram-sha-256 --pwfile="$folder/password" \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  "${server[@]}" openssl req -x509 -newkey rsa:2048 -nodes -days 7 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
    -keyout "$folder/data/server.key" -out "$folder/data/server.crt" 2>/dev/null
  "${server[@]}" chmod 600 "$folder/data/server.key"
  cp "$folder/data/server.crt" "$folder/ca.crt" && chmod 644 "$folder/ca.crt"
  if ! "${server[@]}" "$programs/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w start \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='' -c max_connections=300 -c ssl=on -c fsync=off -c full_page_writes=off" >/dev/null; then
    cat "$folder/server.log" >&2
    exit 1
  fi
)

# Restarts the server in the mode that it is given, fast or immediate; what was connected is cut off.
{
  echo '#!/bin/sh'
  echo 'cd / || exit 1'
  printf '%q ' exec "${server[@]}" "$programs/pg_ctl" -D "$folder/data" -l "$folder/server.log"
  echo '-m "$1" -w restart >/dev/null'
} >"$folder/restart"
chmod 755 "$folder/restart"

export TEST_DATABASE_RESTART="$folder/restart"
export TEST_DATABASE_URL="postgres://postgres:$password@127.0.0.1:$port/postgres"
export TEST_DATABASE_CA="$folder/ca.crt"
"$@"
