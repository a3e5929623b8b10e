"""Static files as the server sends them, with a hash of their content in the file name."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.static_files import built_static_files, static_folder_of_run

IMPORTED = re.compile(r'^import .*"(\./[^"]+)";$', re.MULTILINE)
HASHED_NAME = re.compile(r"\.[0-9a-f]{12}\.(js|css)$")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with built_static_files(static_folder_of_run(tmp_path_factory)) as folder:
        yield folder


def test_scripts_import_hashed_file_names(built: Path) -> None:
    scripts = [path for path in built.glob("js/**/*.js") if HASHED_NAME.search(path.name)]
    imported = [
        script.parent / name for script in scripts for name in IMPORTED.findall(script.read_text())
    ]
    assert len(imported) > 20
    assert [path for path in imported if not HASHED_NAME.search(path.name)] == []
    assert all(path.exists() for path in imported)


def test_site_style_sheet_is_one_file(built: Path) -> None:
    (sheet,) = (path for path in built.glob("css/site.*.css") if HASHED_NAME.search(path.name))
    text = sheet.read_text()
    assert "@import" not in text and "--paper:" in text and ".comment" in text


def test_style_sheet_has_no_comments_and_keeps_its_strings(built: Path) -> None:
    (sheet,) = (path for path in built.glob("css/site.*.css") if HASHED_NAME.search(path.name))
    text = sheet.read_text()
    assert "/*" not in text and "\n\n" not in text and "\n " not in text
    assert '"Times New Roman as Literata"' in text


def test_no_import_follows_a_rule(built: Path) -> None:
    """Browsers ignore it there: the desk would be without the style sheets of Django's admin."""
    sheets = [path for path in built.glob("css/**/*.css") if HASHED_NAME.search(path.name)]
    wrong = [
        path.name
        for path in sheets
        if "@import" in re.sub(r'"[^"]*"', "", path.read_text()).partition("{")[2]
    ]
    assert len(sheets) > 20 and wrong == []


def test_string_that_looks_like_a_comment_stays(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "css").mkdir(parents=True)
    (source / "css/all.css").write_text('@import url("part.css") layer(base);')
    (source / "css/part.css").write_text(
        'p::before { content: "/* \\" */"; } /* a "quoted" remark */\nb { color: red; }'
    )
    finders = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    with built_static_files(
        tmp_path / "built", STATICFILES_DIRS=[source], STATICFILES_FINDERS=finders
    ) as folder:
        (sheet,) = folder.glob("css/all.*.css")
        text = sheet.read_text()
    assert '"/* \\" */"' in text and "remark" not in text and "b { color: red; }" in text
