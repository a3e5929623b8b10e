from serial.archive.models.account_deletion import AccountDeletion, DepartingStory
from serial.archive.models.erasure_record import ErasureRecord
from serial.archive.models.file_deletion import FileDeletion

__all__ = ["AccountDeletion", "DepartingStory", "ErasureRecord", "FileDeletion"]
