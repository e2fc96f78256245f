"""Values are put into their places, or the document is not made and every reason is told."""

import io
from itertools import count

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.documents.press.shaping import Shaped, Shaper
from forms.documents.press.stamp import Stamp, prepare
from forms.documents.template import placeholders
from forms.errors import DocumentNotMade, TemplateNotPrintable
from tests.support.documents import payslip, template, texts

STYLE = "p { width: 40mm; height: 6mm } .amount { width: 30mm } .note { height: 13mm; line-height: 6mm }"
BODY = """
<p data-overflow="shrink">{氏名} 様</p>
<p class="amount">{金額:金額}</p>
<p class="note" data-overflow="wrap">{お知らせ}</p>
<p data-if="訂正=1">訂正版</p>
"""
VALUES = {"氏名": "目黒　花子", "金額": "258000", "お知らせ": "", "訂正": "0"}


@pytest.fixture(scope="module")
def stamp() -> Stamp:
    return prepare(template(BODY, STYLE))


def words(stamp: Stamp, **values: str) -> str:
    return texts(stamp.pdf(VALUES | values))[0]


def kinds(stamp: Stamp, **values: str) -> list[tuple[str, str]]:
    return [(problem.kind, problem.field) for problem in stamp.problems(VALUES | values)]


def test_a_document_says_its_values(stamp: Stamp) -> None:
    assert words(stamp).split() == ["目黒", "花子", "様", "258,000"]


@pytest.mark.parametrize("name", ["髙橋", "山﨑", "德永", "𠮷田", "葛󠄀城", "渡邉󠄁", "ｶﾞﾝﾏ", "Ōta", "①㈱Ⅱ"])
def test_rare_characters_print_as_they_are_written(stamp: Stamp, name: str) -> None:
    found = words(stamp, 氏名=name)

    assert kinds(stamp, 氏名=name) == []
    assert name[0] in found


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"金額": "1" * 20}, ("overflow", "金額")),
        ({"氏名": "長" * 40}, ("overflow", "氏名")),
        ({"お知らせ": "三行になる文は入らない。" * 5}, ("overflow", "お知らせ")),
        ({"金額": "十万"}, ("wrong-format", "金額")),
        ({"氏名": "\ue000田"}, ("wrong-character", "氏名")),
        ({"氏名": "花\n子"}, ("wrong-character", "氏名")),
        ({"氏名": "ก"}, ("missing-glyph", "氏名")),
    ],
)
def test_a_value_that_cannot_be_printed_is_named_and_nothing_is_made(
    stamp: Stamp, values: dict[str, str], problem: tuple[str, str]
) -> None:
    assert kinds(stamp, **values) == [problem]
    with pytest.raises(DocumentNotMade):
        stamp.pdf(VALUES | values)


def test_a_missing_value_is_a_problem_and_an_empty_one_is_not(stamp: Stamp) -> None:
    assert [problem.kind for problem in stamp.problems({"氏名": "", "お知らせ": ""})] == ["missing-value"]


def test_every_problem_of_a_row_is_told_at_once(stamp: Stamp) -> None:
    assert len(stamp.problems({"氏名": "\ue000", "金額": "x", "お知らせ": "長い" * 90})) == 3


def test_a_long_name_is_set_smaller(stamp: Stamp) -> None:
    assert "エリザベート" in words(stamp, 氏名="碑文谷　エリザベート瑠璃子")


def test_an_element_with_a_condition_is_there_only_when_it_holds(stamp: Stamp) -> None:
    assert "訂正版" not in words(stamp)
    assert "訂正版" in words(stamp, 訂正="1")


def test_the_same_values_give_the_same_bytes_in_any_company(stamp: Stamp) -> None:
    alone = prepare(template(BODY, STYLE)).pdf(VALUES)

    stamp.pdf(VALUES | {"氏名": "𠮷田　葛󠄀", "お知らせ": "別の人"})

    assert stamp.pdf(VALUES) == alone


def test_a_document_carries_no_character_of_anybody_else(stamp: Stamp) -> None:
    stamp.pdf(VALUES | {"氏名": "碑文谷"})

    with pikepdf.open(io.BytesIO(stamp.pdf(VALUES))) as pdf:
        meanings = b"".join(
            obj.ToUnicode.read_bytes()
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Dictionary) and "/ToUnicode" in obj
        )
    assert "碑".encode("utf-16-be").hex().encode() not in meanings
    assert "黒".encode("utf-16-be").hex().encode() in meanings


def test_a_paper_run_holds_everybody_in_order_with_both_editions(stamp: Stamp) -> None:
    rows = [VALUES | {"氏名": f"{number}番", "訂正": str(number % 2)} for number in range(7)]

    run = b"".join(stamp.run(rows))

    with pikepdf.open(io.BytesIO(run)) as pdf:
        assert pdf.check_pdf_syntax() == []
    found = texts(run)
    assert [text.split()[0] for text in found] == [f"{number}番" for number in range(7)]
    assert ["訂正版" in text for text in found] == [number % 2 == 1 for number in range(7)]


def test_a_paper_run_is_written_while_rows_still_come(stamp: Stamp) -> None:
    endless = (VALUES | {"氏名": str(number)} for number in count())

    pieces = stamp.run(endless)

    assert sum(len(next(pieces)) for _ in range(20)) > 0


@pytest.mark.parametrize(
    "body",
    [
        "<p><span>{氏名}</span> 様</p>",
        "<table><tr><td>{氏名}</td><td>様</td></tr></table>",
        "<p>{氏名}</p><p>下</p>",
        '<p class="faint">{氏名}</p>',
        '<table class="still"><tr><td data-overflow="wrap">{氏名}</td></tr></table>',
    ],
)
def test_a_template_whose_layout_depends_on_values_is_refused(body: str) -> None:
    style = ".faint { opacity: 0.5; width: 40mm; height: 6mm } td { height: 20mm }"
    style += " .still { table-layout: fixed; width: 40mm }"

    with pytest.raises(TemplateNotPrintable) as refused:
        prepare(template(body, style))

    assert [problem.id for problem in refused.value.problems] == ["D021"]


def test_the_payslip_can_be_read_aloud() -> None:
    made = prepare(payslip()).pdf(dict.fromkeys(placeholders(payslip()), ""))

    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.Root.Lang) == "ja"
        assert bool(pdf.Root.MarkInfo.Marked)
        tagged = list(pdf.Root.StructTreeRoot.ParentTree.Nums[1])
        assert len(tagged) > 100
        assert [number for number, element in enumerate(tagged) if number not in list(element.K)] == []
        assert {str(element.S) for element in tagged} <= {
            "/P",
            "/H1",
            "/H2",
            "/TH",
            "/TD",
            "/Caption",
            "/LBody",
            "/Span",
        }


@pytest.fixture(scope="module")
def shaper(stamp: Stamp) -> Shaper:
    stamp.pdf(VALUES)
    (edition,) = [each for shown, each in stamp._editions.items() if not shown]
    return edition._shapers[0]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("0189,.△-AVTo fi髙﨑𠮷ｶﾞﾊﾟー（）「」、。ぁんァヴ々〇漢字葛󠄀"), max_size=12))
def test_text_set_character_by_character_is_text_set_as_a_whole(shaper: Shaper, text: str) -> None:
    by_character, whole = shaper.shape(text), shaper.shape_whole(text)

    assert by_character.width == pytest.approx(whole.width, abs=0.01)
    assert glyphs(by_character) == glyphs(whole)


def glyphs(shaped: Shaped) -> list[tuple[str, int]]:
    return [(run.face.key, glyph.id) for run in shaped.runs for glyph in run.glyphs]
