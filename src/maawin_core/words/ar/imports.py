"""الملفات المستوردة بالعربية: ما في الخانة أو الصف أو الملف من خطأ."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "refusal.cell_empty": "الخانة {field} فارغة وهي مطلوبة. اكتبها ثم استورد الصف من جديد.",
    "refusal.cell_no_day": "{field}: «{found}» ليس تاريخًا. اكتب السنة ثم الشهر ثم اليوم، مثل 2026-01-31.",
    "refusal.cell_no_number": "{field}: «{found}» ليس عددًا صحيحًا. اكتب أرقامًا فقط، مثل 3.",
    "refusal.cell_no_such_word": "{field}: «{found}» ليست من الكلمات الممكنة. اكتب واحدة من: {needed}.",
    "refusal.row_too_long": "في الصف {found} خانة، وفي رأس الجدول {needed}. ضع النص الذي فيه فاصل بين علامتي تنصيص.",
    "refusal.columns_lacking": "تنقص الملف الأعمدة: {found}. الأعمدة هي: {needed}.",
    "refusal.columns_strange": "في الملف أعمدة غير معروفة أو مكررة: {found}. الأعمدة هي: {needed}.",
    "refusal.file_not_utf8": "الملف {found} ليس بترميز UTF-8. احفظه بصيغة «CSV UTF-8» ثم استورده من جديد.",
    "refusal.file_not_csv": "تعذّرت قراءة الملف بصيغة CSV عند السطر {found}: علامة تنصيص فُتحت ولم تُغلق كما ينبغي. صحّح السطر ثم استورده من جديد.",
    "refusal.known_otherwise": "{field}: في هذا الصف «{found}»، وفي السجل غير ذلك تحت الرقم نفسه. إن كان الرقم خطأً فصحّحه ثم استورد الصف من جديد، وإن كان الخطأ في السجل فصحّحه هناك.",
    "refusal.office_unknown": "لا يوجد مكتب مسجّل برقم الرخصة «{found}». استورد المكتب أولًا، أو راجع الرقم.",
}
