"""Invents families of stories: an original, five kinds of copies of it, and a rival's story."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate

SOUNDS = "bar dun el fen gar hol is kel lor mar nor ot pel quin rus sal tor ul ven wick yar zan"
SYLLABLES = SOUNDS.split()
CALLINGS = "councillor teacher driver manager nurse officer farmer resident trader student"
PEOPLE = CALLINGS.split()
LITTLE_WORDS = "the a of and to in that was for on with as by at from it had were which"
LITTLE = LITTLE_WORDS.split()
SET_PHRASES = (
    "Ofsted and the council have both been asked for a comment on this.",
    "Anyone with information is asked to call the police on the usual number.",
    "The meeting will be held in public and can be watched on the website.",
)


@dataclass(frozen=True, slots=True)
class Tale:
    """An invented story: sentences in paragraphs, and the words of people in it."""

    title: str
    sentences: tuple[str, ...]

    def text(self) -> str:
        """Return the text, two sentences a paragraph."""
        pairs = [" ".join(self.sentences[i : i + 2]) for i in range(0, len(self.sentences), 2)]
        return "\n\n".join(pairs)


class Newsroom:
    """Invents stories out of a made-up vocabulary whose words are as unevenly used as real ones."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        spoken = [a + b for a in SYLLABLES for b in SYLLABLES] + [
            a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES[:9]
        ]
        self.words = spoken
        self.weights = list(accumulate(1 / (rank + 8) for rank in range(len(spoken))))

    def sentence(self) -> str:
        """Return a sentence of 9 to 26 words, nearly half of them little ones."""
        count = self.dice.randint(9, 26)
        telling = iter(self.dice.choices(self.words, cum_weights=self.weights, k=count))
        words = [
            self.dice.choice(LITTLE) if self.dice.random() < 0.45 else next(telling)
            for _ in range(count)
        ]
        return " ".join(words).capitalize() + "."

    def quotation(self) -> str:
        """Return a sentence that somebody says."""
        return f"“{self.sentence()[:-1]},” a {self.dice.choice(PEOPLE)} said."

    def tale(self, quotations: list[str] | None = None) -> Tale:
        """Return a story of 10 to 30 sentences, a fifth of them spoken."""
        count = self.dice.randint(10, 30)
        said = [self.quotation() for _ in range(count // 5)] if quotations is None else quotations
        own = [self.sentence() for _ in range(count - len(said))]
        if self.dice.random() < 0.2:
            own[-1] = self.dice.choice(SET_PHRASES)
        places = set(self.dice.sample(range(1, count), len(said)))
        spoken, told = iter(said), iter(own)
        return Tale(
            self.sentence()[:60], tuple(next(spoken if i in places else told) for i in range(count))
        )

    def cut(self, tale: Tale) -> Tale:
        """Drop 30 % of the sentences, most of them at the end."""
        kept = round(0.7 * len(tale.sentences))
        first = list(tale.sentences[: kept + 2])
        for _ in range(len(first) - kept):
            del first[self.dice.randrange(1, len(first))]
        return Tale(tale.title, tuple(first))

    def new_intro(self, tale: Tale) -> Tale:
        """Write the first two sentences anew."""
        return Tale(self.sentence()[:60], (self.sentence(), self.sentence(), *tale.sentences[2:]))

    def copy_edit(self, tale: Tale) -> Tale:
        """Change one word in twenty, anywhere."""
        return Tale(tale.title, tuple(self.edited(sentence) for sentence in tale.sentences))

    def edited(self, sentence: str) -> str:
        """Drop, add or swap one word in twenty of a sentence."""
        words: list[str] = []
        for word in sentence.split():
            chance = self.dice.random()
            if chance >= 0.05:
                words.append(word)
            elif chance >= 0.02:
                words.append(self.dice.choice(self.words))
            elif chance >= 0.01:
                words += [word, self.dice.choice(self.words)]
        return " ".join(words)

    def new_headline(self, tale: Tale) -> Tale:
        """Change the headline alone."""
        return Tale(self.sentence()[:60], tale.sentences)

    def half_kept(self, tale: Tale) -> Tale:
        """Keep every other paragraph's worth of sentences and write as many new ones."""
        half = len(tale.sentences) // 2
        start = self.dice.randint(0, len(tale.sentences) - half)
        new = [self.sentence() for _ in range(len(tale.sentences) - half)]
        kept = list(tale.sentences[start : start + half])
        return Tale(self.sentence()[:60], tuple(new[: len(new) // 2] + kept + new[len(new) // 2 :]))

    def rival(self, tale: Tale) -> Tale:
        """Return another reporter's story that quotes the same people in the same words."""
        return self.tale([s for s in tale.sentences if s.startswith("“")])

    def kinds(self) -> Mapping[str, Callable[[Tale], Tale]]:
        """Return how each kind of copy is made."""
        return {
            "cut": self.cut,
            "new intro": self.new_intro,
            "copy-edit": self.copy_edit,
            "new headline": self.new_headline,
            "half kept": self.half_kept,
        }
