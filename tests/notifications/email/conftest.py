from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from serial.library.following import follow_story
from serial.library.models import Follow
from serial.notifications.choices import EmailFrequency
from serial.stories.models import Story
from tests.notifications.email.telling import choose
from tests.shared_rows import shared_rows


@shared_rows
def follower(reader: User, story: Story) -> User:
    """Follows the story since yesterday, and gets an email for each chapter."""
    follow_story(reader, story)
    Follow.objects.update(created_at=timezone.now() - timedelta(days=1))
    choose(reader, EmailFrequency.NOW)
    return reader
