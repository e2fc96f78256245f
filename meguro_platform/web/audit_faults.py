"""What the check of a journal found, in the words of whoever reads the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflow.selectors.journal import Finding

_FAULTS: tuple[tuple[str, Promise], ...] = (
    ("the stream does not end", _("The record does not end with the entry that the case remembers as its last.")),
    ("the header is not readable", _("The head of the entry can't be read.")),
    ("is missing, or the numbering", _("An entry is missing here, or the numbering was changed.")),
    ("the header was changed", _("The head of the entry was changed after it was written.")),
    ("the entry before it was replaced", _("The entry before this one was replaced.")),
    ("belongs to another stream", _("The entry belongs to another record.")),
    ("the format is unknown", _("The entry is in a format that nobody has written.")),
    ("the payload was changed", _("The content was changed, or deleted without a record of its disposal.")),
    ("cannot be carried out again", _("What the entry tells can't be carried out again.")),
    ("would be refused now", _("What the entry tells would be refused.")),
    ("leads to another state", _("What the entry tells leads to another state than was recorded.")),
    ("the case has no journal", _("The case has no record.")),
    ("the stored state is not", _("The stored state is not what the record leads to.")),
    ("the open tasks are not", _("The open work is not what the record leads to.")),
    ("status or outcome differs", _("State or outcome of the case differ from the record.")),
)


def written_fault(finding: Finding) -> str:
    """A sentence; what has none here is shown as the check says it."""
    return next((str(sentence) for part, sentence in _FAULTS if part in finding.what), finding.what)
