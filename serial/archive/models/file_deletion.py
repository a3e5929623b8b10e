from django.db import models


class FileDeletion(models.Model):
    """A file to delete from the storage: its owner was erased in the same transaction.

    A process that is killed after the commit leaves the row, and the next run deletes the file.
    """

    name = models.CharField(max_length=255, unique=True)

    def __str__(self) -> str:
        return self.name
