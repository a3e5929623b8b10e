from serial.mail.models.bounces import Bounce, StoppedAddress
from serial.mail.models.outbox_email import OutboxEmail
from serial.mail.models.suppressed_email import SuppressedEmail
from serial.mail.models.unsubscribe_token import UnsubscribeToken

__all__ = ["Bounce", "OutboxEmail", "StoppedAddress", "SuppressedEmail", "UnsubscribeToken"]
