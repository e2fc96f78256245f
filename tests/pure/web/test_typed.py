"""What a page sent, by item."""

from urllib.parse import urlencode

from django.http import QueryDict
from django.test import RequestFactory

from forms.field_type import Json
from forms.fields.table import MOST_ROWS
from forms.spec import Choice
from forms.web.typed import cell_name, is_blank, typed_answers
from tests.support.forms import a_form, an_item

CHOICES = (Choice(id="A", name="あ"), Choice(id="B", name="い"))
FORM = a_form(
    an_item("line"),
    an_item("one", type="choice", choices=CHOICES),
    an_item("many", type="choices", choices=CHOICES),
    an_item("later"),
)
WRITABLE = {"line", "one", "many"}


def typed(sent: str, kept: dict[str, Json] | None = None, drawn: tuple[str, ...] = ("line", "one", "many")) -> object:
    return typed_answers(FORM, QueryDict(sent), drawn=drawn, writable=WRITABLE, kept=kept or {})


def test_what_was_not_on_the_page_is_kept() -> None:
    assert typed("line=x", {"many": ["A"]}, drawn=("line",)) == {"line": "x", "many": ["A"]}


def test_boxes_that_were_unticked_are_empty() -> None:
    assert typed("", {"many": ["A"]}) == {"many": []}


def test_a_choice_that_is_no_longer_offered_stands() -> None:
    assert typed("", {"one": "GONE", "many": []}) == {"one": "GONE", "many": []}


def test_an_emptied_line_is_empty() -> None:
    assert typed("line=", {"line": "x"}) == {"line": "", "many": []}


def test_what_may_not_be_written_is_passed_over() -> None:
    assert typed("later=x&stranger=y", drawn=("later", "stranger")) == {}


def test_a_full_table_arrives_whole() -> None:
    cells = {cell_name("legs", row, f"c{column}"): "1" for row in range(MOST_ROWS) for column in range(20)}

    request = RequestFactory().post("/", urlencode(cells), content_type="application/x-www-form-urlencoded")

    assert request.POST.dict() == cells


def test_blank_is_what_holds_no_word() -> None:
    values: tuple[Json, ...] = (None, "", " 　", [], [""], "x", ["x"])

    assert [is_blank(value) for value in values] == [True] * 5 + [False] * 2
