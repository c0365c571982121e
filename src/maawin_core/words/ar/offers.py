"""عروض الاستقدام بالعربية."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "refusal.items_missing": "لا يذكر العرض أي بند من بنود السعر. اذكر كل بند بمبلغه، ولو كان بندًا واحدًا.",
    "refusal.sum_negative": "في «{field}» مبلغ قدره {found}، ويجب ألا يقل عن صفر. اكتب السعر كما هو بعد كل خصم.",
    "refusal.wage_missing": "الأجر المذكور {found}، ويجب أن يزيد على صفر. اذكر الأجر الأساسي الشهري.",
    "refusal.days_negative": "لا يمكن أن يصل العامل خلال {found} يومًا. اذكر عدد أيام من صفر فأكثر.",
    "refusal.valid_until_past": "ينتهي العرض في {found}، أي قبل اليوم ({needed}). اختر يومًا أخيرًا لاحقًا.",
    "refusal.worker_charged": "يُحمِّل العرض العامل مبلغ {found}. لا يجوز للمكتب المرخص له أن يتقاضى من العامل أي مبلغ أيًّا كان اسمه. احذف المبلغ.",
    "refusal.price_above_cap": "يتقاضى المكتب {found} عن عامل من {country}، والحد الأعلى {needed}، فالزيادة {excess}. خفّض السعر ثم قدّم العرض من جديد.",
    "refusal.wage_below_floor": "يذكر العرض أجرًا أساسيًا قدره {found}، وأحد أجزاء الأجر على الأقل دون الحد الأدنى: {needed} أجرًا أساسيًا، و{housing} للسكن و{food} للغذاء ما لم يوفرهما صاحب العمل. ارفع ما هو دون الحد.",
    "refusal.offer_over": "كان العرض صالحًا حتى {needed}، واليوم {found}. اطلب من المكتب عرضًا جديدًا أو اختر غيره.",
    "refusal.offer_for_whom": "العرض إما لعامل بعينه أو لمواصفات: اذكر أحدهما لا كليهما.",
    "refusal.origin_differs": "يذكر العرض «{found}»، بينما استقدام هذا العامل: {needed}. صحّح العرض أو ملف العامل.",
    "refusal.not_the_offered_worker": "يذكر العرض العامل {needed} لا {found}. اختر ذلك العامل، أو تقدّم على عرض آخر.",
    "refusal.worker_of_other_sex": "العرض خاص بعامل ({needed})، وهذا العامل ({found}). اختر عاملًا مطابقًا للعرض.",
    "word.offer": "عرض الاستقدام",
    "thing.offer": "عرض الاستقدام",
    "act.show_offer": "الاطلاع على عرض",
    "act.make_offer": "تقديم عرض استقدام",
    "act.change_offer": "تعديل عرض استقدام",
    "act.withdraw_offer": "سحب عرض استقدام",
    "act.close_offer": "إغلاق عرض انتهت مدته",
    "moment.offer_expires": "انتهاء مدة العرض",
    "event.offer_made": "قُدّم عرض بسعر {price}",
    "event.offer_changed": "عُدّل العرض: النسخة {number}، {price}",
    "event.offer_withdrawn": "سُحب العرض",
    "event.offer_expired": "انتهت مدة العرض",
    "event.offer_taken": "تم التعاقد مع العامل المذكور في العرض",
    "notice.offer_expired": "انتهت مدة أحد عروضكم، ولم يعد لأصحاب العمل تقديم طلبات عليه. قدّموا عرضًا جديدًا إن كان ما زال قائمًا.",
}
