"""Rows with a file in an admin."""

from typing import ClassVar, TypeVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from serial.images.replacing import delete_with_file

Row = TypeVar("Row", bound=models.Model)


class FileDeletingAdmin(admin.ModelAdmin[Row]):
    """Deletes the file with its row."""

    file_field: ClassVar[str]

    def delete_model(self, request: HttpRequest, obj: Row) -> None:
        delete_with_file(obj, self.file_field)

    def delete_queryset(self, request: HttpRequest, queryset: "models.QuerySet[Row]") -> None:
        for row in queryset:
            delete_with_file(row, self.file_field)
