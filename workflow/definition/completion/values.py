"""What may stand as a value: words of the language, names of the file, of the organisation, of other files."""

from collections.abc import Callable, Iterable, Iterator

from workflow.definition.catalogue import Catalogue
from workflow.definition.completion.beyond import names_beyond
from workflow.definition.completion.expected import ACT, COURSE
from workflow.definition.completion.formulas import Formulas
from workflow.definition.completion.names import OwnNames
from workflow.definition.completion.offer import Offer
from workflow.definition.completion.parts import Parts
from workflow.definition.completion.said import Said
from workflow.definition.parser.scenario_parts import WORDS_OF_A_COURSE
from workflow.definition.parser.texts import FIELD_TYPES
from workflow.definition.people import People, UnknownPerson
from workflow.definition.vocabulary.entries import ValueType
from workflow.definition.vocabulary.notation import value_type
from workflow.definition.vocabulary.vocabulary import ALL_KINDS, Vocabulary, normal

_NOBODY = "\0"
"""Makes the last part of a text that names people one that nobody has."""


class Values:
    """What may be written in one text."""

    def __init__(self, vocabulary: Vocabulary, explained: Vocabulary, own: OwnNames, catalogue: Catalogue) -> None:
        self._vocabulary = vocabulary
        self._explained = explained
        self._own = own
        self._catalogue = catalogue
        self._parts = Parts(vocabulary, own, catalogue)
        self._formulas = Formulas(vocabulary, explained.language, own, self._parts)

    def at(self, said: Said) -> list[Offer]:
        """What may stand there. `said` ends where the cursor stands."""
        if said.where == COURSE:
            return list(self._course())
        if said.where == ACT and not said.is_key:
            return [Offer(button) for button in self._parts.at("操作", said.levels)]
        if not isinstance(said.where, ValueType):
            return []
        of_type = _BY_TYPE.get(said.where.name)
        return list(of_type(self, said.where, said)) if of_type else []

    # -- words of the language --------------------------------------------------------------------------------------

    def _kinds(self, type_: ValueType, said: Said) -> Iterator[Offer]:
        for word, kind in self._vocabulary.kinds().items():
            yield Offer(word, self._explained.meaning(kind), f"- {word}: ")

    def _first_heading(self, type_: ValueType, said: Said) -> Iterator[Offer]:
        first = next(iter(self._vocabulary.headings(type_.word)), "")
        yield Offer(first, insert=f"- {first}: ")

    def _choice(self, type_: ValueType, said: Said) -> Iterator[Offer]:
        return (Offer(self._vocabulary.word(word)) for word in type_.words)

    def _yes_no(self, type_: ValueType, said: Said) -> Iterator[Offer]:
        return (Offer(self._vocabulary.word(word)) for word in ("はい", "いいえ"))

    def _field_types(self, type_: ValueType, said: Said) -> Iterator[Offer]:
        return (Offer(self._vocabulary.word(word)) for word in FIELD_TYPES)

    def _kinds_of_outcomes(self, type_: ValueType, said: Said) -> Iterator[Offer]:
        kinds = next(heading.value for heading in self._vocabulary.headings("結果").values() if heading.required)
        return self._choice(kinds, said)

    def _element(self, type_: ValueType, said: Said) -> Iterable[Offer]:
        """One value of a list may stand for the list."""
        return self.at(Said(type_.of[0], said.word, said.begin, said.levels))

    # -- names --------------------------------------------------------------------------------------------------------

    def _known(self, type_: ValueType, said: Said) -> Iterable[Offer]:
        """Names of what a reference refers to: those of the text, those that it need not give."""
        own = (Offer(name, meaning) for name, meaning in self._own.of(type_.word).items())
        beyond = names_beyond(type_.word, self._vocabulary, self._own, self._catalogue)
        row = self._parts.of_a_row(said.levels) if type_.word == "項目" and said.is_key else ()
        return (*own, *map(Offer, (*beyond, *self._parts.at(type_.word, said.levels), *row)))

    def _text(self, type_: ValueType, said: Said) -> Iterable[Offer]:
        """A free text may have slots, and may be the name of something."""
        slot = self._formulas.slot(said)
        if slot is not None:
            return slot
        return self._people(type_, said) if type_.word == "人" else self._known(type_, said)

    def _new_name(self, type_: ValueType, said: Said) -> Iterator[Offer]:
        """A contract is declared as its system offers it: by its name, with its values."""
        if type_.word in ("送る値", "返る値", "届く値"):
            yield from map(Offer, self._parts.offered(type_.word, said.path[-2]))
        send, receive, payload = (self._heading("連携先", field) for field in ("send", "receive", "payload"))
        for system, offered in self._catalogue.systems.items() if type_.word == "連携先" else ():
            for name, offer in offered.items():
                parts = ((payload, offer.takes),) if offer.is_message else ((send, offer.takes), (receive, offer.gives))
                written = ", ".join(f"{word}: [{', '.join(names)}]" for word, names in parts if names)
                yield Offer(f"{system}.{name}", written, f"{system}.{name}: {{{written}}}")

    def _people(self, type_: ValueType, said: Said) -> Iterator[Offer]:
        """What could stand in the place of the last part, as those who resolve people say it."""
        items = self._own.of("項目")
        named = {normal(name): name for name in items if items[name] in map(self._vocabulary.word, ("職員", "所属"))}
        steps = {normal(name): name for name, _ in self._steps_of_people()}
        people = People(self._catalogue, self._vocabulary.language, steps, named)
        found = people.resolve(f"{said.word}{_NOBODY}")
        if not isinstance(found, UnknownPerson):
            return
        codes = set(self._catalogue.units.values())
        for name in found.known:
            if name.startswith("{"):
                yield Offer(f"{{{self._heading('様式', 'item')}: {name[1:-1]}}}", begin=said.begin)
            elif name not in codes:
                yield Offer(name, begin=said.begin + found.offset)

    def _destinations(self, type_: ValueType, said: Said) -> Iterator[Offer]:
        """進む 手順, 差戻す 手順, 終了 結果: the kinds that lead somewhere."""
        for kind in ALL_KINDS:
            for target in self._known(kind.name, said) if kind.name.name == "参照" else ():
                yield Offer(f"{kind.in_language(self._vocabulary.language)} {target.word}", target.meaning)

    def _answers(self, type_: ValueType, said: Said) -> Iterator[Offer]:
        if self._own.of("項目").get(type_.word) == self._vocabulary.word("はい・いいえ"):
            yield from self._yes_no(type_, said)
        yield from (Offer(choice) for choice in self._own.choices.get(type_.word, ()))

    # -- the course of a scenario -------------------------------------------------------------------------------------

    def _course(self) -> Iterator[Offer]:
        words = ((self._vocabulary.word(word), "") for word in WORDS_OF_A_COURSE)
        for name, meaning in (*self._steps_of_people(), *words):
            yield Offer(name, meaning, f"{name}: ")

    def _steps_of_people(self) -> Iterator[tuple[str, str]]:
        for name, kind in self._own.of("手順").items():
            if (known := self._vocabulary.kinds().get(kind)) and known.verdicts:
                yield name, kind

    def _heading(self, place: str, field: str) -> str:
        return next(name for name, heading in self._vocabulary.headings(place).items() if heading.field == field)


_BY_TYPE: dict[str, Callable[[Values, ValueType, Said], Iterable[Offer]]] = {
    "手順の列": Values._kinds,
    "→→": Values._first_heading,
    "選び": Values._choice,
    "はい": Values._yes_no,
    "型": Values._field_types,
    "結果": Values._kinds_of_outcomes,
    "並び": Values._element,
    "参照": Values._known,
    "符号": Values._known,
    "編集項目": lambda values, type_, said: values._known(value_type("参照 項目"), said),
    "文": Values._text,
    "名": Values._new_name,
    "人": Values._people,
    "行先": Values._destinations,
    "操作": Values._destinations,
    "答え": Values._answers,
    "式": lambda values, type_, said: values._formulas.expression(said),
}
"""By name of value type; one of another type has no words."""
