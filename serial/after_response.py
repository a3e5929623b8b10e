"""Work that a request starts but its response does not wait for, such as sending an email.

How long it takes shows in no response, and its errors break none. A process that is killed
meanwhile loses it, so only use it for what people can ask for again.
"""

from collections.abc import Callable

from django.http import HttpRequest

Task = Callable[[], object]


def run_after_response(request: HttpRequest, task: Task) -> None:
    """Calls `task` when the response has been sent (serial/web/middleware/after_response.py)."""
    request.__dict__.setdefault("tasks_after_response", []).append(task)


def tasks_after_response(request: HttpRequest) -> list[Task]:
    tasks: list[Task] = request.__dict__.get("tasks_after_response", [])
    return tasks
