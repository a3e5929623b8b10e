"""Tells the operator which formats of downloads the site cannot make."""

from typing import Any

from django.core.checks import CheckMessage, Warning

from serial.editions.typst_pdf.available import is_available


def check_typst(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    if is_available():
        return []
    hint = "Install it with: pip install --require-hashes -r requirements-pdf.txt"
    return [Warning("Typst is not installed: no PDF downloads.", hint=hint, id="editions.W001")]
