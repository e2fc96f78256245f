"""カナ: the reading of a name."""

import re
import unicodedata

from forms.expressions.values import Value
from forms.feel.types import TEXT, Type
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json, invalid
from forms.reading.text import read_text
from forms.spec import ItemSpec

_KANA = re.compile(r"[ァ-ヴー・ 　]+")
_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゔ") + 1)}


class KanaField(FieldType):
    """Full-width katakana, stored as written; for hiragana and half-width kana the right spelling is offered."""

    name = "kana"
    widget = "line"

    def expression_type(self, item: ItemSpec) -> Type:
        return TEXT

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        text = read_text(raw, item, limit=200, one_line=True)
        if text is None or _KANA.fullmatch(text):
            return text
        offered = unicodedata.normalize("NFKC", text).translate(_TO_KATAKANA)
        raise invalid(
            item,
            "は全角カタカナで書いてください。例: メグロ　ハナコ",
            "takes full-width katakana, for example メグロ　ハナコ.",
            offered if _KANA.fullmatch(offered) else None,
        )

    def load(self, stored: Json, item: ItemSpec) -> Value:
        return stored if isinstance(stored, str) else None

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        return stored if isinstance(stored, str) else NOTHING
