"""Reading a novel of 40 chapters and 120,000 words. The budget is 10 s and 500 MB."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from serial.manuscripts.chapter_texts import convert_chapter
from serial.manuscripts.reading import read
from serial.manuscripts.splitting.cutting import plan_chapters
from serial.manuscripts.splitting.plan import Plan
from tests.bench.cpu_time import measure_functions
from tests.bench.figures import Measurement
from tests.bench.scale import Scale
from tests.manuscripts.docx_files import write_docx
from tests.manuscripts.truth import make_novel

CHAPTERS = 40
# Of each chapter, which has 3,000 words then.
PARAGRAPHS = 200


def _plan(path: Path) -> Plan:
    return plan_chapters(read(path))


def measurements(scale: Scale, folder: Path) -> Iterator[Measurement]:
    path = write_docx(make_novel(CHAPTERS, PARAGRAPHS), folder / "novel.docx")
    document = read(path)
    chapter = plan_chapters(document).chapters[0]
    functions: list[tuple[str, Callable[[], object]]] = [
        ("plan 120,000 words of .docx", partial(_plan, path)),
        ("make one of its chapters", partial(convert_chapter, document, chapter)),
    ]
    yield from measure_functions(scale, functions)
