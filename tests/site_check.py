"""Checks for missing migrations, and runs the deployment checks with production settings."""

import os
import subprocess
import sys

ENVIRONMENT = {
    "DEBUG": "0",
    "SECRET_KEY": "a-key-for-this-check-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
    "SITE_URL": "https://serial.example",
    "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
    "EMAIL_RETURN_ADDRESS": "return@serial.example",
}
COMMANDS = (
    ["makemigrations", "--check", "--dry-run"],
    ["check", "--deploy", "--fail-level", "WARNING"],
)


def main() -> int:
    failed = 0
    for command in COMMANDS:
        run = subprocess.run(  # noqa: S603 - fixed arguments
            [sys.executable, "manage.py", *command],
            env={**os.environ, **ENVIRONMENT},
            check=False,
        )
        failed += run.returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
