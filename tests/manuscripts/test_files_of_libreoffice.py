"""The novel of known truth in the files that LibreOffice itself writes.

Tried with LibreOffice 7.4.
"""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import which

import pytest

from serial.manuscripts.counting import Counts
from serial.manuscripts.splitting.plan import Method
from tests.manuscripts.docx_files import write_docx
from tests.manuscripts.kept import check_all_kept, keep
from tests.manuscripts.odt_files import write_odt
from tests.manuscripts.truth import Novel, make_novel
from tests.missing_programs import skip_without

# A conversion takes 2 to 5 s.
TIME_LIMIT = 120
FORMATS = ("odt", "docx", "rtf", "html", "epub")
WRITERS: dict[str, Callable[[Novel, Path], Path]] = {"docx": write_docx, "odt": write_odt}

Convert = Callable[[Path, str], Path]


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Returns a function that saves a file in another format, into another folder.

    Skips the test without LibreOffice, or fails it if REQUIRE contains "libreoffice".
    """
    program = which("soffice")
    if program is None:
        skip_without("libreoffice", "LibreOffice")
    profile = tmp_path_factory.mktemp("profile")

    def save_as(path: Path, name: str) -> Path:
        folder = path.parent / f"as-{name}"
        options = ["--headless", f"-env:UserInstallation={profile.as_uri()}"]
        run = subprocess.run(  # noqa: S603 - fixed arguments
            [program, *options, "--convert-to", name, "--outdir", folder, path],
            capture_output=True,
            text=True,
            check=True,
            timeout=TIME_LIMIT,
        )
        saved = folder / path.with_suffix(f".{name}").name
        # It also ends with 0 if it cannot read the file.
        assert saved.exists(), run.stderr
        return saved

    return save_as


@pytest.mark.long
@pytest.mark.parametrize("source", WRITERS)
@pytest.mark.parametrize("saved_as", FORMATS)
def test_all_of_a_novel_is_kept(
    tmp_path: Path, convert: Convert, source: str, saved_as: str
) -> None:
    novel = make_novel()
    path = convert(WRITERS[source](novel, tmp_path / f"novel.{source}"), saved_as)
    if saved_as == "epub":
        # LibreOffice writes headings as paragraphs in bold. Its table of contents has them.
        novel = replace(novel, counts=novel.counts + Counts(bold=novel.chapters))
    kept = keep(path)
    check_all_kept(novel, kept)
    assert kept.plan.method is Method.HEADINGS
