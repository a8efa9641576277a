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

call() {
  printf 'header = "Authorization: Bearer %s"\n' "$token" | curl $quietly "$@"
}

# The same key on every try: however often it is sent, there will be one note.
call --request POST "$API_URL/notes" \
  --header 'Content-Type: application/json' \
  --header "Idempotency-Key: $(date +%s)-$$" \
  --data '{"title": "From curl", "text": "Milk, two bottles"}' >/dev/null

cursor=
while :; do
  page=$(call --get "$API_URL/notes" --data limit=10 ${cursor:+--data-urlencode "cursor=$cursor"})
  printf '%s\n' "$page" | grep -o '"title":"[^"]*"' | cut -d '"' -f 4
  cursor=$(printf '%s\n' "$page" | sed -n 's/.*"nextCursor":"\([^"]*\)".*/\1/p')
  [ -n "$cursor" ] || break
done
