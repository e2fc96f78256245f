"""複数選択: any number of choices."""

from forms.expressions.values import Value
from forms.feel.types import ChoiceType, ListType, Type
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json, invalid
from forms.reading.choice import choice_label, choice_with, read_choice
from forms.spec import ItemSpec


class ChoicesField(FieldType):
    """Several choices, stored as a list of ids in the order of the form; a single text is a list of one."""

    name = "choices"
    widget = "choices"

    def expression_type(self, item: ItemSpec) -> Type:
        return ListType(ChoiceType(item.choices))

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        written = raw if isinstance(raw, list) else [raw]
        if len(written) > 2 * len(item.choices) + 1:
            raise invalid(item, "の選択が多すぎます。選びなおしてください。", "has too many choices. Choose again.")
        chosen = {read_choice(part, item) for part in written}
        return [choice.id for choice in item.choices if choice.id in chosen] or None

    def load(self, stored: Json, item: ItemSpec) -> Value:
        if not isinstance(stored, list):
            return None
        return tuple(choice.id for part in stored if (choice := choice_with(part, item)))

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        if not isinstance(stored, list):
            return NOTHING
        return ("、" if language == "ja" else ", ").join(choice_label(part, item, language) for part in stored)
