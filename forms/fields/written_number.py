"""電話 and 郵便番号: numbers that are written, never counted with."""

import re
import unicodedata

from forms.expressions.values import Value
from forms.feel.types import TEXT, Type
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json, invalid
from forms.reading.text import read_text
from forms.spec import ItemSpec

_DASHES = re.compile("[‐‑‒–—―−ー－─]")


def _half_width(text: str) -> str:
    """With ordinary digits and hyphens, and no blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", _DASHES.sub("-", text)))


class _WrittenNumber(FieldType):
    """Text of one form; what is written otherwise is offered in that form."""

    widget = "line"
    form: re.Pattern[str]
    example: str

    def expression_type(self, item: ItemSpec) -> Type:
        return TEXT

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        text = read_text(raw, item, limit=40, one_line=True)
        if text is None or self.form.fullmatch(text):
            return text
        offered = self.offered(_half_width(text))
        raise invalid(
            item,
            f"は半角の数字とハイフンで書いてください。例: {self.example}",
            f"takes digits and hyphens, for example {self.example}.",
            offered if self.form.fullmatch(offered) else None,
        )

    def offered(self, text: str) -> str:
        """What was probably meant, of a text with ordinary digits and hyphens."""
        return text

    def load(self, stored: Json, item: ItemSpec) -> Value:
        return stored if isinstance(stored, str) else None

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        return stored if isinstance(stored, str) else NOTHING


class PhoneField(_WrittenNumber):
    """A telephone number: 03-3715-1111, 0337151111, an extension as 内線1234 or +81 from abroad."""

    name = "phone"
    form = re.compile(r"(?=(?:\D*\d){4,15}\D*$)(?:0\d{1,4}-?\d{1,4}-?\d{3,4}|\+\d[\d-]+|内線\d{3,6})")
    example = "03-3715-1111、内線1234"

    def offered(self, text: str) -> str:
        return re.sub(r"^(0\d{1,4})\((\d{1,4})\)-?(\d{3,4})$", r"\1-\2-\3", text)


class PostcodeField(_WrittenNumber):
    """A postcode: 153-8573."""

    name = "postcode"
    form = re.compile(r"\d{3}-\d{4}")
    example = "153-8573"

    def offered(self, text: str) -> str:
        return re.sub(r"^〒?(\d{3})-?(\d{4})$", r"\1-\2", text)
