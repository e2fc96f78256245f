"""What people write to each other on a case (やりとり). Never changed and never taken away."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Remark(models.Model):
    """One remark. Whoever may read the case reads it; the case itself goes its way without it."""

    key = models.CharField(max_length=100)
    """Names the form it was written in: a repeated click writes nothing more."""
    case = models.ForeignKey("workflow.Case", on_delete=models.CASCADE, related_name="+")
    person = models.UUIDField()
    unit = models.CharField(max_length=20)
    post = models.CharField(max_length=60)
    """The main posting of the person that day."""
    text = models.TextField()
    told = ArrayField(models.UUIDField(), default=list)
    """Who was told of it."""
    at = models.DateTimeField()

    class Meta:
        db_table = "approvals_remark"
        constraints = [models.UniqueConstraint(fields=["case", "person", "key"], name="remark_once_per_form")]
        indexes = [models.Index(fields=["case", "at"], name="remarks_of_case")]

    def __str__(self) -> str:
        return f"{self.person} {self.at}"
