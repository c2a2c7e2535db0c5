"""HanLP for real: a tiny tokenizer is trained, saved, loaded and put to work."""

from pathlib import Path

import pytest

from termloom.errors import MissingExtra, MissingModel
from termloom.languages import zh, zh_hanlp
from termloom.model import Span

SENTENCES = [
    "北约 秘书长 说 ， 盟国 团结 一致 。",
    "我们 重申 第五 条 的 承诺 。",
    "国家 元首 和 政府 首脑 在 首都 会晤 。",
    "盟国 决定 加强 威慑 和 防御 。",
    "我们 呼吁 各方 立即 停止 战争 。",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a HanLP tokenizer that has learned our five sentences."""
    pytest.importorskip(
        "hanlp", reason='needs the extra: pip install "termloom[hanlp]"'
    )
    place = tmp_path_factory.mktemp("hanlp")
    encoder = tiny_encoder(place / "encoder")
    (place / "train.txt").write_text("\n".join(SENTENCES * 20), "utf-8")

    from hanlp.components.tokenizers.transformer import TransformerTaggingTokenizer

    TransformerTaggingTokenizer().fit(
        str(place / "train.txt"),
        str(place / "train.txt"),
        str(place / "model"),
        str(encoder),
        epochs=6,
        batch_size=20,
        lr=5e-3,
        transformer_lr=5e-3,
        word_dropout=0,
        eval_trn=False,
        devices=-1,
        seed=7,
    )
    return place / "model"


def tiny_encoder(place: Path) -> Path:
    """A one-layer BERT with random weights that knows our characters."""
    from transformers import BertConfig, BertModel, BertTokenizerFast

    place.mkdir()
    characters = sorted(set("".join(SENTENCES)) - {" "})
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]
    (place / "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
    BertTokenizerFast(vocab_file=str(place / "vocab.txt")).save_pretrained(place)
    shape = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=128,
    )
    BertModel(shape).save_pretrained(place)
    return place


def words(tokenise: zh.Tokeniser, text: str) -> list[str]:
    return [text[slice(*span)] for span in tokenise([text])[0]]


def test_a_model_in_a_folder_tokenises(folder: Path) -> None:
    tokenise = zh.tokeniser(f"hanlp:{folder}", device="cpu")
    assert words(tokenise, "北约秘书长说，盟国团结一致。") == SENTENCES[0].split()


def test_traditional_text_keeps_its_characters(folder: Path) -> None:
    tokenise = zh.tokeniser(f"hanlp:{folder}", device="cpu")
    text = "國家元首和政府首腦在首都會晤。"
    found = words(tokenise, text)
    assert " ".join(found) == "國家 元首 和 政府 首腦 在 首都 會晤 。"


def test_glossary_terms_stay_whole(folder: Path) -> None:
    terms = ["國家元首", "威慑和防御"]
    tokenise = zh.tokeniser(f"hanlp:{folder}", terms, device="cpu")
    assert "国家元首" in words(tokenise, "国家元首和政府首脑在首都会晤。")
    assert "威慑和防御" in words(tokenise, "盟国决定加强威慑和防御。")


def test_a_batch_keeps_its_order_whatever_the_lengths(folder: Path) -> None:
    tokenise = zh.tokeniser(f"hanlp:{folder}", device="cpu")
    texts = ["我们重申第五条的承诺。", "", " ", "盟国", "盟国决定加强威慑和防御。" * 30]
    found = tokenise(texts)
    assert [spans == [] for spans in found] == [False, True, True, False, False]
    for text, spans in zip(texts, found, strict=True):
        assert "".join(text[slice(*s)] for s in spans) == text.strip()


def test_auto_takes_hanlp_when_its_model_is_there(folder: Path) -> None:
    assert isinstance(zh.tokeniser(f"auto:{folder}"), zh_hanlp.HanLP)


def test_auto_does_without_a_model_that_is_not_there(tmp_path: Path) -> None:
    tokenise = zh.tokeniser(f"auto:{tmp_path}")
    assert tokenise(["盟国"]) == [[Span(0, 2)]]


def test_a_folder_without_a_model_is_one_clear_sentence(tmp_path: Path) -> None:
    pytest.importorskip(
        "hanlp", reason='needs the extra: pip install "termloom[hanlp]"'
    )
    with pytest.raises(MissingModel, match="can't be loaded") as caught:
        zh.tokeniser(f"hanlp:{tmp_path}")
    assert "\n" not in str(caught.value)


def test_an_unknown_name_is_one_clear_sentence() -> None:
    pytest.importorskip(
        "hanlp", reason='needs the extra: pip install "termloom[hanlp]"'
    )
    with pytest.raises(MissingModel, match='no model "NO_SUCH_MODEL"'):
        zh.tokeniser("hanlp:NO_SUCH_MODEL")


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "hanlp", None)
    zh_hanlp._package.cache_clear()
    with pytest.raises(MissingExtra, match=r'pip install "termloom\[hanlp\]"'):
        zh.tokeniser("hanlp")
    zh_hanlp._package.cache_clear()
