"""The word a person probably meant."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from forms.expressions.scope import Scope
from forms.expressions.words import VALUES
from forms.feel.types import ChoiceType, ContextType, ListType, Name, Type
from forms.source.likely import LikelyWord
from forms.spec import Choice, Text

_MOST_WORDS = 1_000
"""So many are compared in full: of all places of an office those that share most letters."""
_LONGEST_WORD = 60
_SHOWN = 8
_YES = frozenset({"必要", "必須", "要", "する", "有", "あり", "○"})
_NO = frozenset({"不要", "任意", "否", "しない", "無", "なし", "×"})


def did_you_mean(written: str, known: Iterable[str]) -> Text | None:
    """The known word that looks most alike, as a question; None when nothing does."""
    letters = set(written)
    words = sorted(set(known), key=lambda word: (-len(letters.intersection(word)), word))[:_MOST_WORDS]
    close = get_close_matches(written[:_LONGEST_WORD], words, n=1, cutoff=0.5)
    if not close:
        return None
    ja, en = f"「{close[0]}」の書き間違いではありませんか", f"Did you mean “{close[0]}”?"
    return LikelyWord(ja, en, written=written, meant=close[0])


def guess_name(word: str, scope: Scope) -> Text | None:
    """For an unknown name: a part joined with の, a choice without quotation marks, or a name that looks like it."""
    if word == "not":
        return Text("「not(条件)」と書いてください", "Write not(condition)")
    for spelling, name in scope.spellings:
        part = word.removeprefix(spelling + "の")
        if isinstance(name.type, ContextType) and part != word and part in name.type.fields:
            return Text(f"「{spelling}.{part}」と書いてください", f"Write “{spelling}.{part}”")
    bare = word.strip("'‘’“”『』`").removesuffix("のとき").removesuffix("の場合")
    if any(bare == choice.name for _, name in scope.spellings for choice in _choices(name.type)):
        return Text(f"文字は「{bare}」とかぎかっこで囲んでください", f"Put text between quotation marks: “{bare}”")
    if word in _YES or word in _NO:
        meant, en = ("はい", "yes") if word in _YES else ("いいえ", "no")
        return Text(f"「{meant}」と書いてください", f"Write “{en}”")
    return did_you_mean(word, [*(spelling for spelling, _ in scope.spellings), *VALUES])


def guess_part(part: str, fields: Mapping[str, Name]) -> Text | None:
    """For an unknown part of a record: one that looks like it, else all there are."""
    if not fields:
        return None
    known = list(fields)[:_SHOWN]
    listing = Text(f"書けるのは {'、'.join(known)} です", f"Known are {', '.join(known)}")
    return did_you_mean(part, fields) or listing


def _choices(type_: Type) -> tuple[Choice, ...]:
    inner = type_.of if isinstance(type_, ListType) else type_
    return inner.choices if isinstance(inner, ChoiceType) else ()
