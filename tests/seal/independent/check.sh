#!/bin/sh
# Check a proof of facts with nothing but jq and openssl (3 or later):
#
#     check.sh PROOF KEY
#
# KEY is the public key of the ledger, NAME+ID+BASE64, which you got from its keeper by another way
# than the proof. Says "holds" for each fact; ends with 1 at the first that does not hold.
set -eu
proof=$1 key=$2
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT

raw() { printf '%s' "$1" | openssl base64 -d -A; }
hash() { openssl dgst -sha256 -binary | openssl base64 -A; }
node() { { printf '\001' && raw "$1" && raw "$2"; } | hash; }
field() { jq -j ".facts[$fact].$1" "$proof"; }
part() { awk -v part="$1" '$0 == "" { n++; next } n == part' "$here/tlog"; }
fail() { echo "fact $fact does not hold: $1" >&2 && exit 1; }

content() { # the content is what the record says, if it is shown
    [ "$(field state)" = null ] && return
    [ "$(raw "$(field salt)" | wc -c)" -eq 16 ] || fail "the salt"
    [ "$({ raw "$(field salt)" && field state; } | hash)" = "$(sed -n 7p "$here/record")" ] ||
        fail "the content"
}

climb() { # from the leaf to the root: RFC 9162, 2.1.3.2
    at=$(sed -n '2s/^index //p' "$here/tlog") last=$(($(sed -n 2p "$here/text") - 1))
    [ "$at" -eq "$(($(sed -n 2p "$here/record") - 1))" ] && [ "$at" -le "$last" ] ||
        fail "the place"
    found=$({ printf '\000' && cat "$here/record"; } | hash)
    for beside in $(part 0 | sed 1,2d); do
        if [ $((at % 2)) -eq 1 ] || [ "$at" -eq "$last" ]; then
            found=$(node "$beside" "$found")
            while [ $((at % 2)) -eq 0 ] && [ "$at" -gt 0 ]; do at=$((at / 2)) last=$((last / 2)); done
        else
            found=$(node "$found" "$beside")
        fi
        at=$((at / 2)) last=$((last / 2))
    done
    [ "$last" -eq 0 ] && [ "$found" = "$(sed -n 3p "$here/text")" ] || fail "the way to the root"
}

signed() { # by the key that was brought along, for the ledger of that name
    name=${key%%+*}
    [ "$(sed -n 1p "$here/text")" = "$name" ] || fail "it is of another ledger"
    raw "$(part 2 | awk -v name="$name" '$2 == name { print $3; exit }')" |
        tail -c 64 >"$here/signature"
    { printf '\060\052\060\005\006\003\053\145\160\003\041\000' &&
        raw "${key#*+*+}" | tail -c 32; } >"$here/key"
    openssl pkeyutl -verify -pubin -inkey "$here/key" -keyform DER -rawin \
        -in "$here/text" -sigfile "$here/signature" >/dev/null 2>&1 || fail "the signature"
}

fact=0
while [ "$fact" -lt "$(jq '.facts | length' "$proof")" ]; do
    field record >"$here/record"
    field proof >"$here/tlog"
    part 1 >"$here/text"
    content
    climb
    signed
    echo "fact $fact holds: position $(sed -n 2p "$here/record")"
    fact=$((fact + 1))
done
[ "$fact" -gt 0 ]
