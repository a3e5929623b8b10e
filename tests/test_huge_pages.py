"""What is in memory stays the same when it is moved to huge pages."""

import mmap
import os

from tests.huge_pages import PAGE, use_huge_pages


def test_memory_is_moved_and_keeps_what_it_has() -> None:
    content = os.urandom(4 * PAGE)
    memory = mmap.mmap(-1, len(content), flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    memory.write(content)
    moved = use_huge_pages()
    assert memory[:] == content
    # None where the system cannot; of four pages at least three are whole.
    assert moved == 0 or moved >= 3 * PAGE
