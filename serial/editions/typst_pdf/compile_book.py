"""Sets a book with Typst. A program of its own, so that it can have limits and be ended.

Arguments: a folder with book.typ and its data, the limits of CPU seconds and of bytes of memory,
the time that the PDF names as Unix seconds, and folders of fonts. Writes book.pdf.
"""

import resource
import sys
from pathlib import Path

import typst


def main(folder: str, cpu_seconds: str, memory: str, timestamp: str, *fonts: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (int(cpu_seconds), int(cpu_seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    # No file that is larger than any book: a fault must not fill the disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000_000, 500_000_000))
    compiler = typst.Compiler(
        str(Path(folder, "book.typ")), root=folder, font_paths=list(fonts), ignore_system_fonts=True
    )
    compiler.compile(output=str(Path(folder, "book.pdf")), format="pdf", timestamp=int(timestamp))


if __name__ == "__main__":
    main(*sys.argv[1:])
