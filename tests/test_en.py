"""English: sentences, words, keys, edges."""

from pathlib import Path

import pytest

from termloom.evaluate.segmentation import read, read_lines, score
from termloom.languages import language
from termloom.model import Span

ENGLISH = language("en")

RULES = {
    "full stop": ["The Council met.", "It adopted a statement."],
    "question mark": ["Who signed the treaty?", "Twelve nations did."],
    "exclamation mark": ["The talks are over!", "We have a text."],
    "initial within a name": ["The chair was Paul H. Spaak of Belgium."],
    "an initial that is an abbreviation too": ["John P. Smith met C. Roe.", "No."],
    "a letter at the end": ["We need vitamin C.", "They had none."],
    "two initials within a name": ["J. W. Fulbright spoke next."],
    "page abbreviation before a number": ["The list begins on p. 12 of the annex."],
    "paragraph abbreviation before a number": ["See para. 4 and paras. 7-9 below."],
    "number abbreviation before a number": ["Doc. No. 5 replaces Res. 1325."],
    "number abbreviation at the end": ["We renumbered para. 4.", "It is now para. 5."],
    "company abbreviation inside": ["Orders went to Hale & Co. in spring."],
    "company abbreviation at the end": ["They sued Hale & Co.", "It paid in June."],
    "mountain abbreviation": ["The radar stands on Mt. Olympus today."],
    "fort and point": ["From Ft. Worth to Pt. Reyes it is 5 ft. of snow."],
    "military units": ["The 5th Bn. 7th Cav. Regt. deployed.", "It is there."],
    "secretary before a name": ["He briefed Sec. Roe on Sec. 5 of it.", "It rained."],
    "saint and street": ["St. George’s church is on Mill st. near the gate."],
    "junior in a possessive": ["This was Sammy Davis Jr.’s last show."],
    "country of three letters": ["She left the U.S.A. in winter."],
    "country at the end": ["They flew to the U.S.", "How long will they stay?"],
    "union at the end": ["Norway is not in the E.U.", "Why should it join?"],
    "country before an institution": ["He joined the U.S. Army at twenty."],
    "country before a small letter": ["Exports to the U.K. for ten years fell."],
    "capital district": ["We met in Washington, D.C. on Monday.", "It rained."],
    "morning and evening": [
        "At 9 a.m. Gen. Ross called.",
        "The line closed at 6 p.m.",
        "Mr. Hill had left.",
    ],
    "time before a zone": ["The session opens at 10 a.m. Eastern Time."],
    "military ranks": ["Lt. Col. Ann Reed and Brig. Gen. Tom Ash saluted."],
    "titles": ["Sen. Brooks asked Amb. Lee and H.E. Mr. Costa to wait."],
    "legal references": ["Under Art. 5 and Sec. 2(b) no Ally stands alone."],
    "versus and for example": ["In Roe vs. Wade, e.g. in fn. 3, i.e. not here."],
    "et cetera inside": ["Ships, tanks, etc. were sold.", "None came back."],
    "amount of money inside": ["The bill came to $1,250.75 for two."],
    "amount of money at the end": ["The bill came to $40.75.", "He paid in cash."],
    "sentence within brackets": [
        "She taught law (He taught music at that time.) at the same school."
    ],
    "sentence in brackets of its own": [
        "It failed. ",
        "(Nobody was told.)",
        "We went on.",
    ],
    "mail address": ["Write to Jo.Park@mail.example.org.", "They answer."],
    "web address": ["See https://www.nato.int/cps/en/topics.html.", "It is short."],
    "speech in single quotes goes on": ["He wrote, 'It is done.' and left."],
    "speech in double quotes goes on": ['He said, "It is done." and sat down.'],
    "speech in double quotes ends": ['He said, "It is done."', "Nobody answered."],
    "question in quotes goes on": ["“Will you sign?” the envoy asked."],
    "question in quotes and its speaker": ["“Will you sign?” Ann Roe asked.", "No."],
    "question in quotes, then a sentence": ["“Will you sign?”", "Ann said she would."],
    "quote follows quote": ["“We agree.”", "“So do we.”"],
    "doubled exclamation marks": ["Stop!!", "The bridge is out."],
    "doubled question marks": ["Really??", "Nobody told me."],
    "question and exclamation": ["He did what?!", "I had no idea."],
    "exclamation and question": ["He did what!?", "I had no idea."],
    "list with stop and bracket": ["1.) Ships of the line", "2.) Ships in reserve"],
    "list with stop, bracket and full stops": ["1.) We meet.", "2.) We vote."],
    "list with bracket": ["1) Ships of the line", "2) Ships in reserve"],
    "list with bracket and full stops": ["1) We meet.", "2) We vote."],
    "list with stop": ["1. Ships of the line", "2. Ships in reserve"],
    "list with stop and full stops": ["1. We meet.", "2. We vote.", "3. We go."],
    "list with bullets and numbers": ["• 7. Ships of the line", "• 8. Reserve"],
    "list with letters": ["a. Ships afloat", "b. Ships in dock", "c. Ships sold"],
    "numbered paragraph": ["12. We condemn the attack.", "It must end."],
    "line break within a sentence": ["The fleet left at dawn\nand came back at noon."],
    "number with stops": ["Quote file N° 2044.118.3.", "It is open."],
    "name with an exclamation mark": ["He left Yahoo! in the spring of that year."],
    "pronoun I at the end": ["They came, you and I.", "Did Anna I. Berg know?"],
    "ellipsis of four dots in a quote": ["He spoke of “the long road ahead. . . .”"],
    "ellipsis in square brackets": ["“The Allies [...] will act [...]” (Hart 12)."],
    "spaced ellipsis, then a sentence": [
        "Mark a lost ending with dots and a space . . . .",
        "Go on after it.",
    ],
    "four dots without spaces": ["We never thought so....", "They went home."],
    "ellipsis within a sentence": ["I was ... well, I meant . . . I was not sure."],
    "ellipsis and full stop": [
        "The text . . . was cut in many places by an editor.",
        ". . . The rest is lost. . . .",
    ],
    "degree before a small letter": ["She holds a B.A. from Ghent and an M.A. too."],
    "room and extension": ["Meet in Rm. 12 or call ext. 4471."],
    "list after a colon": [
        "The agenda for today:",
        "1. Ships of the line",
        "2. Ships in reserve",
    ],
    "enumeration within a sentence": ["We want 1) peace, 2) trade and 3) law."],
    "stop without a space": ["The vote is over.", "Nobody left.", "It is late."],
}
NO_SPACE = {"stop without a space"}


