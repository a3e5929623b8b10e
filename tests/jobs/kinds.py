"""Kinds of jobs for the tests. What a job did is seen in the groups that it made."""

import time
from datetime import timedelta

from django.contrib.auth.models import Group

from serial.jobs.kinds import Arguments, JobKind
from serial.jobs.models import Queue

PARTS = 3


def make_group(arguments: Arguments) -> None:
    Group.objects.create(name=arguments["name"])


def make_group_in_parts(arguments: Arguments) -> timedelta | None:
    count = Group.objects.filter(name__startswith=arguments["name"]).count()
    Group.objects.create(name=f"{arguments['name']} {count + 1}")
    return timedelta() if count + 1 < PARTS else None


def make_group_slowly(arguments: Arguments) -> None:
    """The first time it takes longer than any test."""
    begun = f"{arguments['name']} begun"
    _group, is_first = Group.objects.get_or_create(name=begun)
    time.sleep(600 if is_first else arguments["seconds"])
    Group.objects.create(name=arguments["name"])


def fail(arguments: Arguments) -> None:
    raise ValueError(arguments["name"])


QUICK = JobKind("quick", make_group)
SLOW = JobKind("slow", make_group_slowly, Queue.SLOW)
PARTS_KIND = JobKind("parts", make_group_in_parts)
FAILING = JobKind("failing", fail)
# Not among the KINDS of the other tests.
HOURLY = JobKind("hourly", lambda arguments: make_group({"name": "made"}), every=timedelta(hours=1))
