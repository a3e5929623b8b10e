from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Erases expired sessions, and the IP addresses and browsers of sessions that ended."

    def handle(self, *args: object, **options: object) -> None:
        call_command("clearsessions")
        ended = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
        count, _by_model = ended.delete()
        self.stdout.write(f"{count} ended sessions erased")
