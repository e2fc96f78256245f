"""An expression in the words of the other language, token by token; what the author named stays."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.expressions.functions import BY_NAME
from forms.expressions.scope import Scope
from forms.expressions.tokens import Kind, Token, tokens_of
from forms.feel.types import ContextType, Name
from forms.spec import FormSpec
from workflow.definition.vocabulary.entries import Language
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal
from workflow.engine.scope import DECIDED, OUTCOMES, drawn_key, origin_names, row_key, scope_of
from workflow.engine.sending import ENFORCED
from workflow.engine.stages import ENGLISH

_WORDS = {"かつ": "and", "または": "or", "はい": "yes", "いいえ": "no", "空": "null"}
_UNITS = {
    "円": "yen",
    "営業日": "business_days",
    "日": "days",
    "週": "weeks",
    "か月": "months",
    "年": "years",
    "時間": "hours",
    "分": "minutes",
}
_WITH_UNIT = re.compile(r"(\d+)\s*([^\d\s]\D*)")
_SLOT = re.compile(r"\{([^{}\n]*)\}")
_MOMENT = re.compile(r"[\dT:.+Z-]*\d[:-]\d[\dT:.+Z-]*")
"""What the functions of FEEL read, 17:15:00+09:00, stands in its own quotes in both languages."""
_ONE_OF, _NONE_OF = "のどれか", "のどれでもない"
_RESULTS = {
    "outcome": {"ja": "結果", "en": "outcome"},
    "rows": {"ja": "件数", "en": "rows"},
    "missed": {"ja": "不成立", "en": "missed"},
}
"""What can be read under the name of a step, by its key."""
_AROUND = re.compile(r"[A-Za-z0-9_]$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of the translated text, and where in the written one it ends."""

    text: str
    end: int


