"""The table of personal data in docs/privacy.md, made from the registry."""

from collections.abc import Iterator

from serial.archive.registry.entries import personal_data_groups
from serial.environment import BASE_DIR
from serial.personal_data import JsonLines, PersonalData

DOCUMENT = BASE_DIR / "docs" / "privacy.md"
BEGIN = "<!-- Made by `make privacy` from PERSONAL_DATA. -->\n"
END = "<!-- End of what `make privacy` makes. -->\n"
HEADER = (
    "| what | stored | why | kept | when the account is deleted | in the member's archive |\n"
    "|---|---|---|---|---|---|\n"
)


def documented() -> str:
    """Returns docs/privacy.md with the table of the present registry."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _table, end, after = rest.partition(END)
    return f"{before}{begin}\n{privacy_table()}\n{end}{after}"


def privacy_table() -> str:
    """Returns a Markdown table for each app in the setting PERSONAL_DATA."""
    tables = [
        f"### {group}\n\n{HEADER}{''.join(map(_row, entries))}"
        for group, entries in personal_data_groups()
    ]
    return "\n".join(tables)


def _row(entry: PersonalData) -> str:
    cells = (
        f"**{entry.name}** `{entry.model}`",
        entry.holds,
        entry.reason,
        entry.kept_for,
        entry.erased,
        ", ".join(_paths(entry)) or entry.not_exported,
    )
    return f"| {' | '.join(map(str, cells))} |\n"


def _paths(entry: PersonalData) -> Iterator[str]:
    for export in entry.exports:
        path = export.path if isinstance(export, JsonLines) else export.folder
        yield f"`{path}`"
