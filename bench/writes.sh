#!/usr/bin/env bash
# The writes to be measured, a line each: an address, a tab, a JSON body. An act of an administrator:
# permission, a change, an entry in the ledger, one commit.
#
#   writes.sh PLACE ADDRESS
set -euo pipefail

place=$1
address=$2
curl -fsS -H "Authorization: Bearer $(cat "$place/writer")" -H "Accept: application/json" "http://$address/accounts" |
  python3 -c '
import json, sys
reader = next(row["id"] for row in json.load(sys.stdin)["rows"] if row["name"] == "reader")
for number in range(60000):
    print(f"/accounts/{reader}/disabled\t" + json.dumps({"disabled": number % 2 == 0}))'
