"""Items for whose values connected systems are asked (照会)."""

from collections.abc import Mapping

import pytest

from forms.field_type import Json
from forms.spec import Lookup
from forms.validation.asking import FAILED, Asking, Once, Told
from forms.validation.check import check_answers
from forms.validation.outcome import Accepted, Refused
from forms.validation.state import Answers, evaluate_form
from tests.support.forms import BUILTINS, a_form, an_item

AT = "2026-05-11T00:00:00Z"


def looked_up(key: str, take: str, given: str = "区分", **changes: object) -> object:
    lookup = Lookup(operation="台帳.照会", given=(("区分", given),), take=take)
    return an_item(key, **{"type": "integer", "lookup": lookup} | changes)


FORM = a_form(
    an_item("kind", name="区分"),
    an_item("other", name="ほか"),
    looked_up("count", "人数"),  # type: ignore[arg-type]
    an_item("twice", type="integer", formula="(count ?? 0) * 2"),
)


class Register:
    """A system that says what it is told to say, and remembers what it was asked."""

    def __init__(self, **outputs: Json) -> None:
        self.outputs = outputs
        self.asked: list[Mapping[str, Json]] = []

    def __call__(self, lookup: Lookup, payload: Mapping[str, Json]) -> Told:
        self.asked.append(payload)
        return Told(outputs=self.outputs, at=AT)


def sent(
    answers: dict[str, Json], register: object, previous: Answers | None = None, everything: bool = True
) -> dict[str, Json]:
    outcome = check_answers(
        FORM,
        previous=previous or {},
        submitted=answers,
        writable={"kind": False, "other": False} if everything else dict.fromkeys(answers, False),
        builtins=BUILTINS,
        asking=Asking(Once(register), everything=everything) if register else None,  # type: ignore[arg-type]
    )
    assert isinstance(outcome, Accepted)
    return dict(outcome.answers)


def test_what_the_system_tells_is_the_value_and_formulas_read_it() -> None:
    register = Register(人数=3)
    answers = sent({"kind": "甲"}, register)

    assert (answers["count"], answers["twice"]) == (3, 6)
    assert answers["count:lookup"] == {"from": "台帳.照会", "at": AT, "note": ""}
    assert register.asked == [{"区分": "甲"}]


@pytest.mark.parametrize(("outputs", "note"), [({}, "none"), ({"人数": None}, "none"), ({"人数": "たくさん"}, "unfit")])
def test_an_answer_without_a_usable_value_leaves_the_item_empty(outputs: dict[str, Json], note: str) -> None:
    answers = sent({"kind": "甲"}, Register(**outputs))

    assert answers["count"] is None
    assert answers["count:lookup"] == {"from": "台帳.照会", "at": AT, "note": note}


def test_nobody_is_asked_while_something_of_the_question_is_empty() -> None:
    register = Register(人数=3)
    answers = sent({}, register)

    assert register.asked == []
    assert answers["count:lookup"] == {"from": "台帳.照会", "at": "", "note": "empty"}


def test_a_system_that_does_not_answer_stops_nobody() -> None:
    answers = sent({"kind": "甲"}, lambda lookup, payload: FAILED)

    assert answers["count"] is None
    assert answers["count:lookup"] == {"from": "台帳.照会", "at": "", "note": "failed"}


def test_only_what_depends_on_what_is_written_now_is_asked_again() -> None:
    before = sent({"kind": "甲"}, Register(人数=3))
    elsewhere, here = Register(人数=4), Register(人数=5)

    kept = sent({"other": "x"}, elsewhere, previous=before, everything=False)
    changed = sent({"kind": "乙"}, here, previous=before, everything=False)

    assert (kept["count"], elsewhere.asked) == (3, [])
    assert (changed["count"], here.asked) == (5, [{"区分": "乙"}])


def test_at_the_first_step_everything_is_asked_anew() -> None:
    before = sent({"kind": "甲"}, Register(人数=3))

    assert sent({}, Register(人数=4), previous=before)["count"] == 4


def test_without_anybody_who_asks_what_was_told_stands() -> None:
    before = sent({"kind": "甲"}, Register(人数=3))

    assert sent({"kind": "乙"}, None, previous=before)["count"] == 3
    assert evaluate_form(FORM, before, BUILTINS).answers == before


def test_what_one_system_told_may_be_part_of_the_next_question() -> None:
    form = a_form(
        an_item("kind", name="区分"),
        looked_up("second", "数", "first"),  # type: ignore[arg-type]
        looked_up("first", "符号", type="text"),  # type: ignore[arg-type]
    )
    register = Register(符号="A-1", 数=2)
    outcome = check_answers(
        form,
        previous={},
        submitted={"kind": "甲"},
        writable={"kind": False},
        builtins=BUILTINS,
        asking=Asking(Once(register), everything=True),
    )

    assert isinstance(outcome, Accepted)
    assert (outcome.answers["first"], outcome.answers["second"]) == ("A-1", 2)
    assert register.asked == [{"区分": "甲"}, {"区分": "A-1"}]


def test_nobody_can_send_what_a_system_tells() -> None:
    outcome = check_answers(
        FORM,
        previous={},
        submitted={"kind": "甲", "count": 9},
        writable={"kind": False, "count": False},
        builtins=BUILTINS,
        asking=Asking(Once(Register(人数=3)), everything=True),
    )

    assert isinstance(outcome, Refused)
    assert [problem.item for problem in outcome.problems] == ["count"]