class Expressions:
    """Translates expressions out of one language."""

    def __init__(self, language: Language) -> None:
        there = Vocabulary(language).other
        self._to = there.language
        pairs = _WORDS | _UNITS
        self._words = pairs if self._to == "en" else {en: ja for ja, en in pairs.items()}
        self._built_in = _built_in(there.language)
        self._mine = {key: word for key, (word, _) in _built_in(language).items()}
        self._outcomes = dict(zip(OUTCOMES[language].values(), OUTCOMES[there.language].values(), strict=True))
        self._outcomes |= zip(DECIDED[language].values(), DECIDED[there.language].values(), strict=True)
        self._outcomes[ENFORCED[language]] = ENFORCED[there.language]

    def translated(self, text: str, scope: Scope) -> str:
        """The expression in the other language; one that cannot be read comes back as it is."""
        tokens = tokens_of(text, scope)
        if tokens is None:
            return text
        pieces, at = "", 0
        for piece, start in self._pieces(tokens, text):
            gap = text[at:start]
            needs_space = not gap and _AROUND.search(pieces) and piece.text[:1].isalnum()
            pieces += (gap or (" " if needs_space else "")) + piece.text
            at = piece.end
        return pieces + text[at:]

    def with_slots(self, text: str, scope: Scope) -> str:
        """A text whose {slots} are translated."""
        return _SLOT.sub(lambda slot: "{" + self.translated(slot[1], scope) + "}", text)

    def answer(self, name: str) -> str:
        """The name of a table's answer; of those that say who is on a route, the other word for it."""
        words = ENGLISH if self._to == "en" else {en: ja for ja, en in ENGLISH.items()}
        return words.get(name, name)

    def literal(self, text: str) -> str:
        """An amount or a period with its unit; a compound one (1億5000万円) stays."""
        found = _WITH_UNIT.fullmatch(text)
        unit = self._words.get(found[2].strip()) if found else None
        if found is None or unit is None:
            return self._words.get(text, text)
        return f"{found[1]} {unit}" if self._to == "en" else found[1] + unit

    def _pieces(self, tokens: Sequence[Token], text: str) -> Iterator[tuple[Piece, int]]:
        about_documents = any(token.kind is Kind.NAME and token.path[1:] == ("outcome",) for token in tokens)
        index = 0
        while tokens[index].kind is not Kind.END:
            found = self._membership(tokens, index, text)
            if found is not None:
                piece, used = found
                yield piece, tokens[index].start
                index += used
                continue
            token = tokens[index]
            yield Piece(self._token(token, text, about_documents), token.end), token.start
            index += 1

    def _token(self, token: Token, text: str, about_documents: bool) -> str:
        written = text[token.start : token.end]
        match token.kind:
            case Kind.NAME:
                return self._name(written, token.path)
            case Kind.STRING:
                content = str(token.value)
                return self._string(self._outcomes.get(content, content) if about_documents else content, written)
            case Kind.FUNCTION:
                return self._function(token.text)
            case Kind.LITERAL:
                return self.literal(written)
            case Kind.SYMBOL if written in self._words:
                word = self._words[written]
                before, after = text[: token.start][-1:], text[token.end :][:1]
                left = "" if not before or before.isspace() else " "
                return left + word + ("" if not after or after.isspace() else " ")
            case Kind.SYMBOL if written == "、" and self._to == "en":
                return ", "
            case _:
                return written

    def _name(self, written: str, path: tuple[str, ...]) -> str:
        first, *rest = written.split(".")
        is_built_in = normal(first) == self._mine.get(path[0])  # an item may have the id that the platform uses for 届
        owner: Mapping[str, tuple[str, object]] = self._built_in if is_built_in else {}
        parts = []
        for part, key in zip((first, *rest), (*path, *("" for _ in rest)), strict=False):
            spelling, inside = owner.get(key, (part, None)) if owner else (part, None)
            parts.append(spelling if key in owner else part)
            owner = inside if isinstance(inside, Mapping) else {}
        if path[0] in (row_key("行"), row_key("row")):
            parts[0] = "row" if self._to == "en" else "行"
        elif path[0].startswith(drawn_key("")):
            parts[-1] = self.answer(parts[-1])
        elif len(path) == 2 and path[0] not in self._built_in and not path[0].startswith(row_key("")):
            parts[-1] = _RESULTS.get(path[1], {}).get(self._to, parts[-1])
        return ".".join(parts)

    def _string(self, content: str, written: str) -> str:
        if self._to == "en":
            return written if '"' in content or "\\" in content else f'"{content}"'
        as_it_is = "」" in content or "\\" in content or _MOMENT.fullmatch(content)
        return written if as_it_is else f"「{content}」"

    def _function(self, spelling: str) -> str:
        names = BY_NAME[spelling].names
        wanted = [name for name in names if name.isascii() is (self._to == "en")]
        return wanted[0] if wanted else spelling

    def _membership(self, tokens: Sequence[Token], index: int, text: str) -> tuple[Piece, int] | None:
        """理由が「紛失」「盗難」のどれか is reason in ("紛失", "盗難"), and のどれでもない its contrary."""
        return self._to_in(tokens, index, text) if self._to == "en" else self._from_in(tokens, index, text)

    def _to_in(self, tokens: Sequence[Token], index: int, text: str) -> tuple[Piece, int] | None:
        name, rest = tokens[index], tokens[index + 1 :]
        if name.kind is not Kind.NAME or not rest or rest[0].text != "が" or rest[0].kind is not Kind.SYMBOL:
            return None
        strings = _leading_strings(rest[1:])
        last = rest[1 + len(strings)]
        if not strings or last.text not in (_ONE_OF, _NONE_OF):
            return None
        words = [self._string(str(each.value), text[each.start : each.end]) for each in strings]
        found = f"{self._name(text[name.start : name.end], name.path)} in ({', '.join(words)})"
        return Piece(found if last.text == _ONE_OF else f"not({found})", last.end), 3 + len(strings)

    def _from_in(self, tokens: Sequence[Token], index: int, text: str) -> tuple[Piece, int] | None:
        negated = tokens[index].kind is Kind.FUNCTION and tokens[index].text == "not"
        first = index + 2 if negated else index
        shape = [token.text for token in tokens[first + 1 : first + 3]]
        if first >= len(tokens) or tokens[first].kind is not Kind.NAME or shape != ["in", "("]:
            return None
        name = tokens[first]
        strings = [token for token in tokens[first + 3 :][: _list_length(tokens[first + 3 :])] if token.text != ","]
        end = first + 3 + _list_length(tokens[first + 3 :])
        closing = tokens[end : end + 1 + negated]
        if not strings or [token.text for token in closing] != [")"] * (1 + negated):
            return None
        words = "".join(self._string(str(each.value), text[each.start : each.end]) for each in strings)
        found = f"{self._name(text[name.start : name.end], name.path)}が{words}{_NONE_OF if negated else _ONE_OF}"
        return Piece(found, closing[-1].end), end + len(closing) - index


def _leading_strings(tokens: Sequence[Token]) -> list[Token]:
    found = []
    for token in tokens:
        if token.kind is not Kind.STRING:
            break
        found.append(token)
    return found


def _list_length(tokens: Sequence[Token]) -> int:
    """How many tokens are strings with commas between them."""
    length = 0
    while tokens[length].kind is Kind.STRING:
        length += 1
        if tokens[length].text == "," and tokens[length + 1].kind is Kind.STRING:
            length += 1
    return length


def _built_in(language: Language) -> dict[str, tuple[str, object]]:
    """What every case knows, by its key: the spelling in a language, and what is inside."""
    known = _inside(scope_of(FormSpec(), language).names)
    target = Vocabulary(language)
    known["origin"] = (target.word("元"), _inside(origin_names(language)))
    for key, ja in (("today", "今日"), ("now", "今"), ("report", "届"), ("message", "知らせ")):
        known[key] = (target.word(ja), None)
    return known


def _inside(names: Mapping[str, Name]) -> dict[str, tuple[str, object]]:
    return {
        name.key: (spelling, _inside(name.type.fields) if isinstance(name.type, ContextType) else None)
        for spelling, name in names.items()
    }
