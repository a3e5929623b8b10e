"""The novel of known truth in the formats that have no test file with it of their own."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.manuscripts.kept import check_all_kept, keep
from tests.manuscripts.novel_files import (
    write_ao3_epub,
    write_ao3_html,
    write_epub_novel,
    write_fanficfare_text,
    write_markdown_novel,
    write_wordpress_novel,
)
from tests.manuscripts.truth import Novel, make_novel

# Markdown has no empty paragraphs, and in ours asterisks within words are text: f**k.
MARKDOWN = make_novel(blank_breaks=False, splits_words=False)
# html2text writes no underlines, strikes and alignment.
PLAIN_TEXT = make_novel(blank_breaks=False, without="usn", is_aligned=False, splits_words=False)
# Notes have places of their own.
ARCHIVE = make_novel(has_markers=False)


@pytest.mark.parametrize(
    "novel, write",
    [
        (make_novel(), write_epub_novel),
        (make_novel(), partial(write_epub_novel, with_classes=True)),
        (MARKDOWN, write_markdown_novel),
        (PLAIN_TEXT, write_fanficfare_text),
        (ARCHIVE, write_ao3_html),
        (ARCHIVE, write_ao3_epub),
        (ARCHIVE, write_wordpress_novel),
    ],
    ids=["epub", "epub-classes", "markdown", "fanficfare", "ao3-html", "ao3-epub", "wordpress"],
)
def test_all_of_a_novel_is_kept(
    tmp_path: Path, novel: Novel, write: Callable[[Novel, Path], Path]
) -> None:
    check_all_kept(novel, keep(write(novel, tmp_path)))
