from serial.manuscripts.models.former_url import FormerUrl
from serial.manuscripts.models.imported_picture import ImportedPicture
from serial.manuscripts.models.manuscript import Manuscript
from serial.manuscripts.models.manuscript_import import ImportedChapter, ManuscriptImport

__all__ = ["FormerUrl", "ImportedChapter", "ImportedPicture", "Manuscript", "ManuscriptImport"]
