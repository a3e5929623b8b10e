"""Runs nginx with the cache configuration of deploy/ on 127.0.0.1, in a temporary folder."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port
from tests.serving import wait_until_connected, wait_until_up

CONFIG_FOLDER = Path(__file__).parents[1] / "deploy/nginx"
CONFIG_TEMPLATE = """
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/cache.conf;
    upstream serial {{ server 127.0.0.1:{upstream}; keepalive 16; }}
    server {{
        listen 127.0.0.1:{port};
        large_client_header_buffers 4 16k;
        include {config_folder}/offline.conf;
        location /files/ {{
            alias {folder}/files/;
            default_type text/html;
            gzip_static always;
        }}
        location / {{
            include {config_folder}/pages.conf;
            proxy_pass http://serial;
            add_header X-Cache-Status $upstream_cache_status always;
        }}
    }}
}}
"""


def find_nginx() -> str | None:
    return shutil.which("nginx") or shutil.which("/usr/sbin/nginx")


@contextmanager
def run_nginx(upstream: int, *, wait: bool = True) -> Iterator[tuple[str, Path]]:
    """Starts nginx in front of a site at the port `upstream`.

    Gives nginx's URL, and a folder whose subfolder `files` it serves at /files/.

    wait: until the home page is served. Otherwise only until nginx takes connections.
    """
    program = find_nginx()
    assert program is not None, "nginx is not installed"
    with tempfile.TemporaryDirectory(prefix="serial-nginx-") as name:
        folder, port = Path(name), free_port()
        # The worker process may run as another user.
        folder.chmod(0o755)
        (folder / "files").mkdir()
        cache_config = (
            (CONFIG_FOLDER / "cache.conf")
            .read_text()
            .replace("/var/cache/nginx/serial", f"{name}/cache")
        )
        (folder / "cache.conf").write_text(cache_config)
        config = CONFIG_TEMPLATE.format(
            folder=name, config_folder=CONFIG_FOLDER, port=port, upstream=upstream
        )
        # As root, nginx would switch to a user who cannot read this folder.
        (folder / "nginx.conf").write_text(f"user root;{config}")
        command = [program, "-c", f"{name}/nginx.conf", "-e", f"{name}/error.log"]
        server = subprocess.Popen(  # noqa: S603 - fixed arguments
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            if wait:
                wait_until_up(f"http://localhost:{port}/")
            else:
                wait_until_connected(port)
            yield f"http://localhost:{port}", folder
        finally:
            server.terminate()
            server.wait()
