"""The record of a decided case keeps to the rules of PDF/A-3b that its own structure shows."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest

from forms.documents.press.archive import pdf_a
from forms.documents.press.order import Attached
from tests.support.pdf_a import violations

NOW = datetime(2026, 11, 26, 1, 2, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def kept() -> bytes:
    html = '<html lang="ja"><head><title>決裁記録</title></head><body><h1>清掃の委託</h1><p>𠮷田 髙﨑</p></body></html>'
    return pdf_a(html, (Attached(name="record.json", content=b"{}", description="記録"),), made_at=NOW)


def test_it_breaks_none_of_them(kept: bytes) -> None:
    assert violations(kept) == []


def spoiled(content: bytes, spoil: Callable[[pikepdf.Pdf], Any]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        spoil(pdf)
        pdf.save(out)
    return out.getvalue()


def _without_fonts(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
            for name in [name for name in each.keys() if name.startswith("/FontFile")]:  # noqa: SIM118
                del each[name]


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="1"))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda pdf: pdf.Root.__delitem__("/OutputIntents"), "6.2.3 output intent"),
        (lambda pdf: pdf.Root.__delitem__("/AF"), "6.8 not associated"),
        (lambda pdf: pdf.Root.__delitem__("/Metadata"), "6.6.2.1 no metadata"),
        (_without_fonts, "6.2.11.4 font not embedded"),
        (_script, "6.5.1 action"),
    ],
)
def test_a_file_that_breaks_one_is_told(kept: bytes, spoil: Callable[[pikepdf.Pdf], Any], told: str) -> None:
    assert told in violations(spoiled(kept, spoil))
