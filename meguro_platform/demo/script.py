"""What happened in the demo ward and what waits there today: the same plays whatever day it is opened."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from approvals.routing.organisation import Organisation
from forms.tokyo_time import TOKYO
from meguro_platform.demo.play import Play

SEED = 20260401
CULTURE_SECTION, CULTURE_SUBSECTION = "07030000", "07030100"
"""Where the people work whose cases are told of."""
TOURISM_SUBSECTION = "07040100"
"""Where half of the leave that waits is applied for: two offices with full inboxes, instead of many with one case."""
LEAVE, CARD = "leave-of-absence", "id-card-reissue"
_PAST_DAYS = 180

LOST = {
    "reason": "紛失",
    "reason_detail": "帰りの電車で落としたと思われます",
    "place": "東横線の車内",
    "place_kind": "通勤途上",
    "police": "届出済",
    "police_station": "目黒警察署",
    "police_no": "第1234号",
    "other_media": ["なし"],
    "pledge": "はい",
    "photo_mode": "登録済みを使う",
    "pickup": "人事課窓口",
}
_DAMAGED = {
    "reason": "破損",
    "reason_detail": "窓口の機械にはさまれて割れました",
    "cause": "職務中の事故",
    "photo_mode": "登録済みを使う",
    "pickup": "庁内便",
}
_STOPPED_FIRST = {"reason": "盗難", "stop_first": "はい", "photo_mode": "登録済みを使う", "pickup": "人事課窓口"}


class Script:
    """Writes the plays for one ward and one day."""

    def __init__(self, organisation: Organisation, present: datetime) -> None:
        self._random = Random(SEED)  # noqa: S311 - a story, not a secret
        self._present = present
        self._today = _day(present)
        self._neighbours = _present_members(organisation, CULTURE_SECTION, self._today)
        self._closest = _present_members(organisation, CULTURE_SUBSECTION, self._today)
        self._tourism = _present_members(organisation, TOURISM_SUBSECTION, self._today)
        everybody = [
            person for person in organisation.staff(self._today) if _ordinary(organisation, person, self._today)
        ]
        self._everybody = self._random.sample(everybody, k=len(everybody))

    def plays(self) -> list[Play]:
        """Everything, in the order in which it began."""
        return sorted([*self._past(), *self._open()], key=lambda play: play.begins)

    # -- what is over ---------------------------------------------------------------------------------------------

    def _past(self) -> Iterator[Play]:
        for place in range(250):
            more: dict[str, Any] = {}
            if place % 25 == 3:
                more["verdicts"] = {"係長の確認": ("send_back", "日付を確かめてください")}
            elif place % 25 == 11:
                more["verdicts"] = {"課長の承認": ("時季を変えてもらう", "繁忙期のため、翌週にお願いします")}
            elif place % 25 == 17:
                more |= {"until": "課長の承認", "withdrawn": True}
            yield self._leave(self._everybody[place], self._long_ago(place, 250), **more)
        for place in range(55):
            more = {}
            if place % 11 == 4:
                more["verdicts"] = {"人事係審査": ("send_back", "経緯をもう少し詳しく書いてください")}
            elif place % 11 == 7:
                more["verdicts"] = {"人事課長決定": ("drop", "異動に合わせて新しい証を渡すため")}
            elif place % 11 == 9:
                more |= {"until": "人事係審査", "withdrawn": True}
            yield self._card(
                self._everybody[300 + place], self._long_ago(place, 55), LOST if place % 2 else _DAMAGED, **more
            )

    def _long_ago(self, place: int, of: int) -> datetime:
        """An instant in the last half year, but long enough ago to be over."""
        days = 30 + (_PAST_DAYS - 30) * (of - place) / of
        return self._at(self._today - timedelta(days=round(days)))

    # -- what waits today -------------------------------------------------------------------------------------------

    def _open(self) -> Iterator[Play]:
        near, far = self._neighbours, iter(self._everybody[400:])
        for step, count, answers, more in _WAITING_CARDS:
            for place in range(count):
                who = near[place % len(near)] if step in _BY_THE_HEAD else next(far)
                yield self._card(who, self._just_now(), answers, until=step, **more)
        for step, count, verdicts in _WAITING_LEAVES:
            for place in range(count):
                office = self._tourism if place % 2 else self._closest
                who = office[place // 2 % len(office)]
                yield self._leave(who, self._just_now(), until=step, verdicts=verdicts)
        for place in range(5):
            yield self._leave(self._closest[place % len(self._closest)], self._just_now(), until="係長の確認")
        own = self._closest[0]
        for _ in range(4):
            back = {"係長の確認": ("send_back", "休暇の種類を確かめてください")}
            yield self._leave(own, self._just_now(), until="届出", verdicts=back)
        yield self._card(own, self._just_now(), _STOPPED_FIRST, until="残りの記入")
        for place in range(2):  # late: nobody looked at them for more than a week
            yield self._card(
                near[place + 1], self._present - timedelta(days=9, hours=place), _DAMAGED, until="所属長確認"
            )

    def _just_now(self) -> datetime:
        """Within the last hours."""
        return self._present - timedelta(minutes=self._random.randint(40, 300))

    # -- parts ------------------------------------------------------------------------------------------------------

    def _at(self, day: date) -> datetime:
        """Some time of a working day, as far before the present as the day."""
        return self._present - timedelta(days=(self._today - day).days, minutes=self._random.randint(0, 240))

    def _leave(self, applicant: str, begins: datetime, **more: Any) -> Play:
        first = _day(begins) + timedelta(days=self._random.randint(3, 20))
        last = first + timedelta(days=self._random.choice((0, 0, 1, 2)))
        answers = {"kind": "ANNUAL", "first_day": first.isoformat(), "last_day": last.isoformat()}
        pace = timedelta(minutes=self._random.randint(4, 9))
        return Play(procedure=LEAVE, applicant=UUID(applicant), answers=answers, begins=begins, pace=pace, **more)

    def _card(self, applicant: str, begins: datetime, answers: dict[str, Any], **more: Any) -> Play:
        noticed = begins - timedelta(hours=1)
        moments = {"noticed_at": noticed.isoformat(), "last_seen_at": (noticed - timedelta(hours=13)).isoformat()}
        lost = answers["reason"] != "破損"
        if "stop_first" in answers:
            moments.pop("last_seen_at")
        day = _day(begins).isoformat()
        written = {
            "人事係審査": {"fee_decision": "不要"},
            "交付と旧証の回収": {"handed_at": day},
            "受理番号の追記": {"police_no": "第99号"},
        }
        pace = timedelta(minutes=self._random.randint(2, 3))
        return Play(
            procedure=CARD,
            applicant=UUID(applicant),
            answers=answers | (moments if lost else {}),
            begins=begins,
            pace=pace,
            written=written,
            **more,
        )


_BY_THE_HEAD = frozenset({"所属長確認"})
_NO_STOP = {"failing": frozenset({"入退室.証の停止"})}
_WAITING_CARDS: Sequence[tuple[str, int, dict[str, Any], dict[str, Any]]] = (
    ("所属長確認", 6, _DAMAGED, {}),
    ("人事係審査", 8, _DAMAGED, {}),
    ("人事課長決定", 8, LOST, {}),
    ("職員証発行.完了", 6, _DAMAGED, {}),
    ("交付と旧証の回収", 7, LOST, {}),
    ("発行不能の対応", 3, _DAMAGED, {"failing": frozenset({"入退室.証の登録"})}),
    ("手での停止", 5, LOST, _NO_STOP),
    ("手での有効化", 2, LOST, {"failing": frozenset({"入退室.証の有効化"})}),
    ("台帳の手入力", 1, _DAMAGED, {"failing": frozenset({"人事台帳.更新"})}),
)
"""Step, how many cases wait there, what was applied for, what is special."""
_SENT_BACK = {"課長の承認": ("send_back", "上司の意見を添えてください")}
_WAITING_LEAVES: Sequence[tuple[str, int, dict[str, tuple[str, str]]]] = (
    ("係長の確認", 16, {}),
    ("課長の承認", 16, {}),
    ("係長の確認", 2, _SENT_BACK),
)


def _present_members(organisation: Organisation, unit: str, on: date) -> list[str]:
    return [seat.person for seat in organisation.members(unit, on) if _ordinary(organisation, seat.person, on)]


def _ordinary(organisation: Organisation, person: str, on: date) -> bool:
    """Whether somebody is at work and heads nothing."""
    posting = organisation.main_posting(person, on)
    return posting is not None and posting.post is None and not organisation.is_absent(person, on)


def _day(instant: datetime) -> date:
    return instant.astimezone(TOKYO).date()