@pytest.mark.parametrize("rule", RULES)
def test_golden_rule(rule: str) -> None:
    gold = [sentence.strip() for sentence in RULES[rule]]
    text = ("" if rule in NO_SPACE else " ").join(gold)
    assert [text[a:b] for a, b in ENGLISH.sentences(text)] == gold


LETTERS = {
    "a stop left out before a usual first word": [
        "the rooms were clean",
        "We would stay again.",
    ],
    "a smiley": ["I liked it :)", "The rest was poor."],
    "an address": ["the form is at www.example.org/form.html", "Please send it back."],
    "a closing": ["call me when you land", "Thanks, Ben"],
    "a ruled line": ["no news today", "-----", "More tomorrow."],
    "an order": ["tea is served at noon", "Bring your badge."],
    "a pronoun after a name": ["we drove on to Hanoi", "They were kind to us."],
    "a pronoun after a number": ["it was sold in 1998", "We never saw it again."],
    "praise after a number": ["we paid 40%", "The rest was free."],
    "an order after an abbreviation": ["We ship to the U.K.", "Keep up the work."],
    "a name that is called": ["Kate,", "Would you add him?"],
    "a greeting": ["Hi Dana,", "I spoke with Rick."],
    "a greeting of many": ["Dear Ms. Roe and all,", "The text is done."],
    "a closing and a name": ["Call me.", "Regards,", "Susan Roe"],
    "fields of a mail": ["From: Ann Roe", "Sent: Monday", "Subject: RE: Draft"],
    "a mail that follows": ["See below.", "-----Original Message-----", "It is late."],
    "small letters": ["the food was cold.", "we left early."],
}


@pytest.mark.parametrize("what", LETTERS)
def test_letters_and_posts_end_their_sentences_by(what: str) -> None:
    gold = LETTERS[what]
    text = " ".join(gold)
    assert [text[a:b] for a, b in ENGLISH.sentences(text)] == gold


