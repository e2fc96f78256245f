"""What routing must know of a case: its people, where they belong, who did which step."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """The people of one case at one moment. Persons are uuids, units are codes."""

    applicant: str = ""
    drafter: str = ""
    typist: str = ""
    filer: str = ""
    """Who filed the report that led to this work (届); empty in the case itself."""
    unit: str = ""
    """The unit the applicant applies in."""
    office: str = ""
    """The unit in charge of the procedure (所管)."""
    previous: str = ""
    """Who finished the last human step."""
    actors: Mapping[str, str] = field(default_factory=dict)
    """Node id of a finished step to who did it."""
    items: Mapping[str, str] = field(default_factory=dict)
    """Items whose answer is a person or a unit."""

    @property
    def parties(self) -> frozenset[str]:
        """Applicant, drafter and typist, and who filed what it is about: none of them ever decides."""
        return frozenset({self.applicant, self.drafter, self.typist, self.filer} - {""})
