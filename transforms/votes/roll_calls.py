"""The lists of a roll-call, and what delegations stated after the vote.

What belongs here: from printed lists ("In favour: Albania, Algeria, ...") to the States under each vote, also where a
list continues over a column or page, and from a later statement to the vote that a delegation had intended. What does
not: which vote the lists belong to (``questions.py``), and the names of States (``authorities/states.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from transforms.authorities import states
from transforms.votes import phrases
from transforms.votes.pieces import Piece, is_furniture

LIKENESS, SHORT_LIKENESS = 0.82, 0.75
"""How like the name of a State a misread name must be: one letter in six may be wrong, in a short name one in four."""
SHORT = 6
"""Letters in a short name ("Cuba"), at most."""
SHORTEST = 3
"""A misread name of so few letters could be any State's."""


@dataclass
class RollCall:
    """The lists of one roll-call, gathered piece by piece."""

    words: dict[str, str] = field(default_factory=dict)
    """What is printed under the heading of each vote."""
    current: str | None = None
    """The vote whose list is being read."""
    last: str | None = None
    """The vote whose list was read last; another column may have interrupted it."""
    page: int | None = None
    """Page of the last piece."""

    def take(self, piece: Piece) -> bool:
        """Add a piece to the lists; False where it is no part of them."""
        if self._begins_list(piece) or self._continues_list(piece):
            return True
        self.current = None
        return self._resumes_list(piece)

    def states(self) -> dict[str, list[states.State]]:
        """The States listed under each vote."""
        return {vote: listed_states(words)[0] for vote, words in self.words.items()}

    def names(self) -> dict[str, list[str]]:
        """The names listed under each vote: of the States, then those that are no known State."""
        listed = {vote: listed_states(words) for vote, words in self.words.items()}
        return {vote: [state.name for state in found] + unknown for vote, (found, unknown) in listed.items()}

    def unknown(self) -> list[str]:
        """The names in all lists that are no known State."""
        return [name for words in self.words.values() for name in listed_states(words)[1]]

    def _begins_list(self, piece: Piece) -> bool:
        """Whether the piece begins with the heading of a list, printed or misread."""
        if label := phrases.LABEL.match(piece.text):
            vote = phrases.LIST_HEADINGS[label["label"].capitalize()]
            return self._open(vote, piece.text[label.end() :], piece.page)
        if misread := phrases.FUZZY_LABEL.match(piece.text):
            vote = next(vote for vote, heading in misread.groupdict().items() if heading)
            listed = piece.text[misread.end() :]
            found, unknown = listed_states(listed)
            return len(found) > len(unknown) and self._open(vote, listed, piece.page)
        return False

    def _open(self, vote: str, listed: str, page: int | None) -> bool:
        found, unknown = listed_states(listed)
        if unknown and not found:
            return False
        self.current, self.last, self.page = vote, vote, page
        self.words[vote] = f"{self.words.get(vote, '')} {listed}".strip()
        return True

    def _continues_list(self, piece: Piece) -> bool:
        """Whether the list being read continues: with more names, or after the head or foot of a page."""
        if self.current is None:
            return False
        words = self.words[self.current]
        together = f"{words} {piece.text}"
        # the two parts are read together, because a name may be broken between two columns or pages
        (before, unknown_before), (after, unknown_after) = listed_states(words), listed_states(together)
        gained, more_unknown = len(after) - len(before), len(unknown_after) - len(unknown_before)
        is_ended = words.endswith(".")
        if gained >= 1 and more_unknown <= (0 if is_ended else max(1, gained // 4)):
            self.words[self.current], self.page = together, piece.page
            return True
        return not is_ended and is_furniture(piece.text)

    def _resumes_list(self, piece: Piece) -> bool:
        """Whether the piece is the rest of a list that another column or a note interrupted: its names are new."""
        if self.last is None or not self.words[self.last].endswith(","):
            return False
        if phrases.FRENCH_LIST_HEADING.match(piece.text):
            return False
        before, _ = listed_states(self.words[self.last])
        more, unknown = states.states_in(piece.text)
        if len(more) < 2 or len(unknown) > len(more) // 4 or set(more) & set(before):
            return False
        self.current, self.page = self.last, piece.page
        self.words[self.last] += f" {piece.text}"
        return True


def listed_states(text: str) -> tuple[list[states.State], list[str]]:
    """The States of a printed list, and the names in it that are no known State.

    A name in which a few letters are misread is the State whose name it is nearest to.
    """
    found, unknown = states.states_in(text)
    if len(unknown) > len(found):  # this is no list
        return found, unknown
    still_unknown = []
    for name in unknown:
        likeness = LIKENESS if len(name) > SHORT else SHORT_LIKENESS
        if len(name) > SHORTEST and (alike := states.nearest(name, likeness)):
            found.append(alike)
        else:
            still_unknown.append(name)
    return found, still_unknown


def later_statements(text: str) -> list[tuple[states.State, str]]:
    """What delegations informed the Secretariat after the vote: "in favour", "against", "abstain", "not participate".

    ``text`` is a bracketed sentence of a record or a footnote: "[Subsequently, the delegation of the Sudan informed
    the Secretariat that it had intended to abstain.]".
    """
    found: list[tuple[states.State, str]] = []
    named = list(phrases.DELEGATIONS.finditer(text))
    for delegations, end in zip(named, [*(match.start() for match in named[1:]), None], strict=bool(named)):
        if intended := phrases.INTENDED_VOTE.search(text[delegations.end() : end]):
            vote = "not participate" if "not" in intended[0] else intended[0]
            found.extend((state, vote) for state in states.states_in(delegations["states"])[0])
    return found
