from serial.archive.models.account_deletion import AccountDeletion, DepartingStory

__all__ = ["AccountDeletion", "DepartingStory"]
