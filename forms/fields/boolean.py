"""はい・いいえ: a yes or a no."""

from forms.expressions.values import Value
from forms.feel.types import BOOLEAN, Type
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json, invalid, quoted
from forms.spec import ItemSpec

_WORDS = {
    "はい": True, "yes": True, "true": True, "on": True, "1": True,
    "いいえ": False, "no": False, "false": False, "off": False, "0": False,
}  # fmt: skip


class BooleanField(FieldType):
    """Yes or no; not answered yet is neither."""

    name = "boolean"
    widget = "yes_no"

    def expression_type(self, item: ItemSpec) -> Type:
        return BOOLEAN

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        if raw is None or isinstance(raw, bool):
            return raw
        word = raw[:200].strip().lower() if isinstance(raw, str) else "?"
        if word == "":
            return None
        if word not in _WORDS:
            raise invalid(
                item,
                f"の{quoted(raw)}は読めません。「はい」か「いいえ」で答えてください。",
                f"{quoted(raw)} is neither yes nor no.",
            )
        return _WORDS[word]

    def load(self, stored: Json, item: ItemSpec) -> Value:
        return stored if isinstance(stored, bool) else None

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        if not isinstance(stored, bool):
            return NOTHING
        return ("Yes" if stored else "No") if language == "en" else ("はい" if stored else "いいえ")
