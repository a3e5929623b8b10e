"""What a manuscript may have at most. Above a limit, its author is told which one."""

from typing import Final

MAX_BYTES: Final = 100 * 1024 * 1024
# Of everything that is read out of one archive. The document.xml of 1,000,000 words has 90 MB.
MAX_UNPACKED_BYTES: Final = 400 * 1024 * 1024
# Of one text inside an archive.
MAX_TEXT_BYTES: Final = 200 * 1024 * 1024
MAX_WORDS: Final = 1_000_000
MAX_PICTURES: Final = 2_000
# Of one picture; larger ones are left out. As settings.IMAGE_MAX_BYTES.
MAX_PICTURE_BYTES: Final = 10 * 1024 * 1024
# In an archive.
MAX_FILES: Final = 10_000
# Of elements in XML. Word nests tables and text boxes about 20 deep.
MAX_DEPTH: Final = 200
# Of the process that reads a file.
MAX_CPU_SECONDS: Final = 120
MAX_MEMORY_BYTES: Final = 1536 * 1024 * 1024
