"""Random sequences of reviews as py-fsrs schedules them, for ScheduleTests.

pip install fsrs==6.3.1; python schedule.py > schedule.tsv

Version 6.3.2 also keeps a Hard on the same day from shrinking stability; 6.3.0 and 6.3.1 do not.
"""

import random
from datetime import datetime, timedelta, timezone

from fsrs import Card, Rating, Scheduler

SEED = 6
SEQUENCES = 80

random.seed(SEED)
scheduler = Scheduler(enable_fuzzing=False)
start = datetime(2027, 1, 15, 8, tzinfo=timezone.utc)


def gap(card, now):
    """Seconds to the next review: when it is due, soon, late, very late, or by a clock set back."""
    due = int((card.due - now).total_seconds())
    kind = random.random()
    if kind < 0.5:
        return due
    if kind < 0.7:
        return random.randint(1, 86_399)
    if kind < 0.9:
        return random.randint(86_400, 60 * 86_400)
    if kind < 0.95:
        return due + random.randint(0, 2000 * 86_400)
    return -random.randint(1, 10 * 86_400)


print("sequence\tgap\tgrade\tstability\tdifficulty\tdue\tstate")
for sequence in range(SEQUENCES):
    card, now, seconds = Card(), start, 0
    # A sequence leans towards good or bad answers, so that long intervals come up too.
    weights = random.choice([(1, 1, 6, 2), (3, 2, 3, 1), (0, 1, 5, 5), (5, 3, 2, 0)])
    for _ in range(random.randint(1, 25)):
        grade = random.choices([1, 2, 3, 4], weights)[0]
        now += timedelta(seconds=seconds)
        # As far as Python's dates go with an interval of a hundred years behind them.
        if now.year > 3000:
            break
        card, _ = scheduler.review_card(card, Rating(grade), now)
        due = int((card.due - now).total_seconds())
        print(sequence, seconds, grade, repr(card.stability), repr(card.difficulty), due,
              card.state.name.lower(), sep="\t")
        seconds = gap(card, now)
