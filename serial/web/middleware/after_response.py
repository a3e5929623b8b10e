import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from serial.after_response import Task, tasks_after_response

logger = logging.getLogger(__name__)


class AfterResponseMiddleware:
    """Runs the tasks of `run_after_response()` when the server closes the response.

    WSGI servers close a response after they have sent it. Must be the first middleware: a later one
    could replace the response.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        tasks = tasks_after_response(request)
        if tasks:
            close = response.close

            def run_tasks_and_close() -> None:
                try:
                    _run(tasks)
                finally:
                    close()

            response.close = run_tasks_and_close  # type: ignore[method-assign]
        return response


def _run(tasks: list[Task]) -> None:
    for task in tasks:
        try:
            task()
        except Exception:
            logger.exception("A task after the response failed")