APART = [
    ["The room was cold .", "we left ."],
    ["Stop ! !", "Really ? ?", "It 's late ."],
    ["Hi Dana ,", "I spoke with Rick .", "Regards ,", "Susan Roe"],
    ["The plan :", "1 . Ships of the line", "2 . Ships in reserve"],
    ["I 've seen the hall", "It 's small ."],
]


@pytest.mark.parametrize("gold", APART)
def test_words_and_stops_may_stand_apart(gold: list[str]) -> None:
    text = " ".join(gold)
    assert [text[a:b] for a, b in ENGLISH.sentences(text)] == gold


@pytest.mark.parametrize(
    "text",
    [
        "Judges of The Hague court and The Gambia met in The Washington Post room.",
        "He thinks that I was there and that I'm late.",
        "She read The Way We live now and met the U.S. Keep America team.",
        "12 We condemn this; see page 4 (b) The rest.",
        "On Tuesday, The Washington Post said so.",
        "However, The company did not answer.",
        "Report on the Alliance’s Deterrence and Defence Posture",
        "We met officials from the U.S. Department of State and J.P. Morgan.",
    ],
)
def test_a_capital_inside_a_sentence_is_no_border(text: str) -> None:
    assert ENGLISH.sentences(text) == [Span(0, len(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("NATO’s Art. 5, para. 4.", "NATO|’s|Art.|5|,|para.|4|."),
        ("Ann M. Roe has plan B.", "Ann|M.|Roe|has|plan|B|."),
        ("Euro-Atlantic R&D costs $1,234.5", "Euro-Atlantic|R&D|costs|$|1,234.5"),
        ("He can't, we don’t.", "He|ca|n't|,|we|do|n’t|."),
        ("O'Neil met Gen. Gray at 5 p.m.", "O'Neil|met|Gen.|Gray|at|5|p.m."),
        ("the U.S. (3.5%)…", "the|U.S.|(|3.5%|)|…"),
        ("info@nato.int, https://nato.int/a.", "info@nato.int|,|https://nato.int/a|."),
        ("“No. No...”", "“|No|.|No|...|”"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert "|".join(text[a:b] for a, b in ENGLISH.tokens(text)) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Allies", "ally"),
        ("Heads of State", "head of state"),
        ("air-defence systems", "Air Defense System"),
        ("co-operation", "cooperation"),
        ("Chișinău", "Chisinau"),
        ("communiqué", "communique"),
        ("counter-terrorism", "counterterrorism"),
        ("MRBMs", "MRBM"),
        ("crises", "crisis"),
        ("Women", "woman"),
        ("non‑nuclear", "nonnuclear"),
        ("Euro–Atlantic", "Euro-Atlantic"),
        ("organisations", "Organization"),
        ("Research & Development", "research and development"),
        ("“Programme”", '"program"'),
        ("caches", "cache"),
    ],
)
def test_spellings_of_one_term_share_a_key(one: str, other: str) -> None:
    assert ENGLISH.fold(one).text == ENGLISH.fold(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("news", "new"),
        ("arms", "arm"),
        ("as", "a"),
        ("exercise", "exercize"),
        ("5-6", "5 6"),
        ("customs", "custom"),
    ],
)
def test_different_words_keep_different_keys(one: str, other: str) -> None:
    assert ENGLISH.fold(one).text != ENGLISH.fold(other).text


def test_a_key_found_in_a_key_leads_to_the_whole_word() -> None:
    text = "New Air-Defence Systems arrived"
    key, offsets = ENGLISH.fold(text)
    start = key.index("air defense system")
    span = offsets.span(Span(start, start + len("air defense system")))
    assert text[slice(*span)] == "Air-Defence Systems"


def test_a_term_may_end_before_a_possessive() -> None:
    assert ENGLISH.is_edge("NATO’s", 4)
    assert not ENGLISH.is_edge("NATOs", 4)


def test_borders_of_letters_and_reviews_stay_above_the_floor() -> None:
    lines = read_lines(Path(__file__).parent / "data" / "letters_en.txt")
    borders = score(list(read(lines, "en", per_paragraph=100)), "en").borders
    assert borders.f1 >= 0.92
    assert borders.precision >= 0.98


@pytest.mark.shared
def test_news_borders_stay_above_the_floor(shared: Path) -> None:
    lines = read_lines(shared / "dev" / "wordalign_pud_enzh" / "src.txt")
    assert score(list(read(lines, "en")), "en").borders.f1 >= 0.99
