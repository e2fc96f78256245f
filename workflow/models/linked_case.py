"""A case that another one began."""

from django.db import models

from workflow.models.case import Case


class LinkedCase(models.Model):
    """What a case asked to begin, and what became of it. Asked for by dispatch, seen to by the sweep."""

    key = models.CharField(max_length=200, unique=True)
    """`<case>:<node>/<times>`: begun twice, it is the same case."""
    parent = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", null=True)
    step = models.CharField(max_length=200)
    """Name of the step that asked for it."""
    procedure = models.CharField(max_length=100)
    applicant = models.UUIDField(null=True)
    """Whose case it shall be; null where nobody was found."""
    answers = models.JSONField()
    waited_for = models.BooleanField()
    """Whether the parent waits for its end (別手続), or it goes its own way (起票)."""
    submitted = models.BooleanField()
    """Whether it is submitted, or put before its applicant as a draft."""
    status = models.CharField(max_length=10)
    """wanted · begun · stopping · done · refused"""
    detail = models.TextField(blank=True)
    """Why it was refused."""
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="linked_cases_to_see_to",
                condition=models.Q(status__in=["wanted", "begun", "stopping"]),
            ),
            models.Index(fields=["parent"], name="linked_cases_of_parent"),
        ]

    def __str__(self) -> str:
        return self.key
