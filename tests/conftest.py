"""What the tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A change is judged by the change, not by the luck of the draw: with CI set the
# examples are the same in every run; without it every run tries new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data, which lies beside the checkout and is not ours."""
    if not (SHARED / "seeds" / "corpus.toml").exists():
        pytest.skip("no development data beside the checkout (../shared)")
    return SHARED
