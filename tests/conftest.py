"""What the tests share."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data, which lies beside the checkout and is not ours."""
    if not (SHARED / "seeds" / "corpus.toml").exists():
        pytest.skip("no development data beside the checkout (../shared)")
    return SHARED
