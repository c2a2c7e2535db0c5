"""Makes the generated parts of the docs, or checks that they are up to date.

``make.py`` writes docs/cli.md; ``make.py --check`` fails when it would change;
``make.py --command NAME`` prints the README's command of that name.
"""

import re
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parent
REFERENCE = DOCS / "cli.md"
README = DOCS.parent / "README.md"


def reference() -> str:
    """The command-line reference, made from the commands' own help texts."""
    typer = [sys.executable, "-m", "typer", "termloom.cli", "utils", "docs"]
    command = [*typer, "--name", "termloom", "--title", "Command-line reference"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout.strip() + "\n"


def readme_command(name: str) -> str:
    """The command in the README's fenced block marked ``sh NAME``."""
    readme = README.read_text(encoding="utf-8")
    found = re.search(rf"^```sh {name}\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    if not found:
        raise SystemExit(f'README.md: no command "{name}"; mark its block "sh {name}"')
    return found[1].strip()


def main(*arguments: str) -> int:
    """Do as the arguments say; gives the exit code."""
    if arguments[:1] == ("--command",):
        sys.stdout.write(readme_command(arguments[1]) + "\n")
    elif arguments == ("--check",):
        if reference() != REFERENCE.read_text(encoding="utf-8"):
            sys.stderr.write("docs/cli.md: out of date; run: python docs/make.py\n")
            return 1
    else:
        REFERENCE.write_text(reference(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
