"""The part of the organisation that is rules, not rows: posts, duties, deputies, authorities; kept by generation."""

from typing import Any

import msgspec
from msgspec import Struct

from approvals.routing.authority import Authority
from approvals.routing.establishment import Deputies, PostKind, RoleKind


class OrganisationRules(Struct, frozen=True, kw_only=True):
    """What a generation's units and postings are read by."""

    post_kinds: tuple[PostKind, ...]
    role_kinds: tuple[RoleKind, ...]
    deputies: Deputies
    authorities: tuple[Authority, ...] = ()

    def to_json(self) -> Any:
        """Plain lists and mappings."""
        return msgspec.to_builtins(self)

    @classmethod
    def from_json(cls, data: Any) -> "OrganisationRules":
        """The rules that were stored. Raises msgspec.ValidationError for anything else."""
        return msgspec.convert(data, cls)
