"""A lost card from the report to the handing over, played by one client with think times."""

import random
import time
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.faults.client import Client, RefusedError

_ACTS: Mapping[str, tuple[str, str, dict[str, Any]]] = {
    "所属長確認": ("head", "checked", {}),
    "人事係審査": ("examiner", "proper", {"fee_decision": "不要"}),
    "人事課長決定": ("decider", "decide", {}),
    "交付と旧証の回収": ("examiner", "done", {"handed_at": date(2026, 5, 14).isoformat()}),
}
"""By step: whose work it is, the verdict, what is filled in."""
_LONGEST = 420.0
"""Seconds for one case, pauses and repairs included."""


def play(client: Client, tokens: Mapping[str, str], chance: random.Random, *, number: int, think: float) -> str:
    """Play one case to its end; its outcome, or what went wrong. `think` is the longest pause before an act."""
    try:
        return _play(client, tokens, chance, number=number, think=think)
    except RefusedError as refusal:
        return str(refusal)


def _play(client: Client, tokens: Mapping[str, str], chance: random.Random, *, number: int, think: float) -> str:
    deadline = time.monotonic() + _LONGEST
    time.sleep(chance.uniform(0, think))
    started = client.command(
        "/api/v1/cases/", {"procedure": "id-card-reissue", "answers": _answers(number)}, tokens["applicant"]
    )
    path = f"/api/v1/cases/{started['number']}/"
    while time.monotonic() < deadline:
        case = client.look(path, tokens["applicant"])
        if case["status"] == "ended":
            return str(case["outcome"])
        if not case["open"]:
            time.sleep(0.3)
            continue
        time.sleep(chance.uniform(0, think))
        task = case["open"][0]
        part, verdict, answers = _ACTS[task["step"]]
        body = {"revision": case["revision"], "answers": answers}
        client.command(f"/api/v1/tasks/{task['task']}/{verdict}/", body, tokens[part])
    return f"still open: {case['open']}"


def police_number(number: int) -> str:
    """What tells the cases apart."""
    return f"故障試験第{number}号"


def _answers(number: int) -> dict[str, Any]:
    now = datetime.now(ZoneInfo("Asia/Tokyo"))
    return {
        "reason": "紛失",
        "reason_detail": f"{number}件目。帰りの電車で落としたと思われます",
        "last_seen_at": (now - timedelta(hours=14)).strftime("%Y-%m-%dT%H:%M"),
        "noticed_at": (now - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M"),
        "place": "東横線",
        "place_kind": "通勤途上",
        "police": "届出済",
        "police_station": "目黒警察署",
        "police_no": police_number(number),
        "other_media": ["なし"],
        "pledge": "はい",
        "photo_mode": "登録済みを使う",
        "pickup": "人事課窓口",
    }
