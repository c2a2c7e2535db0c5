"""``python -m termloom``."""

from .cli import main

main()
