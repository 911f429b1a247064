"""Made-up forecasters whose truth is known: what they said, what was true, what came of it.

Invariant: a world draws from the generator it is handed and from nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import expit, logit, ndtr

from ledger.scoring.scored import Codes, Floats, Scored, scored

NUMERIC = np.arange(2, 99) / 100
VERBAL = np.array([0.97, 0.75, 0.4, 0.1])
FLAT = 0.9

EQUAL = (10, 10, 10, 10)
UNEQUAL = (25, 8, 4, 3)
HEADING = "   n stories sizes     rho  slope  said    "
ZIPF = tuple(max(1, round(60 / place)) for place in range(1, 51))


Way = Literal["numeric", "verbal", "phrased", "flat"]
"""How they speak: any whole percentage from 2 to 98; one of four phrases, each time or once for a
whole story; always 90 %. What can be chosen is chosen with equal chances."""


@dataclass(frozen=True)
class World:
    """A forecaster and the stories they speak of."""

    held: tuple[int, ...]
    """How many claims each story has."""
    rho: float = 0.0
    """The correlation within a story of what decides the outcomes (a Gaussian copula)."""
    said: Way = "numeric"
    slope: float = 1.0
    """logit truth = slope logit p: 1 is calibrated, below is overconfident."""

    @property
    def name(self) -> str:
        """Return the beginning of a row in a table, under `HEADING`."""
        n, stories = sum(self.held), len(self.held)
        spread = max(self.held) - min(self.held)
        sizes = "of one" if n == stories else "even" if spread <= 1 else "uneven"
        return f"{n:4} {stories:7} {sizes:7} {self.rho:5} {self.slope:6}  {self.said:8}"

    def drawn(self, random: np.random.Generator) -> tuple[Scored, Floats]:
        """Return claims with their outcomes, and the true probability of each."""
        story = np.repeat(np.arange(len(self.held)), self.held)
        p = self._p(random, story)
        truth: Floats = expit(self.slope * logit(p))
        common = random.standard_normal(len(self.held))[story]
        own = random.standard_normal(len(story))
        latent = np.sqrt(self.rho) * common + np.sqrt(1 - self.rho) * own
        return scored(p, ndtr(latent) < truth, story=story), truth

    @property
    def loss(self) -> float:
        """Return the Brier score to be expected of claims like these, whatever will be said."""
        return float(np.mean(losses(self.could_say, expit(self.slope * logit(self.could_say)))))

    @property
    def could_say(self) -> Floats:
        """Return the probabilities that a claim may state, all as likely."""
        match self.said:
            case "numeric":
                return NUMERIC
            case "verbal" | "phrased":
                return VERBAL
            case "flat":
                return np.array([FLAT])

    def _p(self, random: np.random.Generator, story: Codes) -> Floats:
        if self.said == "phrased":
            return random.choice(self.could_say, len(self.held))[story]
        return random.choice(self.could_say, len(story))


def losses(p: Floats, truth: Floats) -> Floats:
    """Return the Brier score to be expected of each probability, if these are the true ones."""
    return truth * (1 - p) ** 2 + (1 - truth) * p**2


def independent(n: int, slope: float = 1.0) -> World:
    """Return a world of n claims, each a story of its own."""
    return World((1,) * n, slope=slope)


def together(n: int, stories: int, rho: float, slope: float = 1.0) -> World:
    """Return a world of n claims in stories as even as can be."""
    each, over = divmod(n, stories)
    return World((each + 1,) * over + (each,) * (stories - over), rho, slope=slope)
