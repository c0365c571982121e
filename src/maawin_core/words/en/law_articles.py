"""What each article says, in our words and in English: no translation, and no wording of the law."""

SENTENCES: dict[str, str] = {
    "article.Decision 1/2022": (
        "A committee set the highest price of recruiting from seven states. Nothing that was seen "
        "says what the price includes, and no other state has one."
    ),
    "article.Law 14/2004 art. 33": (
        "A licensed recruiter may not take any sum from the worker: no fee, no expense, no cost."
    ),
    "article.Law 17/2020 art. 2": (
        "The Minister sets the lowest wage by decision: 1,000 riyals basic, and 500 for housing and "
        "300 for food unless the employer gives them."
    ),
    "article.Law 15/2017 art. 5": "Nobody under 18 or over 60 may be recruited or employed.",
    "article.Law 15/2017 art. 8": (
        "The wage is paid in riyals at the end of each month, at the latest on the third day of the "
        "next. Only a transfer to the worker's account or her signed receipt discharges the "
        "employer. Nothing may be deducted for recruitment."
    ),
    "article.Law 15/2017 art. 10": (
        "When a worker dies, all that is due to her is deposited with the Department within fifteen "
        "days."
    ),
    "article.Law 15/2017 art. 12": (
        "Ten hours a day at most, unless agreed otherwise; breaks for worship, rest and meals are "
        "not counted."
    ),
    "article.Law 15/2017 art. 13": "A paid rest of at least 24 hours running in every week.",
    "article.Law 15/2017 art. 14": (
        "Three weeks of paid leave a year, a return ticket every two years, or a one-way ticket for "
        "who leaves for good."
    ),
    "article.Law 15/2017 art. 15": (
        "Who has served a year is due a gratuity: as agreed, and never less than three weeks' wage "
        "for each year. The entire service counts, and debts to the employer may be deducted."
    ),
    "article.Law 15/2017 art. 16": (
        "An employer may end the contract of a worker who fails her duties, without notice and "
        "without the gratuity of the year in which it is ended."
    ),
    "article.Law 15/2017 art. 17": (
        "A worker may leave early with her full gratuity if the employer breaches law or contract, "
        "deceived her, assaulted her, or left her in serious danger."
    ),
    "article.Law 15/2017 art. 20": "Claims lapse one year after the contract ends.",
    "article.Law 14/2004 art. 74": (
        "An hour beyond the agreed hours is paid with at least a quarter on top; work on the rest "
        "day with another day off, or at least 150 % on top."
    ),
    "article.Decision 8/2005": (
        "The office answers for the worker towards the employer, at first for three months."
    ),
    "article.Decision 21/2021": (
        "Three months in which the full sum comes back, then six more in which it comes back less "
        "15 % for each month spent, and less government fees, on three grounds. An employer who "
        "assaulted the worker or broke her contract loses the right."
    ),
    "article.Decision 32/2025 art. 1": "A work permit costs 100 riyals a year.",
    "article.Decision 32/2025 art. 2": (
        "An office licence costs 2,000 riyals, and its replacement 1,000."
    ),
    "article.Decision 32/2025 art. 3": "Attesting a work contract costs 20 riyals.",
    "article.Decision 32/2025 art. 4": (
        "Qataris, children of Qatari women and citizens of the Gulf states are exempt."
    ),
    "article.Law 13/2017": (
        "Seven days for settlement, three working days to refer, three weeks for the committee, "
        "fifteen days to appeal."
    ),
    "article.Law 19/2020": (
        "Notice is one month in the first two years of service, and two months after that."
    ),
}
