"""What was sent, sorted by item and read by the item's type."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from unicodedata import normalize

from forms.errors import AnswerInvalid
from forms.field_type import Files, Json, quoted
from forms.spec import ItemSpec, Text
from forms.validation.form import Form, Item
from forms.validation.outcome import AnswerProblem
from forms.validation.substitute import substitute_key

MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Raw answers by the item's key, and what can be said about them without looking at the rest of the form."""

    raw: Mapping[str, Json]
    stored: Mapping[str, Json]
    """Those that could be read."""
    invalid: Mapping[str, AnswerInvalid]
    """Those that could not."""
    strangers: tuple[AnswerProblem, ...]
    """Names no item has, and items sent twice."""

    def is_blank(self, key: str) -> bool:
        return key not in self.invalid and self.stored.get(key) is None


def read_sent(form: Form, submitted: Mapping[str, Json], files: Files, room: Mapping[str, ItemSpec]) -> Sent:
    """Reads every answer. An item may be called by its key or by its name, as scenarios do.

    `room`: items that take more or fewer files now than their form says.
    """
    known = _spellings(form)
    raw: dict[str, Json] = {}
    strangers: list[AnswerProblem] = []
    for spelling, answer in submitted.items():
        key = known.get(_comparable(spelling))
        if len(strangers) == MOST_PROBLEMS:
            break
        if key is None:
            strangers.append(_unknown(spelling, form))
        elif key in raw:
            strangers.append(_twice(form.by_key.get(key), spelling))
        else:
            raw[key] = answer
    stored: dict[str, Json] = {}
    invalid: dict[str, AnswerInvalid] = {}
    for key in raw.keys() & form.by_key.keys():
        item = form.by_key[key]
        try:
            stored[key] = item.field.parse(raw[key], room.get(key, item.spec), files)
        except AnswerInvalid as problem:
            invalid[key] = problem
    return Sent(raw=raw, stored=stored, invalid=invalid, strangers=tuple(strangers))


def _spellings(form: Form) -> dict[str, str]:
    """Keys win over names: a name that is another item's key means that other item."""
    names = {_comparable(item.spec.name): item.key for item in form.items}
    keys = {_comparable(item.key): item.key for item in form.items}
    substitutes = {_comparable(substitute_key(item.key)): substitute_key(item.key) for item in form.items}
    return names | substitutes | keys


def _comparable(spelling: str) -> str:
    return normalize("NFKC", spelling[:500]).strip()


def _unknown(spelling: str, form: Form) -> AnswerProblem:
    likely = get_close_matches(spelling[:100], [item.spec.name for item in form.items], n=1)
    return AnswerProblem(
        item=None,
        message=Text(
            f"{quoted(spelling)}という項目はこの様式にありません。{f'「{likely[0]}」のことですか。' if likely else ''}",
            f"The form has no item {quoted(spelling)}.{f' Did you mean {likely[0]}?' if likely else ''}",
        ),
    )


def _twice(item: Item | None, spelling: str) -> AnswerProblem:
    name = quoted(item.spec.name if item else spelling)
    return AnswerProblem(
        item=item.key if item else None,
        message=Text(f"{name}が二度書かれています。一つにしてください。", f"{name} was sent twice. Send it once."),
    )
