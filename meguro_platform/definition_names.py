"""The names that procedures may use: of the organisation, and of the other files under definitions/."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from approvals.office.office import Office
from approvals.ward.practice import is_practice, with_practice_sections
from forms.documents.files import load_template
from forms.documents.template import placeholders
from forms.source.source import Source
from integrations.selectors.layouts import check_layout_files
from integrations.selectors.systems import check_systems
from integrations.systems.offers import offers_of
from meguro_platform.selectors.document_files import kind_files
from workflow.definition.catalogue import Catalogue, OtherProcedure
from workflow.definition.item_names import item_names
from workflow.definition.other_procedures import other_procedure
from workflow.definition.regulation import LoadedRegulation, load_regulation


def with_files(catalogue: Catalogue, definitions: Path) -> Catalogue:
    """The names of the organisation, with the layouts, systems, templates and consents of a folder of definitions.

    A file with problems of its own is known by its name; `check_definitions` reports what is wrong with it.
    """
    systems, _ = check_systems(definitions / "systems")
    regulations = regulations_of(definitions / "authority", catalogue)
    templates = tuple(_templates(definitions / "documents"))
    kinds = (file.kind for file in kind_files(definitions / "documents", catalogue.units))
    return replace(
        catalogue,
        systems={system.name: offers_of(system) for system in systems},
        layouts=_layouts(definitions / "layouts"),
        documents={name: names for name, names, _ in templates},
        letters={name: text for name, _, text in templates if text},
        regulations={path.stem: found.regulation for path, found in regulations},
        table_files=tables_beside(definitions / "procedures"),
        procedures=dict(_procedures(definitions / "procedures")),
        other_procedures=dict(_other_procedures(definitions / "procedures")),
        consents=frozenset(kind.consent.name for kind in kinds if kind is not None and kind.consent),
    )


def _procedures(folder: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each procedure with the names and ids of its items, as far as its file can be read."""
    for path in sorted(folder.glob("*.yaml")):
        yield path.stem, _items_of(path, path.stat().st_mtime_ns)


def _other_procedures(folder: Path) -> Iterator[tuple[str, OtherProcedure]]:
    for path in sorted(folder.glob("*.yaml")):
        if (found := _other_procedure(path, path.stat().st_mtime_ns)) is not None:
            yield path.stem, found


@lru_cache(maxsize=500)
def _other_procedure(path: Path, changed: int) -> OtherProcedure | None:
    """Read once for each state of the file."""
    return other_procedure(Source(path.name, path.read_text(encoding="utf-8", errors="replace")))


@lru_cache(maxsize=500)
def _items_of(path: Path, changed: int) -> tuple[str, ...]:
    """Read once for each state of the file."""
    return item_names(Source(path.name, path.read_text(encoding="utf-8", errors="replace")))


def names_for(path: Path, office: Office, definitions: Path) -> Catalogue:
    """What a definition may name. One that is none of the ward's own may practise: with 甲課, 乙課 …, and with systems
    that nobody has described, whose contracts are taken as it states them."""
    if not is_practice(path, definitions):
        return with_files(office.catalogue, definitions)
    practice = with_files(with_practice_sections(office).catalogue, definitions)
    return replace(practice, systems={}, table_files=tables_beside(path.parent))


def regulations_of(folder: Path, catalogue: Catalogue) -> Iterator[tuple[Path, LoadedRegulation]]:
    """The files of shared tables, with what is wrong with them. `catalogue` knows the organisation."""
    beside = replace(catalogue, table_files=tables_beside(folder))
    for path in sorted(folder.glob("*.yaml")):
        yield path, load_regulation(Source(str(path), path.read_text("utf-8", errors="replace")), beside)


def tables_beside(folder: Path) -> dict[str, str]:
    """CSV files by name. One that is no UTF-8 is read as far as it goes; its table then says what cannot be read."""
    return {path.name: path.read_text("utf-8", errors="replace") for path in sorted(folder.glob("*.csv"))}


def _layouts(folder: Path) -> Mapping[str, tuple[str, ...]]:
    sound = check_layout_files(folder)[0]
    names = {path.stem: () for path in folder.glob("*.yaml")}
    return names | {id_: tuple(item.name.ja for item in layout.detail.items) for id_, layout in sound.items()}


def _templates(folder: Path) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Each template with the names it asks for, and its text where 施行 can send it."""
    for path in sorted(folder.glob("*.html")):
        template, _ = load_template(path)
        text = template.text if template and not template.is_flowing else ""
        yield path.name, placeholders(template) if template else (), text
