"""E086: a contract (連携先) asks nothing of a system that the system's own file does not offer."""

from collections.abc import Iterable, Iterator

from forms.source.problem import Problem
from workflow.definition.catalogue import Offered
from workflow.definition.checked import Checked, problem
from workflow.definition.document import Contract
from workflow.definition.located import Located
from workflow.definition.suggestions import likely_or_all
from workflow.definition.vocabulary.vocabulary import normal


def check(checked: Checked) -> Iterator[Problem]:
    systems = checked.catalogue.systems
    if not systems:
        return
    for pair in checked.procedure.systems:
        system, _, name = pair.key.value.partition(".")
        offers = systems.get(system)
        if offers is None:
            yield _unknown(pair.key, f"連携先「{system}」", f'system "{system}"', systems)
        elif name not in offers:
            yield _unknown(
                pair.key, f"「{pair.key.value}」", f'"{pair.key.value}"', [f"{system}.{each}" for each in offers]
            )
        else:
            yield from _differences(pair.key, pair.value, offers[name])


def _unknown(where: Located[str], ja: str, en: str, known: Iterable[str]) -> Problem:
    return problem(
        "E086",
        where,
        f"{ja}は、definitions/systems のどのファイルにもありません。",
        f"No file under definitions/systems describes the {en}.",
        likely_or_all(where.value, known),
    )


def _differences(where: Located[str], contract: Contract, offered: Offered) -> Iterator[Problem]:
    if contract.has("payload") != offered.is_message:
        yield problem(
            "E086",
            where,
            f"「{where.value}」は、連携先の定義では{'知らせ' if offered.is_message else '操作'}です。",
            f'"{where.value}" is {"a message" if offered.is_message else "an operation"} in the system\'s file.',
        )
        return
    sent = contract.payload if offered.is_message else contract.send
    yield from _not_offered(where, sent, offered.takes)
    yield from _not_offered(where, contract.receive, offered.gives)
    named = {normal(text.value) for text in sent}
    missing = [name for name in offered.requires if normal(name) not in named]
    if missing and not offered.is_message:
        yield problem(
            "E086",
            where,
            f"「{where.value}」には「{'」「'.join(missing)}」も要ります。",
            f'"{where.value}" also needs: {", ".join(missing)}.',
        )


def _not_offered(where: Located[str], names: Iterable[Located[str]], offered: Iterable[str]) -> Iterator[Problem]:
    known = {normal(name) for name in offered}
    for name in names:
        if normal(name.value) not in known:
            yield problem(
                "E086",
                name,
                f"「{where.value}」の定義に「{name.value}」はありません。",
                f'The file of the system has no "{name.value}" for "{where.value}".',
                likely_or_all(name.value, offered),
            )
