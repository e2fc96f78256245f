"""How two lists, or two mappings of names, differ element by element."""

from collections.abc import Iterator, Sequence

from forms.spec import Text
from workflow.definition.comparison.things import Element, Value

LONGEST = 160
_AROUND = 20
"""So many letters in front of a difference are shown, so that one sees where it is."""


def element_changes(before: Value, after: Value) -> Iterator[Text] | None:
    """What goes, comes and changes, each as the end of a sentence about the whole.

    None where they have nothing in common, or differ only in their order.
    """
    old, new = dict(before.elements), dict(after.elements)
    kept = [name for name in new if name in old]
    changed = [name for name in kept if old[name] != new[name]]
    if not kept or len(old) + len(new) == 2 or (len(kept) == len(old) == len(new) and not changed):
        return None
    return _sentences(old, new, changed)


def _sentences(old: dict[str, str], new: dict[str, str], changed: Sequence[str]) -> Iterator[Text]:
    if gone := [name for name in old if name not in new]:
        ja, en = _listed((name, "") for name in gone)
        yield Text(f"から{ja}をなくします。", f" loses {en}.")
    if came := [name for name in new if name not in old]:
        ja, en = _listed((name, new[name]) for name in came)
        yield Text(f"に{ja}を足します。", f" gains {en}.")
    for name in changed:
        was, is_ = where_they_differ(old[name], new[name])
        yield Text(f"の「{name}」を「{was}」から「{is_}」に変えます。", f': "{name}" changes from "{was}" to "{is_}".')


def _listed(elements: Iterator[Element]) -> tuple[str, str]:
    told = [f"{name}({content})" if content else name for name, content in elements]
    return "".join(f"「{short(each)}」" for each in told), ", ".join(f'"{short(each)}"' for each in told)


def short(text: str) -> str:
    """One line of a text, cut where it is too long to be read in a sentence."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= LONGEST else f"{one_line[:LONGEST]}…"


def where_they_differ(old: str, new: str) -> tuple[str, str]:
    """Both texts, long ones from shortly before the place where they begin to differ."""
    one, other = " ".join(old.split()), " ".join(new.split())
    if max(len(one), len(other)) <= LONGEST:
        return one or "—", other or "—"
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    begin = max(0, same - _AROUND)
    front = "…" if begin else ""
    return short(f"{front}{one[begin:]}"), short(f"{front}{other[begin:]}")
