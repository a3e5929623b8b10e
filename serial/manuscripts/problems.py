"""Why a file cannot be read."""

from enum import StrEnum


class Problem(StrEnum):
    TOO_LARGE = "too large"
    TOO_LARGE_UNPACKED = "too large unpacked"
    TOO_MANY_WORDS = "too many words"
    TOO_MANY_PICTURES = "too many pictures"
    TOO_MANY_FILES = "too many files"
    UNKNOWN_FORMAT = "unknown format"
    OLD_WORD = "old Word format"
    PDF = "PDF"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    EMPTY = "empty"
    DECLARES_ENTITIES = "declares entities"
    TOO_MUCH_WORK = "too much work"


class CannotRead(Exception):
    """Raised if a file cannot be read. detail: the name of the file inside an archive."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(problem, detail)
        self.problem = problem
        self.detail = detail
