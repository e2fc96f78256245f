"""The word a person probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from forms.spec import Text


def did_you_mean(written: str, known: Iterable[str]) -> Text | None:
    """Up to two known words that look alike, as a question; None when nothing does."""
    close = get_close_matches(written[:60], list(dict.fromkeys(known))[:1000], n=2, cutoff=0.55)
    if not close:
        return None
    ja = "か".join(f"「{word}」" for word in close)
    en = " or ".join(f"“{word}”" for word in close)
    return Text(f"{ja}の書き間違いではありませんか", f"Did you mean {en}?")
