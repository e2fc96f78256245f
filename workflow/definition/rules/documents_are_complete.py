"""E024, E013, E101: a closed document says why; its number series and what says its disclosure exist."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.located import Located
from workflow.definition.suggestions import did_you_mean, likely_or_all
from workflow.definition.vocabulary.entries import Language
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal

_DISCLOSURES = ("公開", "一部公開", "非公開")
_LANGUAGES: tuple[Language, ...] = ("ja", "en")
"""Names are never translated, so an item has the words of either language, whatever the language of its file."""


def check(checked: Checked) -> Iterator[Problem]:
    part = checked.procedure.document
    if part is None:
        return
    reason = "不開示理由" if checked.vocabulary.language == "ja" else "reason_closed"
    if part.disclosure.value not in {"", "open"} and not part.has("reason_closed"):
        yield problem(
            "E024", part.disclosure, f"公開しない文書には「{reason}」が必要です。", f'"{reason}" is required.'
        )
    if part.number and part.number.value not in checked.catalogue.number_series:
        yield problem(
            "E013",
            part.number,
            f"「{part.number.value}」という番号の系列はありません。",
            f'There is no number series "{part.number.value}".',
            likely_or_all(part.number.value, sorted(checked.catalogue.number_series)),
        )
    if part.disclosure_item is not None:
        yield from _disclosure_item(checked, part.disclosure_item)


def _disclosure_item(checked: Checked, named: Located[str]) -> Iterator[Problem]:
    item = checked.names.items.get(normal(named.value))
    either = {frozenset(map(Vocabulary(language).word, _DISCLOSURES)) for language in _LANGUAGES}
    words = {checked.vocabulary.word(ja) for ja in _DISCLOSURES}
    if item is None:
        names = [each.name for each in checked.program.form.items]
        ja, en = f"「{named.value}」という項目はありません。", f'There is no item "{named.value}".'
        yield problem("E101", named, ja, en, did_you_mean(named.value, names))
    elif item.type.value != "choice" or {normal(choice.name.value) for choice in item.choices} not in either:
        listed = "・".join(sorted(words))
        yield problem(
            "E058",
            named,
            f"「{named.value}」は、{listed} から選ぶ項目ではありません。",
            f'"{named.value}" is no choice of {listed}.',
        )
