from serial.desk.models.credit_invitation import CreditInvitation
from serial.desk.models.upload import Upload
from serial.desk.models.working_copy import WorkingCopy

__all__ = ["CreditInvitation", "Upload", "WorkingCopy"]
