"""Documents to be kept: PDF/A-3 with the record inside, and nothing reached for while they are laid out."""

import hashlib
import io
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from forms.documents.case_values import CASE_VALUES
from forms.documents.files import load_template
from forms.documents.press import archive
from forms.documents.press.archive import pdf_a
from forms.documents.press.case_record import case_record
from forms.documents.values import Values
from forms.errors import AddressRefused, DocumentNotMade, RenderingStopped
from tests.support.documents import DOCUMENTS, texts
from tests.support.pdf_a import violations

NOW = datetime(2026, 11, 26, 1, 2, 3, tzinfo=UTC)
RECORD = '{"案件": "2026-000399", "経過": ["承認"]}'.encode()
MARGIN = 16 * 72 / 25.4
"""Of case-record.css, in points."""
PROJECT = Path(__file__).resolve().parents[3]


def decided() -> Values:
    facts: dict[str, str] = {name: f"{name}の値" for name in CASE_VALUES if "." not in name}
    return facts | {
        "件名": "𠮷田 <b>葛󠄀</b> &amp; ก",
        "内容": [{"項目": "理由", "値": "一行目\n二行目"}, {"項目": "数", "値": "3"}],
        "添付": [],
        "経過": [{"日時": "令和8年11月26日", "人": "髙橋 花子", "行為": "承認", "意見": ""}],
    }


def made() -> bytes:
    template, findings = load_template(DOCUMENTS / "case-record.html")
    assert template is not None, findings
    return case_record(template, decided(), RECORD, made_at=NOW)


@pytest.fixture(scope="module")
def record() -> bytes:
    return made()


def test_a_decided_case_is_kept_with_its_record_inside(record: bytes) -> None:
    with pikepdf.open(io.BytesIO(record)) as pdf:
        assert pdf.check_pdf_syntax() == []
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
        assert pdf.attachments["record.json"].get_file().read_bytes() == RECORD
        assert {str(each.AFRelationship) for each in pdf.Root.AF} == {"/Data"}
        assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFA1"
        assert all("/FontFile" in str(font.keys()) for font in _descriptors(pdf))


