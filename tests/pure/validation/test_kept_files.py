"""回付後: files that are on their way stay, may be exchanged, or are left as they are."""

from typing import Literal

import msgspec
import pytest

from forms.field_type import Json
from forms.scenario_files import files_named
from forms.validation.check import check_answers
from forms.validation.kept_files import staying_files, with_room
from forms.validation.outcome import Accepted, Refused
from tests.support.forms import BUILTINS, a_form, an_item

How = Literal["add_only", "replaceable", "locked"]


def sent(how: How, before: list[str], now: list[Json] | None, max_files: int = 1) -> Accepted | Refused:
    """What comes of sending files where others were sent before; None: the item is not sent."""
    form = a_form(an_item("proof", name="証明", type="attachment", after_submit=how, max_files=max_files))
    names: list[Json] = [*before, *(now or [])]
    known = files_named({"": names})
    stored: Json = [msgspec.to_builtins(known[name]) for name in before]
    return check_answers(
        form,
        previous={"proof": stored} if before else {},
        submitted={} if now is None else {"proof": now},
        writable={"proof": False},
        builtins=BUILTINS,
        files=known,
    )


@pytest.mark.parametrize(
    ("how", "now", "complaint"),
    [
        ("add_only", ["a.pdf", "b.pdf"], ""),
        ("add_only", ["b.pdf"], "外せません"),
        ("add_only", [], "外せません"),
        ("add_only", ["a.pdf", "b.pdf", "c.pdf"], "2個まで"),
        ("replaceable", ["b.pdf"], ""),
        ("replaceable", [], ""),
        ("replaceable", ["a.pdf", "b.pdf"], "1個まで"),
        ("locked", ["a.pdf"], ""),
        ("locked", ["a.pdf", "b.pdf"], "1個まで"),
        ("locked", ["b.pdf"], "変えられません"),
        ("locked", None, ""),
    ],
)
def test_what_may_be_done_with_a_file_that_was_sent(how: How, now: list[Json] | None, complaint: str) -> None:
    outcome = sent(how, ["a.pdf"], now)

    if complaint:
        assert isinstance(outcome, Refused)
        assert complaint in outcome.problems[0].message.ja
    else:
        assert isinstance(outcome, Accepted), outcome


@pytest.mark.parametrize("how", ["add_only", "replaceable", "locked"])
def test_before_it_was_sent_anything_may_be_done(how: How) -> None:
    assert isinstance(sent(how, [], ["a.pdf"]), Accepted)


def test_room_is_made_beside_what_stays() -> None:
    item = an_item("proof", type="attachment", max_files=2)
    names: list[Json] = ["a.pdf", "b.pdf"]
    before: Json = [msgspec.to_builtins(file) for file in files_named({"": names}).values()]

    assert staying_files(item, before) == {"a.pdf", "b.pdf"}
    assert with_room(item, before).max_files == 4
    assert with_room(item, None) == item
