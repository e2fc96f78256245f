"""The templates under definitions/documents are sound, also on paper."""

from pathlib import Path

import pytest

from forms.documents.check import check_template
from forms.documents.press.paper_check import paper_problems
from forms.documents.template import placeholders
from tests.support.documents import DOCUMENTS, payslip, template


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.html")), ids=lambda path: path.name)
def test_a_shipped_template_has_no_problem(path: Path) -> None:
    columns = {"payroll-payslip": tuple(placeholders(payslip()))}

    assert check_template(path, columns) == []


def test_a_fixed_character_without_a_glyph_is_told_at_its_place() -> None:
    assert _told("<h1>証明書\n 👍</h1>") == [("D020", 4, 2)]


def test_a_place_too_small_for_its_longest_value_is_told() -> None:
    body = '<p class="small" data-longest="99999999">{金額:金額}</p>'

    assert _told(body, ".small { width: 12mm; height: 6mm }") == [("D022", 3, 7)]
    assert _told(body, ".small { width: 32mm; height: 6mm }") == []


def test_what_moves_with_a_value_is_told_in_every_edition() -> None:
    assert _told('<p data-if="訂正=1"><span>{氏名}</span> 殿</p>') == [("D021", 3, 7)]


def _told(body: str, style: str = "") -> list[tuple[str, int, int]]:
    return [
        (problem.id, problem.position.line, problem.position.column)
        for problem in paper_problems(template(body, style))
    ]