def _descriptors(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [
        each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
    ]


def test_it_says_what_was_decided_as_it_was_written(record: bytes) -> None:
    text = "".join(texts(record))

    assert "𠮷田 <b>" in text
    assert "&amp;" in text
    assert "二行目" in text
    assert "髙橋 花子" in text


def test_a_character_that_no_font_has_is_printed_as_its_number(record: bytes) -> None:
    assert "［U+0E01］" in "".join(texts(record))


def test_long_names_and_dates_stay_inside_the_margins() -> None:
    template, _ = load_template(DOCUMENTS / "case-record.html")
    assert template is not None
    who, when = (
        "教育委員会事務局 学校教育部 学務課 就学援助・保健給食係 係長 エリザベート瑠璃",
        "令和8年11月26日（木）16:10",
    )
    long = {**decided(), "決裁者": who, "申請者": who, "決裁日時": when, "申請日時": when}
    course = [{"日時": when, "人": who, "行為": "「人事課長決定」で決定しました", "意見": "急ぎます" * 20}]

    kept = case_record(template, {**long, "経過": course}, RECORD, made_at=NOW)

    with pypdfium2.PdfDocument(io.BytesIO(kept)) as pdf:
        page = pdf[0]
        text = page.get_textpage()
        rights = [text.get_charbox(place)[2] for place in range(text.count_chars())]
        edge = page.get_width() - MARGIN
    assert max(rights) <= edge + 3  # a blank at the end of a line may hang over


def test_a_part_without_rows_is_left_out(record: bytes) -> None:
    assert "添付ファイル" not in "".join(texts(record))


def test_the_same_case_gives_the_same_bytes(record: bytes) -> None:
    assert made() == record


def test_a_case_without_a_value_that_the_template_asks_for_is_not_kept() -> None:
    template, _ = load_template(DOCUMENTS / "case-record.html")
    assert template is not None

    with pytest.raises(DocumentNotMade):
        case_record(template, {"手続": "職員証"}, RECORD, made_at=NOW)


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine, and who connected to it."""
    visitors: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def watch() -> None:
            while True:
                try:
                    visitor, _ = server.accept()
                except OSError:
                    return
                visitors.append("somebody")
                visitor.close()

        threading.Thread(target=watch, daemon=True).start()
        yield server.getsockname()[1], visitors


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="http://127.0.0.1:{port}/"><link rel=stylesheet href="http://127.0.0.1:{port}/x.css">',
        '<style>@import "//127.0.0.1:{port}/x.css";</style>',
        "<style>@font-face {{ font-family: x; src: url(http://127.0.0.1:{port}/x) }}</style>",
        '<p style="background: url(http://127.0.0.1:{port}/x)">様',
        '<img src="file:///etc/passwd"><link rel=attachment href="http://127.0.0.1:{port}/">',
        '<a rel=attachment href="file:///etc/passwd">x</a>',
        '<img src="../../../../etc/passwd">',
        '<img src="data:image/svg+xml,%3Csvg/%3E">',
        '<base href="http://127.0.0.1:{port}/"><img src="mem">',
        '<object data="http://127.0.0.1:{port}/"></object>',
    ],
)
def test_an_address_ends_the_making_before_anybody_is_asked(markup: str, listener: tuple[int, list[str]]) -> None:
    port, visitors = listener

    with pytest.raises(AddressRefused):
        pdf_a(markup.format(port=port), made_at=NOW)

    assert visitors == []


def test_a_picture_comes_from_memory() -> None:
    picture = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'

    assert pdf_a('<img src="mem:seal">', made_at=NOW, memory={"seal": (picture, "image/svg+xml")})


@pytest.mark.parametrize(
    "forbidden",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "open('/tmp/left-by-the-press', 'w').write('x' * 100_000)",
        "bytearray(3_000_000_000)",
    ],
)
def test_the_process_that_lays_out_can_do_nothing_else(forbidden: str) -> None:
    program = f"from forms.documents.press.child import limit; limit()\n{forbidden}"

    ended = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, check=False)

    assert ended.returncode != 0


def test_a_document_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LONGEST", 3)

    with pytest.raises(RenderingStopped):
        pdf_a("<table>" + "<tr><td>様</td></tr>" * 30_000 + "</table>", made_at=NOW)


@pytest.mark.long
@pytest.mark.parametrize(
    "markup",
    [
        "<style>" + "".join(f".a{n} > .b{n} {{ color: red }}" for n in range(2_000_000)) + "</style><p>様",
        "<svg>" + "<g>" * 3_000 + "<rect/>" + "</g>" * 3_000 + "</svg>",
        "<style>@page { size: 1mm 1mm }</style>" + "様 " * 200_000,
        "<div>" * 5_000,
    ],
)
def test_a_bomb_is_stopped_and_told(markup: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times what this machine lays out within four times the limit, so that no faster one gets through."""
    monkeypatch.setattr(archive, "LONGEST", 5)
    with pytest.raises(RenderingStopped):
        pdf_a(markup, made_at=NOW)


def test_what_people_attached_is_inside_under_its_own_name() -> None:
    template, _ = load_template(DOCUMENTS / "case-record.html")
    assert template is not None
    files = [("見積書.pdf", b"%PDF-1.7 one"), ("見積書.pdf", b"%PDF-1.7 two"), ("record.json", b"{}")]

    kept = case_record(template, decided(), RECORD, files, made_at=NOW)

    with pikepdf.open(io.BytesIO(kept)) as pdf:
        inside = {each.filename: each for each in pdf.attachments.values()}
        assert {name: each.get_file().read_bytes() for name, each in inside.items()} == {
            "record.json": RECORD,
            "見積書.pdf": b"%PDF-1.7 one",
            "見積書 (2).pdf": b"%PDF-1.7 two",
            "record (2).json": b"{}",
        }
        assert hashlib.sha256(b"%PDF-1.7 two").hexdigest() in inside["見積書 (2).pdf"].description
    assert violations(kept) == []


def test_the_office_is_called_as_the_organisation_says(record: bytes, tmp_path: Path) -> None:
    assert texts(record)[0].startswith("め ぐ る 区")
    shutil.copytree(DOCUMENTS, tmp_path / "documents")
    (tmp_path / "organisation").mkdir()
    (tmp_path / "organisation" / "units.csv").write_text("code,name,kind\n1,髙台<区>,office\n", "utf-8")

    template, findings = load_template(tmp_path / "documents" / "case-record.html")

    assert template is not None, findings
    assert texts(case_record(template, decided(), RECORD, made_at=NOW))[0].startswith("髙 台 < 区 >")
