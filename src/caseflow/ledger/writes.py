"""What a tree, or a batch of them, changes in the register of de minimis aid, gathered until it is written once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from caseflow.db.batch import Batch
from caseflow.ledger.de_minimis import AID_POSTING, AID_SUMS, NEW_AID, Aid, AidPosting
from caseflow.ledger.undertakings import MEMBER, YEARS, Group, years_row


@dataclass(slots=True)
class AidWrites:
    """Aid as it stands after the postings, new groups with the rows of their members, fiscal years by undertaking."""

    aid: dict[UUID, Aid] = field(default_factory=dict)
    booked: list[AidPosting] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    members: list[tuple[object, ...]] = field(default_factory=list)
    years: dict[UUID, tuple[date, ...]] = field(default_factory=dict)

    def take(self, later: AidWrites) -> None:
        """Keep what came after."""
        self.aid.update(later.aid)
        self.booked.extend(later.booked)
        self.groups.extend(later.groups)
        self.members.extend(later.members)
        self.years.update(later.years)

    def write(self, batch: Batch) -> None:
        """Add the rows, each once: an aid is new when its first posting is among these."""
        new = {posting.after.id for posting in self.booked if posting.after.postings == 1}
        for id, aid in self.aid.items():
            if id in new:
                batch.add(NEW_AID, aid.row())
            else:
                batch.add(AID_SUMS, (*aid.sums(), id))
        batch.extend(AID_POSTING, (posting.row() for posting in self.booked))
        batch.extend(MEMBER, self.members)
        batch.extend(YEARS, (years_row(id, years) for id, years in self.years.items()))
