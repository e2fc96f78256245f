"""Templates as batches used them: kept with their text, ready to check rows and to print documents."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

from django.conf import settings

from forms.documents.files import load_template
from forms.documents.press.stamp import Stamp, prepare
from forms.documents.read_template import read_template
from forms.documents.values import Row as Values
from forms.errors import DocumentNotMade, IssuanceRefused, PrintingUnavailable, TemplateNotPrintable
from forms.issuance.batch import Problem
from forms.issuance.columns import Columns
from forms.issuance.correction import CORRECTED, Change, written
from forms.models import TemplateText
from forms.services.issuance.sealed import Row
from forms.source.source import Source

_printing = Lock()
"""A stamp is used by one thread at a time."""


def keep_template(name: str) -> str:
    """Keeps the text of a template of definitions/documents as it is now; its hash, empty when it can't be used."""
    path = Path(settings.DEFINITIONS_DIR) / "documents" / name
    template = load_template(path)[0] if path.is_file() and path.parent.name == "documents" else None
    if template is None or template.is_flowing:
        return ""
    sha256 = hashlib.sha256(template.text.encode()).hexdigest()
    TemplateText.objects.bulk_create(
        [TemplateText(sha256=sha256, name=name, text=template.text)], ignore_conflicts=True
    )
    return sha256


def misfit(sha256: str, values: Values) -> tuple[Problem, str] | None:
    """The problem and the field it concerns; None when the document can be laid out.

    On a machine that lacks what printing needs nothing is checked: people read on the screen all the same.
    """
    if not sha256:
        return "no_template", ""
    try:
        with _printing:
            problems = _stamp(sha256).problems(values)
    except PrintingUnavailable:
        return None
    except TemplateNotPrintable as broken:
        return "no_template", str(broken)[:200]
    return ("layout", f"{problems[0].field}: {problems[0].kind}") if problems else None


def pdf_of(sha256: str, values: Values) -> bytes:
    """The document of one person. Raises IssuanceRefused with what to do."""
    return b"".join(run_of(sha256, [values], single=True))


def run_of(sha256: str, rows: Iterable[Values], *, single: bool = False) -> Iterator[bytes]:
    """One PDF of everybody in this order, piece by piece. Raises IssuanceRefused with what to do."""
    try:
        with _printing:
            stamp = _stamp(sha256)
            yield from (stamp.pdf(each) for each in rows) if single else stamp.run(rows)
    except (PrintingUnavailable, DocumentNotMade, TemplateNotPrintable, TemplateText.DoesNotExist) as broken:
        raise IssuanceRefused(
            getattr(broken, "ja", "帳票が使えないため、PDFを作れません。所管の係に知らせてください。"),
            getattr(broken, "en", "The template cannot be used, so there is no PDF. Tell the office in charge."),
        ) from broken


def values_of(row: Row, columns: Columns, changed: Sequence[Change] = ()) -> Values:
    """What a template writes, by the name of the column, and what a correction changed."""
    named: Mapping[str, str | int | None] = {
        column.name: value if isinstance(value := row.get(column.key), (str, int)) else None for column in columns.all
    }
    return {**named, CORRECTED: written(changed)}


@lru_cache(maxsize=8)
def _stamp(sha256: str) -> Stamp:
    kept = TemplateText.objects.get(sha256=sha256)
    template, _ = read_template(Source(kept.name, kept.text))
    if template is None:
        raise TemplateText.DoesNotExist(f"{kept.name} as kept can't be read any more")
    return prepare(template)
