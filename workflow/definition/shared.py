"""References to files that procedures share.

レイアウト.payroll-payslip is definitions/layouts/payroll-payslip.yaml, 規程.spending is
definitions/authority/spending.yaml.
"""

from typing import NamedTuple

from workflow.definition.vocabulary.vocabulary import Vocabulary, normal

KINDS = {"レイアウト": "layouts", "規程": "authority"}
"""The first part of a reference, and the folder under definitions/."""


class SharedRef(NamedTuple):
    """What a reference names."""

    kind: str
    """The folder; empty for a word that no kind of shared file has."""
    name: str


def shared_ref(text: str, vocabulary: Vocabulary) -> SharedRef:
    """The reference that a text is."""
    kind, _, name = normal(text).partition(".")
    return SharedRef(KINDS.get(vocabulary.japanese(kind), ""), name)


def shared_name(text: str) -> str:
    """The name of the file, without its kind."""
    return normal(text).partition(".")[2]
