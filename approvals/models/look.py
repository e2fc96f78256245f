"""Up to which entry of a case's journal a person has read, so that the page begins with what is new to them."""

from django.db import models


class CaseLook(models.Model):
    """The newest visit of a person to a case, and how far they had read when it began."""

    person = models.UUIDField()
    case = models.ForeignKey("workflow.Case", on_delete=models.CASCADE, related_name="+")
    seen_seq = models.IntegerField()
    """The last entry of the case's journal that was on the page."""
    seen_at = models.DateTimeField()
    before_seq = models.IntegerField(default=0)
    """What the visit before had seen: everything later is new; 0 on the first visit."""
    before_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "approvals_case_look"
        constraints = [models.UniqueConstraint(fields=["person", "case"], name="case_look_once_per_person")]

    def __str__(self) -> str:
        return f"{self.person} {self.seen_seq}"
