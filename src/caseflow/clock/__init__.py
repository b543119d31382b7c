"""The clock: where `now` comes from, and what an instant means in Riga."""

from caseflow.clock.clocks import Clock, FixedClock, MachineClock
from caseflow.clock.riga import RIGA, riga_date, start_of_day

__all__ = ["RIGA", "Clock", "FixedClock", "MachineClock", "riga_date", "start_of_day"]
