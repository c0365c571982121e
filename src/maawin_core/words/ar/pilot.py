"""المرحلة التجريبية بالعربية."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "refusal.not_for_pilot": "لا يُختار طرف من نوع {party} للمرحلة التجريبية، وإنما المكاتب وأصحاب العمل. حدّد أحدهم.",
    "refusal.taken_pilot_place": "هذا الطرف ضمن مجموعة أخرى في المرحلة التجريبية. أخرجه منها أولًا.",
    "refusal.taken_cohort_name": "توجد مجموعة بهذا الاسم. اختر اسمًا آخر.",
    "word.cohort": "المجموعة المختارة",
    "word.chosen_for_pilot": "اختير للمرحلة التجريبية",
    "word.left_pilot": "خرج من المرحلة التجريبية",
    "word.met": "تحقّق",
    "word.missed": "لم يتحقّق",
    "word.not_enough_data": "البيانات غير كافية",
    "thing.cohort": "المجموعة المختارة",
    "act.form_cohort": "تكوين مجموعة للمرحلة التجريبية",
    "act.choose_for_cohort": "اختيار طرف للمرحلة التجريبية",
    "act.leave_cohort": "إخراج طرف من المرحلة التجريبية",
    "act.switch_pilot": "تشغيل المرحلة التجريبية أو إيقافها",
    "act.show_readiness": "الاطلاع على جاهزية الإطلاق",
    "event.cohort_formed": "كُوّنت المجموعة",
    "event.member_chosen": "اختير طرف: {party}",
    "event.member_left": "خرج طرف: {party}",
    "notice.admission_changed": "تغيّر السماح لكم ببدء معاملات جديدة في المنصة: {standing} ({cause}). المعاملات الجارية مستمرة.",
    "measure.days_to_hand_over": "وسيط الأيام من الطلب إلى التسليم",
    "measure.in_the_system": "الطلبات المكتملة داخل النظام بكل خطواتها",
    "measure.deadlines_met": "المواعيد التي تم الالتزام بها",
    "measure.refunds_in_time": "استرجاع الرسوم في موعده",
    "measure.remarks_answered": "الملاحظات التي تم الرد عليها في موعدها",
    "readiness.ready": "جاهز للإطلاق: تحقّقت جميع الأهداف.",
    "readiness.not_ready": "غير جاهز للإطلاق: لم تتحقّق جميع الأهداف.",
}
