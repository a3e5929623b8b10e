from serial.desk.models.credit_invitation import CreditInvitation
from serial.desk.models.ignored_check import IgnoredCheck
from serial.desk.models.saved_reply import SavedReply
from serial.desk.models.upload import Upload
from serial.desk.models.working_copy import WorkingCopy

__all__ = ["CreditInvitation", "IgnoredCheck", "SavedReply", "Upload", "WorkingCopy"]
