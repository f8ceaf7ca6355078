r"""Words that no text for a newcomer or a buddy has: of control, examination, failure, duty, refusal and punishment.

Each pattern is the beginning of a word, so that it matches every ending. \b stands where the same letters also occur inside
of a kind word.
"""

FORBIDDEN = {
    "nl": (
        r"controle|inspect|mislukt|fout|verplicht|\bmoet|bewijs|straf|boete|sanctie|ongeldig|geweiger|"
        r"weiger|examen|toets|\btest|verboden|afgekeurd|niet gelukt|lukt niet"
    ),
    "en": (
        r"control|check|inspect|fail|error|wrong|\bmust|invalid|denied|refus|reject|penalty|\bfine\b|exam|"
        r"\btest|punish|sanction|forbid|oblig|illegal"
    ),
    "fr": (
        r"contrôl|vérif|inspect|échec|échou|erreur|\bfaute|oblig|\bdoi[st]|\bdevez|il faut|punition|punir|"
        r"sanction|amende|invalide|refus|rejet|examen|\btest|interdi|triche"
    ),
    "ar": (
        r"مراقب|تحقق|تفتيش|فشل|خطأ|خطا|يجب|عقوب|عقاب|غرام|مرفوض|رفض|امتحان|اختبار|إلزام|إجبار|ممنوع|"
        r"غير صالح"
    ),
    "fa_AF": (
        r"کنترول|کنترل|تفتیش|بازرس|امتحان|آزمون|ناکام|شکست|خطا|اشتباه|غلط|\bباید|مجبور|اجبار|جریمه|مجازات|"
        r"\bجزا|ممنوع|نامعتبر|\bرد شد|تقلب"
    ),
    "ps": (
        r"کنټرول|کنترول|تفتیش|ازموین|امتحان|ناکام|تېروتن|تیروتن|غلط|\bباید|مجبور|\bاړ ی|جریمه|\bسزا|\bمنع|"
        r"ناسم|\bرد شو|رد کړ"
    ),
    "tr": (
        r"kontrol|denetle|denetim|teftiş|sınav|\btest|\bhata|yanlış|başarısız|zorunlu|mecbur|gerekir|"
        r"gerekiyor|meli(sin|y)|malı(sın|y)|\bceza|geçersiz|redde|yasak"
    ),
    "ku": (
        r"kontrol|îmtîhan|imtîhan|ezmûn|azmûn|\btest|\bşaş|xelet|çewt|\bdivê|pêwîst|mecbûr|\bceza|"
        r"nederbasdar|red kir|qedexe|têkçû|ser neket"
    ),
    "uk": (
        r"контрол|перевір|іспит|екзам|\bтест|помил|невдач|невдал|не вдал|повин|\bмуси|\bмаєте\b|обов.язк|"
        r"штраф|покаран|санкці|недійсн|відмов|відхил|заборон"
    ),
    "ru": (
        r"контрол|провер|экзам|\bтест|ошиб|неудач|не удалось|\bдолж|обязан|обязат|штраф|наказ|санкц|"
        r"недейств|отказ|отклон|запре|нельзя"
    ),
    "ti": r"ቁጽጽር|ምቁጽጻር|ተቖጻጸ|ፈተና|መርመራ|ጌጋ|ፍሽለት|ፈሺል|ግድን|ግዴታ|መቕጻዕቲ|ቅጽዓት|ዘይቅቡል|ተነጺጉ|ነጺጉ|ክልኩል|ኣለኩም",
    "so": (
        r"kontorool|xakam|\bhubi|imtixaan|tijaabo|khalad|qalad|fashil|guuldar|waa in|khasab|qasab|waajib|"
        r"ganaax|ciqaab|diidan|la diid|mamnuuc|ansax"
    ),
    "es": (
        r"control|verific|comprob|comprueb|inspec|examen|\bprueba|\btest|error|\bfall|equivoc|oblig|"
        r"\bdebe|tiene[sn]? que|hay que|multa|castig|sanci|inválid|rechaz|deneg|prohib"
    ),
}
