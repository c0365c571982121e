"""أصحاب العمل بالعربية."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "refusal.household_empty": "عدد أفراد الأسرة المذكور {found}، ويجب ألا يقل عن 1. صحّح الرقم.",
    "refusal.employer_not_eligible": "حالة الأسرة: {found}. لا يستقدم إلا من قررت الوزارة استيفاءه الشروط. انتظر القرار، أو راجع الوزارة.",
    "refusal.eligibility_undecided": "القرار إما باستيفاء الشروط أو بعدم استيفائها. اختر أحدهما.",
    "refusal.taken_employer_qid": "صاحب عمل بهذا الرقم الشخصي مسجّل من قبل. اطلع على قيده.",
    "word.undecided": "لم يُبت فيه بعد",
    "word.eligible": "مستوفٍ للشروط",
    "word.not_eligible": "غير مستوفٍ للشروط",
    "thing.employer": "صاحب العمل",
    "act.register_employer": "تسجيل صاحب عمل",
    "act.change_employer": "تصحيح قيد صاحب عمل",
    "act.decide_eligibility": "البت في استيفاء الأسرة شروط الاستقدام",
    "obligation.decide_eligibility": "البت في استيفاء الأسرة شروط الاستقدام",
    "event.employer_registered": "سُجّل صاحب العمل",
    "event.employer_changed": "صُحّح القيد",
    "event.eligibility_decided": "قررت الوزارة: {eligible}",
    "notice.eligibility_decided": "بتّت الوزارة في استقدام أسرتكم لعامل منزلي: {eligible}. السبب مذكور في قيدكم.",
}
