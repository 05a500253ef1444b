"""OpenAI's Batch API: answers at half the price, within a day.

`transport` notes what is asked and lets it wait, `ledger` keeps what is wanted and what is under way, `jobs`
speaks with the server, `results` reads what came of a job, and `desk` does the whole: passes over the articles,
each followed by one round of batches.
"""

from summarizer.batch_api.desk import Desk
from summarizer.batch_api.options import DeskOptions, JobNews
from summarizer.batch_api.visit import Parked

__all__ = ["Desk", "DeskOptions", "JobNews", "Parked"]
