"""A real nginx in front of the site."""

import http.client
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.comments.conftest import make_comment
from tests.deploy.running_site import Site, running_site
from tests.missing_programs import skip_without
from tests.nginx import find_nginx, run_nginx
from tests.static_files import built_static_files, static_folder_of_run

__all__ = ["make_comment"]

PAGE = "/read/the-lamp/one/"
Response = tuple[http.client.HTTPResponse, bytes]
Get = Callable[..., Response]


def request_page(origin: str, path: str = PAGE, **headers: str) -> Response:
    """Requests a page with only these headers."""
    connection = http.client.HTTPConnection(urlsplit(origin).netloc)
    request_headers = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=request_headers)
    response = connection.getresponse()
    return response, response.read()


def require_nginx() -> None:
    """Skips the test without nginx, or fails it if REQUIRE contains nginx."""
    if find_nginx() is None:
        skip_without("nginx", "nginx")


@pytest.fixture
def get(transactional_db: None, live_server: LiveServer) -> Iterator[Get]:
    """Requests a page from nginx."""
    require_nginx()
    with run_nginx(urlsplit(live_server.url).port or 0) as (nginx_url, _folder):
        yield lambda path=PAGE, **headers: request_page(nginx_url, path, **headers)


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same for all tests: starting it takes 4 s of CPU time."""
    with built_static_files(static_folder_of_run(tmp_path_factory)) as static_folder:
        pass
    with running_site(tmp_path_factory.mktemp("site"), static_folder) as site:
        yield site
