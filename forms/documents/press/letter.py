"""The PDF of a document that a 施行 sends."""

from functools import lru_cache

from forms.documents.press.stamp import Stamp, prepare
from forms.documents.read_template import read_template
from forms.documents.sent_letter import SentLetter
from forms.documents.values import FieldProblem
from forms.errors import DocumentNotMade
from forms.source.source import Source
from forms.spec import Text


def letter_pdf(letter: SentLetter) -> bytes:
    """The document. Raises DocumentNotMade with every value that does not fit, and what `prepare` raises."""
    return _stamp(letter.template, letter.text).pdf(letter.values)


@lru_cache(maxsize=8)
def _stamp(name: str, text: str) -> Stamp:
    template, _ = read_template(Source(name, text))
    if template is None:
        message = Text("型紙が読めなくなりました。所管の係に知らせてください。", "The template can no longer be read.")
        raise DocumentNotMade((FieldProblem(field=name, kind="missing-value", message=message),))
    return prepare(template)
