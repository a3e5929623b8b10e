from serial.desk.models.offered_byline import OfferedByline
from serial.desk.models.upload import Upload
from serial.desk.models.working_copy import WorkingCopy

__all__ = ["OfferedByline", "Upload", "WorkingCopy"]
