"""How many pages a file has, counted once for each content."""

from django.db import models


class FilePages(models.Model):
    """One content. Other kinds of files than PDF have no row."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    pages = models.IntegerField()
    """0: the pages can't be read; the file itself can be opened all the same."""

    class Meta:
        db_table = "forms_file_pages"

    def __str__(self) -> str:
        return f"{self.sha256[:8]} {self.pages}"
