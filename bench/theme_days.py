#!/usr/bin/env python3
"""Theme days whose minutes wait for the second side's confirmation, made through the interface.

    theme_days.py ADDRESS ORGANISER_TOKEN_FILE COUNT WRITER_TOKEN_FILE WRITES_FILE

Founds a joint branch of twelve teachers and six people of the park, lets the school's secretary plan, tick and
hand in COUNT theme days, and writes the confirmations that are left to the other side's secretary, a line each:
an address, a tab, a JSON body. The token of that secretary goes to WRITER_TOKEN_FILE.
"""

import datetime
import http.client
import json
import sys
from concurrent.futures import ThreadPoolExecutor

HEADERS = {"Accept": "application/json", "Content-Type": "application/json"}
CLIENTS = 4
TEXT = "一、集中学习。二、走访园区工坊，了解学徒岗位。三、讨论下一季度的共建安排，双方各自认领任务。" * 4


class Person:
    """Somebody with a token, on a connection that stays open."""

    def __init__(self, address: str, token: str = ""):
        self.connection = http.client.HTTPConnection(address)
        self.headers = HEADERS | ({"Authorization": f"Bearer {token}"} if token else {})

    def ask(self, method: str, path: str, body: dict | None = None) -> tuple[dict, http.client.HTTPResponse]:
        self.connection.request(method, path, json.dumps(body) if body is not None else None, self.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status >= 400:
            raise SystemExit(f"{method} {path}: {answer.status} {text.decode()[:500]}")
        return json.loads(text or b"{}"), answer

    def get(self, path: str) -> dict:
        return self.ask("GET", path)[0]

    def post(self, path: str, body: dict) -> str:
        """Where the thing is that was made."""
        return self.ask("POST", path, body)[0].get("location", "")


def with_account(organiser: Person, address: str, person: str, name: str) -> str:
    """Gives `person` an account and returns a token for it."""
    link = organiser.ask("POST", f"/people/{person}/account", {"name": name})[0]["link"]
    newcomer = Person(address)
    path = "/" + link.split("/", 3)[3]
    _, answer = newcomer.ask("POST", path, {"password": f"{name}之莲叶何田田"})
    cookies = [value.split(";")[0] for key, value in answer.getheaders() if key.lower() == "set-cookie"]
    newcomer.headers = HEADERS | {"Cookie": "; ".join(cookies), "Sec-Fetch-Site": "same-origin"}
    return newcomer.ask("POST", "/account/tokens", {"label": "bench"})[0]["fresh_token"]


def people_of(organiser: Person, branch: str, count: int) -> list[str]:
    rows = organiser.get(f"/people?organisation={branch}")["rows"]
    return [row["id"] for row in rows[:count]]


def found(organiser: Person) -> tuple[str, list[str], list[str]]:
    """A joint branch; its id, the school's people and the enterprises' people, the signatories first."""
    codes = ("020000", "020100", "020200", "020100000", "020200001")
    rows = (row for code in codes for row in organiser.get(f"/organisations?q={code}")["rows"])
    ids = {row["code"]: row["id"] for row in rows}
    units = {row["kind"]: row["id"] for row in organiser.get("/units")["rows"]}
    school, park = people_of(organiser, ids["020100000"], 12), people_of(organiser, ids["020200001"], 6)
    at = organiser.post("/foundings", {
        "under": ids["020000"], "name": "文创联合党支部", "code": "020000999",
        "school_home": ids["020100"], "school_units": [units["school"]],
        "enterprise_home": ids["020200"], "enterprise_units": [units["enterprise"]]})

    def step(name: str, body: dict) -> str:
        return organiser.post(f"{at}/{name}", body | {"revision": organiser.get(at)["revision"]})

    sides = {side["kind"]: side["id"] for side in organiser.get(at)["sides"]}
    step("people", {"side": sides["school"], "branch": ids["020100000"], "formal": school})
    step("people", {"side": sides["enterprise"], "branch": ids["020200001"], "formal": park})
    posts = {"secretary": school[0], "organisation": school[1], "publicity": school[2], "discipline": park[0],
             "others": [park[1]], "signatory_school": school[0], "signatory_enterprise": park[0]}
    step("committee", posts | {"size": 5, "found_on": str(datetime.date.today())})
    for side in organiser.get(at)["sides"]:
        if not side.get("agreed"):
            step("agree", {"side": side["id"]})
    step("hand-in", {})
    warnings = [one["finding"]["rule"] for one in organiser.get(at)["findings"]
                if not one["finding"]["met"] and not one["finding"]["provisional"]]
    step("approve", {"doc_no": "院党发〔2026〕1号", "rules": warnings, "reasons": ["园区相邻，便于管理"] * len(warnings)})
    branch = step("found", posts | {"joining": school + park}).rsplit("/", 1)[1]
    return branch, school, park


def theme_day(secretary: Person, branch: str, people: list[str], number: int) -> str:
    day = datetime.date.today() - datetime.timedelta(days=number % 300 + 1)
    at = secretary.post("/meetings", {
        "branch": branch, "title": f"主题党日 {number}", "theme": "把支部建在产业链上", "agenda": "集中学习\n走访工坊",
        "on": str(day), "from": "14:30", "until": "16:30", "place": "创意园三楼", "responsible": people[:2],
        "visitors": "", "then": "invite"})
    secretary.post(f"{at}/presence", {"marks": [{"person": one, "status": "present"} for one in people], "reason": ""})
    secretary.post(f"{at}/minutes", {"text": TEXT, "resolutions": "每月互派一名讲师", "then": "hand_in"})
    return at


def main(address: str, organiser_file: str, count: str, writer_file: str, writes_file: str) -> None:
    with open(organiser_file, encoding="utf-8") as file:
        organiser = Person(address, file.read().strip())
    branch, school, park = found(organiser)
    tokens = [with_account(organiser, address, who, name) for who, name in ((school[0], "xiaofang"), (park[0], "qifang"))]
    with open(writer_file, "w", encoding="utf-8") as file:
        file.write(tokens[1])

    def some(worker: int) -> list[str]:
        secretary = Person(address, tokens[0])
        return [theme_day(secretary, branch, school + park, number) for number in range(worker, int(count), CLIENTS)]

    with ThreadPoolExecutor(CLIENTS) as pool:
        meetings = [at for part in pool.map(some, range(CLIENTS)) for at in part]
    record = Person(address, tokens[1]).get(meetings[0])
    side = next(one["id"] for one in record["sides"] if one["kind"] == "enterprise")
    with open(writes_file, "w", encoding="utf-8") as file:
        file.writelines(f"{at}/confirm\t" + json.dumps({"side": side, "version": 1}) + "\n" for at in meetings)


main(*sys.argv[1:])
