"""Names that a text may refer to without giving them: of the language, of the organisation, of other files."""

from collections.abc import Callable, Iterable, Iterator

from workflow.definition.catalogue import Catalogue
from workflow.definition.completion.names import OwnNames
from workflow.definition.shared import KINDS
from workflow.definition.vocabulary.vocabulary import ALL_KINDS, Vocabulary
from workflow.engine.program import BUILT_IN_OUTCOMES
from workflow.engine.stages import STAGES


def names_beyond(what: str, vocabulary: Vocabulary, own: OwnNames, catalogue: Catalogue) -> Iterable[str]:
    """The names of this kind of thing that need not stand in the text."""
    if what == "エラー":
        return _errors(vocabulary, own, catalogue)
    of_language = _OF_THE_LANGUAGE.get(what)
    if of_language:
        return of_language(vocabulary, own)
    elsewhere = _ELSEWHERE.get(what)
    return elsewhere(catalogue, vocabulary) if elsewhere else ()


def _outcomes(vocabulary: Vocabulary, own: OwnNames) -> Iterator[str]:
    return (vocabulary.word(name) for name in BUILT_IN_OUTCOMES)


def _steps_and_stages(vocabulary: Vocabulary, own: OwnNames) -> Iterator[str]:
    yield from own.of("手順")
    yield from (kind.in_language(vocabulary.language) for kind in ALL_KINDS if kind.en in STAGES[:-1])


def _dates(vocabulary: Vocabulary, own: OwnNames) -> Iterator[str]:
    yield vocabulary.word("起案日")
    yield from (item for item, type_ in own.of("項目").items() if type_ == vocabulary.word("日付"))


def _errors(vocabulary: Vocabulary, own: OwnNames, catalogue: Catalogue) -> Iterator[str]:
    """A failed call, and what the systems that the procedure calls name their refusals."""
    yield vocabulary.word("連携失敗")
    for operation in own.of("連携先"):
        system, _, name = operation.partition(".")
        offered = catalogue.systems.get(system, {}).get(name)
        yield from offered.errors if offered else ()


def _tables(catalogue: Catalogue, vocabulary: Vocabulary) -> Iterator[str]:
    for regulation in catalogue.regulations.values():
        yield from dict.fromkeys(f"{regulation.name}.{table.table}" for table in regulation.tables)


def _shared(catalogue: Catalogue, vocabulary: Vocabulary) -> Iterator[str]:
    files = {"layouts": catalogue.layouts, "authority": catalogue.regulations}
    return (f"{vocabulary.word(word)}.{name}" for word, folder in KINDS.items() for name in files[folder])


_OF_THE_LANGUAGE: dict[str, Callable[[Vocabulary, OwnNames], Iterable[str]]] = {
    "結果": _outcomes,
    "手順か段": _steps_and_stages,
    "日付": _dates,
}
_ELSEWHERE: dict[str, Callable[[Catalogue, Vocabulary], Iterable[str]]] = {
    "決定表": _tables,
    "共有": _shared,
    "番号": lambda catalogue, _: sorted(catalogue.number_series),
    "任命権者": lambda catalogue, _: sorted(catalogue.authorities),
    "帳票": lambda catalogue, _: catalogue.documents,
    "同意": lambda catalogue, _: sorted(catalogue.consents),
    "表ファイル": lambda catalogue, _: catalogue.table_files,
    "手続": lambda catalogue, _: catalogue.procedures,
}
