"""What is wrong with the templates of documents, beside the layouts that their values come from."""

from collections.abc import Mapping
from pathlib import Path

from forms.documents.check import check_template, check_templates
from forms.documents.read_template import Finding
from forms.issuance.correction import CORRECTED
from integrations.layouts.layout import Layout, RecordKind
from integrations.selectors.layouts import check_layout_files


def template_findings(path: Path, layouts: Path) -> list[Finding]:
    """Everything that is wrong with one .html file, or with those of a folder, which a ward without documents lacks."""
    columns = columns_by_layout(check_layout_files(layouts)[0])
    return check_template(path, columns) if path.suffix == ".html" else check_templates(path, columns)


def columns_by_layout(layouts: Mapping[str, Layout]) -> dict[str, tuple[str, ...]]:
    """The Japanese names of the items of a detail, as templates write them, and of what a correction changed."""
    return {
        id_: (*(item.name.ja for item in layout.records[RecordKind.DETAIL].items), CORRECTED)
        for id_, layout in layouts.items()
    }
