"""What the tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A change is judged by the change, not by the luck of the draw: with CI set the
# examples are the same in every run; without it every run tries new ones. How long
# an example takes is for the benchmarks to say.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data, which lies beside the checkout and is not ours."""
    if not (SHARED / "seeds" / "corpus.toml").exists():
        pytest.skip("no development data beside the checkout (../shared)")
    return SHARED
