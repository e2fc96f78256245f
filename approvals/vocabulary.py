"""Words of deciding, with what people read: in which capacity somebody acts, and why it is he who has the work."""

from enum import StrEnum

from forms.spec import Text


class Capacity(StrEnum):
    """In which capacity an act is done."""

    SELF = "self"
    DEPUTY = "deputy"
    PROXY = "proxy"
    PULL_UP = "pull_up"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> Text:
        return _CAPACITIES[self]


class Reason(StrEnum):
    """Why work came to a person."""

    PARTY = "party"
    HOLDER = "holder"
    CONCURRENT = "concurrent"
    ACTING = "acting"
    PROXY_HOLDER = "proxy_holder"
    ONE_LEVEL_UP = "one_level_up"
    MEMBER = "member"
    DUTY = "duty"
    NAMED = "named"
    DEPUTY = "deputy"
    DEPUTIES_AWAY = "deputies_away"
    TYPIST = "typist"
    SUCCESSOR = "successor"
    STAND_IN = "stand_in"
    DELEGATE = "delegate"
    TRANSFERRED = "transferred"
    ADDED = "added"

    @property
    def label(self) -> Text:
        return _REASONS[self]


_CAPACITIES = {
    Capacity.SELF: Text("本人", "in person"),
    Capacity.DEPUTY: Text("代決", "as deputy"),
    Capacity.PROXY: Text("代理", "as proxy"),
    Capacity.PULL_UP: Text("引上げ", "pulled up"),
    Capacity.ADMINISTRATOR: Text("管理者", "as administrator"),
}

_REASONS = {
    Reason.PARTY: Text("申請した本人だから", "is the applicant"),
    Reason.HOLDER: Text("この職に就いているから", "holds the post"),
    Reason.CONCURRENT: Text("この職を兼務しているから", "holds the post beside another"),
    Reason.ACTING: Text("この職の事務取扱だから", "acts in the vacant post"),
    Reason.PROXY_HOLDER: Text("この職の職務代理だから", "stands in for the vacant post"),
    Reason.ONE_LEVEL_UP: Text(
        "下の職の人は自分の案件を決められないから", "is one level above somebody who may not act here"
    ),
    Reason.MEMBER: Text("この所属の職員だから", "belongs to the unit"),
    Reason.DUTY: Text("この役割の担当だから", "has this duty"),
    Reason.NAMED: Text("名指しされたから", "is named"),
    Reason.DEPUTY: Text("決定する人が不在だから", "decides for somebody who is away"),
    Reason.DEPUTIES_AWAY: Text("代決する人も不在だから", "is away, and so are the deputies"),
    Reason.TYPIST: Text("代わりに入力した人だから", "typed the application for the applicant"),
    Reason.SUCCESSOR: Text("前の担当の後任だから", "succeeds somebody who has left"),
    Reason.DELEGATE: Text("代理に指定されているから", "was named to act for somebody"),
    Reason.TRANSFERRED: Text("振り替えられたから", "was handed the work"),
    Reason.ADDED: Text("起案した人が加えたから", "was added by the drafter"),
    Reason.STAND_IN: Text("管理者が担当に決めたから", "was named by an administrator"),
}


_OUTCOMES = {"却下": "Rejected", "廃案": "Dropped", "取下げ": "Withdrawn", "中止": "Cancelled"}


def outcome_words(outcome: str, en: str = "") -> Text:
    """How a case ended, for people. `en` is what the definition calls it in English, if it says so."""
    return Text(outcome, en or _OUTCOMES.get(outcome, ""))
