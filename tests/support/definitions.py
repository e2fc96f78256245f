"""Definitions for tests: a small organisation, and the shipped procedures."""

from datetime import date
from functools import cache
from pathlib import Path

from approvals.office.office import office_at
from forms.source.source import Source
from integrations.selectors.systems import check_systems
from integrations.systems.offers import offers_of
from meguro_platform.definition_names import names_for
from workflow.definition.catalogue import Catalogue, Offered
from workflow.definition.load import Loaded, load
from workflow.definition.other_procedures import other_procedure
from workflow.definition.regulation import is_regulation, load_regulation

PROJECT = Path(__file__).resolve().parents[2]
GOLDEN = PROJECT / "tests" / "golden" / "definitions"
SHIPPED = (
    PROJECT / "definitions" / "procedures" / "id-card-reissue.yaml",
    PROJECT / "definitions" / "procedures" / "leave-of-absence.yaml",
    PROJECT / "definitions" / "procedures" / "payslip-delivery.yaml",
)
EVERY_PROCEDURE = tuple(sorted((PROJECT / "definitions" / "procedures").glob("*.yaml")))
"""All that is shipped, the examples among them."""

SYSTEMS = {
    "鍵管理": {
        "予約": Offered(takes=("部屋", "日"), requires=("部屋", "日"), gives=("番号",)),
        "予約取消": Offered(takes=("番号",), requires=("番号",)),
        "引渡し": Offered(takes=("番号",), requires=("番号",), is_message=True),
    },
    "掲示板": {"公表": Offered(takes=("部屋",), requires=("部屋",))},
    "手当": {
        "取込": Offered(takes=("名簿",), requires=("名簿",), gives=("明細", "件数")),
        "訂正": Offered(takes=("職員番号",), requires=("職員番号",), gives=("明細",)),
        "締め": Offered(takes=("年月",), requires=("年月",), is_message=True),
    },
    **{system.name: offers_of(system) for system in check_systems(PROJECT / "definitions" / "systems")[0]},
}
"""What the invented procedures call, and the systems that are shipped."""


def _file_of(key: str) -> Path:
    invented = GOLDEN / "ok" / f"{key}.yaml"
    return invented if invented.exists() else PROJECT / "definitions" / "procedures" / f"{key}.yaml"


CATALOGUE = Catalogue(
    units={
        "総務部": "04000000",
        "総務課": "04010000",
        "宿直": "04010900",
        "人事課": "04020000",
        "総務部人事課": "04020000",
        "人事課人事係": "04020200",
        "人事課給与係": "04020300",
        "情報政策課": "03010000",
        "区民の声課": "02030000",
    },
    posts=frozenset({"係員", "係長", "課長", "部長"}),
    roles=frozenset({"庶務担当", "文書主任"}),
    number_series=frozenset({"人事課の文書番号", "総務課の文書番号"}),
    layouts={"payroll-payslip": ("職員番号", "氏名", "金額"), "staff-list": ("番号", "氏名")},
    documents={
        "payslip.html": ("氏名", "金額"),
        "seal.html": ("氏名", "印影"),
        "key.html": ("部屋", "施行先"),
        "room.html": ("部屋", "階"),
    },
    letters={"key.html": "<p>{部屋} {施行先} 様</p>", "room.html": "<p>{部屋} {階}</p>"},
    systems=SYSTEMS,
    procedures={"key-loan": ("部屋", "予約番号"), "site-check": ("公園", "人数"), "travel-report": ("用務",)},
    other_procedures={
        key: found
        for key in ("key-loan", "site-check", "travel-report")
        if (found := other_procedure(Source(key, _file_of(key).read_text(encoding="utf-8"))))
    },
    consents=frozenset({"給与明細の電子交付"}),
    today=date(2026, 5, 11),
)
"""A corner of a ward, made by hand."""


def load_text(text: str, path: str = "procedure.yaml") -> Loaded:
    """The text as a procedure of the small ward, or what is wrong with it as a file of shared tables."""
    source = Source(path, text)
    if is_regulation(source):
        return Loaded(program=None, problems=load_regulation(source, CATALOGUE).problems)
    return load(source, CATALOGUE)


def load_shipped(path: Path, text: str) -> Loaded:
    """A text in the place of a procedure that is shipped, with the names that the whole ward offers there."""
    return load(Source(path.name, text), _offered(path))


@cache
def _offered(path: Path) -> Catalogue:
    return names_for(path, office_at(PROJECT / "definitions" / "organisation"), PROJECT / "definitions")


def load_file(path: Path) -> Loaded:
    """A file as a procedure of the small ward."""
    return load_text(path.read_text(encoding="utf-8"), path.name)
