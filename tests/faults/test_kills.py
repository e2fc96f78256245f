"""Twenty times kill -9 in the middle of fifty cases: nothing acknowledged is lost, nothing is done twice."""

import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.client import Client, Journal
from tests.faults.product import PARTS, Product, running_product
from tests.faults.story import play, police_number
from tests.support.machine import manage

pytestmark = pytest.mark.long

CASES = 50
REGISTER = "文書管理.文書登録"
KILLS = 20
BETWEEN_KILLS = 2.6
"""Seconds. Each part is killed every fourth time, so it lives longer than the supervisor calls an early death."""
THINK = 14.0
SEED = 20260511


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """What is left after the kills."""

    product: Product
    journal: Journal
    outcomes: Counter[str]
    doctor: dict[str, list[str]]
    unanswered: int

    @property
    def cases(self) -> set[str]:
        """uuids of the clients' cases."""
        started = self.journal.entries("acknowledged")
        return {entry["answer"]["case"] for entry in started if entry["path"] == "/api/v1/cases/"}


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aftermath]:
    """Fifty clients at once, each with a case, while parts of the product are killed in turn."""
    data = tmp_path_factory.mktemp("ward")
    with running_product(data) as product:
        people = _people(data)
        journal = Journal(data / "client.jsonl")
        client = Client(port=product.port, journal=journal)
        with ThreadPoolExecutor(CASES) as clients:
            stories = [
                clients.submit(play, client, people[n % len(people)], random.Random(SEED + n), number=n, think=THINK)
                for n in range(CASES)
            ]
            _kill(product, random.Random(SEED))
            outcomes = Counter(story.result() for story in stories)
        doctor = json.loads(manage(data, "doctor", "--format", "json"))
        yield Aftermath(
            product=product, journal=journal, outcomes=outcomes, doctor=doctor, unanswered=client.unanswered
        )


def _people(data: Path) -> list[dict[str, str]]:
    words = manage(data, "shell", "--no-imports", "-c", "from tests.faults.people import main; main()")
    line = next(line for line in words.splitlines() if line.startswith("PEOPLE "))
    return list(json.loads(line.removeprefix("PEOPLE ")))


def _kill(product: Product, chance: random.Random) -> None:
    for number in range(KILLS):
        time.sleep(BETWEEN_KILLS)
        product.kill(PARTS[number % len(PARTS)], chance)


def test_every_case_comes_to_its_end(after: Aftermath) -> None:
    assert after.outcomes == {"交付済": CASES}


def test_the_kills_were_felt(after: Aftermath) -> None:
    assert after.unanswered > 0


def test_what_was_acknowledged_is_in_the_database(after: Aftermath) -> None:
    """I1: every command whose answer a client wrote down is journaled once, with what the client sent."""
    rows = after.product.rows(
        "SELECT e.event, e.stream, convert_from(p.body, 'UTF8')::jsonb -> 'command'"
        " FROM workflow_journalentry e JOIN workflow_journalpayload p ON p.entry_id = e.id WHERE e.kind = 'case'"
    )
    starts = {stream: command["answers"] for event, stream, command in rows if event == "start"}
    acts = Counter((command["task"], command["verdict"]) for event, _, command in rows if event == "complete_user_task")

    acknowledged = after.journal.entries("acknowledged")

    assert len(acknowledged) == CASES * 5
    for entry in acknowledged:
        if entry["path"] == "/api/v1/cases/":
            kept = starts[entry["answer"]["case"]]
            assert (kept["reason_detail"], kept["police_no"]) == (
                entry["body"]["answers"]["reason_detail"],
                entry["body"]["answers"]["police_no"],
            )
        else:
            task, verdict = entry["path"].split("/")[4:6]
            assert acts[task, verdict] == 1, entry


def test_no_case_was_started_twice(after: Aftermath) -> None:
    """I1: what was sent again and again under one key is there once."""
    kept = Counter(
        number
        for (number,) in after.product.rows(
            "SELECT convert_from(p.body, 'UTF8')::jsonb #>> '{command,answers,police_no}'"
            " FROM workflow_journalentry e JOIN workflow_journalpayload p ON p.entry_id = e.id WHERE e.event = 'start'"
        )
    )

    assert [kept[police_number(number)] for number in range(CASES)] == [1] * CASES


@pytest.mark.parametrize("invariant", ["I2", "I3", "I4", "I5", "I6/I8", "I7", "I10"])
def test_what_must_hold_holds(after: Aftermath, invariant: str) -> None:
    assert after.doctor[invariant] == []


def test_each_call_was_carried_out_exactly_once(after: Aftermath) -> None:
    """I7: the receivers' own ledgers against ours."""
    done = sorted(
        (key, operation)
        for slug in ("access-control", "card-issuing", "staff-register")
        for key, operation, case in after.product.ledger(slug)
        if case in after.cases
    )
    ours = [
        (key, operation, status)
        for key, operation, status, case in after.product.rows(
            "SELECT key, operation, status, case_id::text FROM workflow_effect"
        )
        if case in after.cases and operation != REGISTER
    ]

    assert {status for _, _, status in ours} == {"done"}
    assert done == sorted((key, operation) for key, operation, _ in ours)
    assert Counter(operation for _, operation in done) == {
        "入退室.証の停止": CASES,
        "職員証発行.作成依頼": CASES,
        "入退室.証の登録": CASES,
        "入退室.証の有効化": CASES,
        "人事台帳.更新": CASES,
    }


def test_each_decided_case_is_registered_once(after: Aftermath) -> None:
    """Its document may still be under way: slow workers make one after the other."""
    rows = after.product.rows("SELECT operation, case_id::text FROM workflow_effect")

    asked = Counter(case for operation, case in rows if operation == REGISTER and case in after.cases)

    assert asked == dict.fromkeys(after.cases, 1)


def test_each_message_of_a_system_was_taken_once(after: Aftermath) -> None:
    rows = after.product.rows("SELECT case_id::text, status FROM workflow_inboundmessage")

    assert Counter(case for case, status in rows if status == "taken" and case in after.cases) == dict.fromkeys(
        after.cases, 1
    )
