#!/bin/sh
# Gets a token as a machine, adds a note and lists all notes, page by page.
# Needs curl; takes API_URL, TOKEN_URL, CLIENT_ID and CLIENT_SECRET from the environment.
set -eu

# Secrets go to curl by standard input: the arguments of a program can be read by everybody on the machine.
# --retry heeds Retry-After, and waits longer each time where there is none.
quietly='--silent --show-error --fail-with-body --retry 5 --config -'

token=$(
  printf 'user = "%s:%s"\n' "$CLIENT_ID" "$CLIENT_SECRET" |
    curl $quietly --data grant_type=client_credentials --data 'scope=notes/read notes/write' "$TOKEN_URL" |
    sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p'
)

# Into a file: on standard output, the answer to a try that failed would stand before that to the next one.
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

call() {
  printf 'header = "Authorization: Bearer %s"\n' "$token" | curl $quietly --output "$answer" "$@" && return
  cat "$answer" >&2
  exit 1
}

# The same key on every try: however often it is sent, there will be one note.
call --request POST "$API_URL/notes" \
  --header 'Content-Type: application/json' \
  --header "Idempotency-Key: $(date +%s)-$$" \
  --data '{"title": "From curl", "text": "Milk, two bottles"}'

cursor=
while :; do
  call --get "$API_URL/notes" --data limit=10 ${cursor:+--data-urlencode "cursor=$cursor"}
  grep -o '"title":"[^"]*"' "$answer" | cut -d '"' -f 4
  cursor=$(sed -n 's/.*"nextCursor":"\([^"]*\)".*/\1/p' "$answer")
  [ -n "$cursor" ] || break
done
