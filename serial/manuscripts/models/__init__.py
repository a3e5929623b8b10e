from serial.manuscripts.models.manuscript import Manuscript
from serial.manuscripts.models.manuscript_import import ImportedChapter, ManuscriptImport

__all__ = ["ImportedChapter", "Manuscript", "ManuscriptImport"]
