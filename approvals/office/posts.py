"""Reads posts.yaml and roles.yaml: posts with their ranks, posts beside the heads of units, duties of sections."""

from collections.abc import Mapping
from dataclasses import dataclass

from approvals.routing.establishment import PostKind, RoleKind, UnitKind
from forms.source.nodes import Node
from forms.source.written import Heading, Written

_KIND = [
    Heading("post", "職", True),
    Heading("id", "id", True),
    Heading("english", "英語"),
    Heading("rank", "位", True),
    Heading("leads", "長"),
    Heading("same", "同じ"),
]
_EXTRA = [Heading("post", "職", True), Heading("unit", "所属", True), Heading("covers", "担任", True)]
_ROLE = [Heading("role", "役割", True), Heading("id", "id", True), Heading("english", "英語")]
_LEADS = {"庁": "office", "部": "department", "課": "section", "係": "subsection"}


@dataclass(frozen=True, slots=True)
class ExtraPost:
    """A post that leads no unit of its own but stands over several, e.g. 副区長."""

    title: str
    unit: str
    """Code."""
    covers: tuple[str, ...]
    """Codes."""


@dataclass(frozen=True, slots=True)
class Posts:
    """Kinds of posts, and posts beside the heads of units."""

    kinds: tuple[PostKind, ...] = ()
    extra: tuple[ExtraPost, ...] = ()

    def kind_of(self, title: str) -> PostKind | None:
        """The kind a title counts as."""
        return next((kind for kind in self.kinds if title in (kind.name, *kind.titles)), None)

    def head_of(self, kind: UnitKind) -> PostKind | None:
        """The usual head of such a unit: the first kind written for it."""
        return next((post for post in self.kinds if post.leads is kind), None)


def read_posts(written: Written, units: Mapping[str, str]) -> Posts:
    """The posts of the file; `units` maps names to codes. Problems go to `written`."""
    values = written.top([Heading("posts", "職", True), Heading("extra", "置く職")])
    kinds = [kind for node in written.items(values.get("posts")) if (kind := _kind(written, node))]
    posts = Posts(tuple(kinds))
    _check_titles(written, values.get("posts"), posts)
    extra = [post for node in written.items(values.get("extra")) if (post := _extra(written, node, posts, units))]
    return Posts(posts.kinds, tuple(extra))


def read_roles(written: Written) -> tuple[RoleKind, ...]:
    """The duties of the file; problems go to `written`."""
    values = written.top([Heading("roles", "役割", True)])
    roles: list[RoleKind] = []
    for node in written.items(values.get("roles")):
        parts = written.parts(node, _ROLE)
        name, key = written.text(parts.get("role")), written.text(parts.get("id"))
        if name in {role.name for role in roles}:
            written.say("E014", node.position, f"「{name}」は二度あります。", f"“{name}” is written twice.")
        elif name and key:
            roles.append(RoleKind(id=key, name=name, en=written.text(parts.get("english"))))
    return tuple(roles)


def unit_code(written: Written, node: Node | None, units: Mapping[str, str]) -> str:
    """The code of the unit named here; empty, with a problem, for an unknown name."""
    name = written.text(node)
    if node is not None and name and name not in units:
        written.say(
            "E100",
            node.position,
            f"「{name}」という所属はないか、いくつもあります。",
            f"There is no unit “{name}”, or there are several.",
            "上の所属を付けて書いてください(総務部人事課)",
        )
    return units.get(name, "")


def _kind(written: Written, node: Node) -> PostKind | None:
    parts = written.parts(node, _KIND)
    name, key, rank = written.text(parts.get("post")), written.text(parts.get("id")), written.number(parts.get("rank"))
    leads = written.one_of(parts.get("leads"), _LEADS)
    if not (name and key and rank):
        return None
    return PostKind(
        id=key,
        name=name,
        en=written.text(parts.get("english")),
        rank=rank,
        leads=UnitKind(leads) if leads else None,
        titles=written.texts(parts.get("same")),
    )


def _extra(written: Written, node: Node, posts: Posts, units: Mapping[str, str]) -> ExtraPost | None:
    parts = written.parts(node, _EXTRA)
    title = written.text(parts.get("post"))
    if title and posts.kind_of(title) is None:
        written.say("E100", node.position, f"「{title}」という職はありません。", f"There is no post “{title}”.")
        return None
    unit = unit_code(written, parts.get("unit"), units)
    covers = tuple(unit_code(written, item, units) for item in written.items(parts.get("covers")))
    return ExtraPost(title, unit, covers) if title and unit and all(covers) else None


def _check_titles(written: Written, node: Node | None, posts: Posts) -> None:
    seen: set[str] = set()
    for item, kind in zip(written.items(node), posts.kinds, strict=False):
        for title in (kind.name, *kind.titles):
            if title in seen:
                written.say("E014", item.position, f"「{title}」は二度あります。", f"“{title}” is written twice.")
            seen.add(title)
