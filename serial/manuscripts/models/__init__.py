from serial.manuscripts.models.imported_picture import ImportedPicture
from serial.manuscripts.models.manuscript import Manuscript
from serial.manuscripts.models.manuscript_import import ImportedChapter, ManuscriptImport

__all__ = ["ImportedChapter", "ImportedPicture", "Manuscript", "ManuscriptImport"]
