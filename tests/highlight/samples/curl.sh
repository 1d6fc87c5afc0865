#!/usr/bin/env bash
set -euo pipefail
# list invoices
export API_KEY="sk_test_123" LIMIT=${LIMIT:-10}
curl -sS -X POST "https://api.example.com/v1/invoices?limit=${LIMIT}" \
  -H "Authorization: Bearer $API_KEY" \
  -H 'Content-Type: application/json' \
  --data-raw '{"amount": 1000, "currency": "usd"}' | jq -r '.data[] | .id'
for id in $(example list --format ids); do
  [[ $id =~ ^inv_[0-9]+$ ]] && echo "ok $id" >&2 || continue
done
cat <<-'EOF' > /tmp/out.txt
	literal $HOME `cmd`
EOF
cat <<EOF
expanded ${HOME%/*} $(date +%s) $((1 + 2 * 3))
EOF
function greet() { local name="${1:-world}"; printf 'hi %s\n' "$name"; }
case "$1" in
  start|stop) greet "$1" ;;
  *) exit 1 ;;
esac
arr=(a "b c" $'d\n'); echo "${arr[@]:1:2} ${#arr[*]}"
if test -f ./x && ! grep -q foo x; then rm -rf -- "$x"; elif true; then :; fi
