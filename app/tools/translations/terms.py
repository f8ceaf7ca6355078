"""The same word for the same thing: where the English has the word on the left, the translation has the word on the right.

The right side is a pattern: a beginning or a stem that every form of the word has, with a bar between two stems of one word.
"""

TERMS: dict[str, dict[str, str]] = {
    "nl": {
        "code": "code", "scan": "scan", "phone": "telefoon", "camera": "camera", "internet": "internet", "photo": "foto",
        "window": "venster", "link": "link", "browser": "browser", "screen": "scherm", "app": r"\bapp", "buddy": "buddy",
    },
    "en": {},
    "fr": {
        "code": "code", "scan": "scann", "phone": "téléphone", "camera": "caméra", "internet": "internet", "photo": "photo",
        "window": "fenêtre", "link": "lien", "browser": "navigateur", "screen": "écran", "app": "appli", "buddy": "buddy",
    },
    "ar": {
        "code": "رمز|رموز", "scan": "مسح", "phone": "هاتف", "camera": "كاميرا", "internet": "إنترنت", "photo": "صورة|صورا|صور",
        "window": "نافذة", "link": "رابط", "browser": "متصفح", "screen": "شاشة", "app": "تطبيق", "buddy": "رفيق",
    },
    "fa_AF": {
        "code": "کود", "scan": "اسکن", "phone": "موبایل", "camera": "کمره", "internet": "انترنت", "photo": "عکس",
        "window": "پنجره", "link": "لینک", "browser": "براوزر", "screen": "صفحه نمایش|صفحه اصلی",
        "app": "برنامه", "buddy": "همراه",
    },
    "ps": {
        "code": "کوډ", "scan": "سکین", "phone": "موبایل", "camera": "کمر", "internet": "انټرنېټ", "photo": "عکس",
        "window": "کړک", "link": "لینک", "browser": "براوزر", "screen": "سکرین", "app": "اپ", "buddy": "ملګر",
    },
    "tr": {
        "code": "kod", "scan": "okut", "phone": "telefon", "camera": "kamera", "internet": "internet", "photo": "fotoğra",
        "window": "pencere", "link": "bağlantı", "browser": "tarayıcı", "screen": "ekran", "app": "uygulama",
        "buddy": "arkadaş",
    },
    "ku": {
        "code": "kod", "scan": "skan", "phone": "telefon", "camera": "kamera", "internet": "înternet", "photo": "wêne",
        "window": "pencere", "link": "girêdan", "browser": "gerok", "screen": "ekran", "app": "bername", "buddy": "heval",
    },
    "uk": {
        "code": r"\bкод", "scan": "скан", "phone": "телефон", "camera": "камер", "internet": "інтернет", "photo": "фото",
        "window": r"вікн|вікон", "link": "посилан", "browser": "браузер", "screen": "екран", "app": "застосунок|застосунк",
        "buddy": "напарник",
    },
    "ru": {
        "code": r"\bкод", "scan": "скан", "phone": "телефон", "camera": "камер", "internet": "интернет", "photo": "фото",
        "window": r"окн|окон", "link": "ссылк", "browser": "браузер", "screen": "экран", "app": "приложен", "buddy": "напарник",
    },
    "ti": {
        "code": "ኮድ", "scan": "ስካን", "phone": "ተሌፎን", "camera": "ካመራ", "internet": "ኢንተርነት", "photo": "ስእሊ|ስእልታት",
        "window": "መስኮት", "link": "ሊንክ", "browser": "ብራውዘር", "screen": "ስክሪን", "app": "ኣፕ", "buddy": "መሓዛ",
    },
    "so": {
        "code": "koodh", "scan": "iskaan", "phone": "telefoon|taleefan", "camera": "kaamer", "internet": "internet",
        "photo": "sawir", "window": "daaqad", "link": "link", "browser": "browser", "screen": "shaashad", "app": r"\bapp",
        "buddy": "saaxiib",
    },
    "es": {
        "code": "código", "scan": "escan", "phone": "teléfono", "camera": "cámara", "internet": "internet", "photo": "foto",
        "window": "ventana", "link": "enlace", "browser": "navegador", "screen": "pantalla", "app": "aplicación",
        "buddy": "compañer",
    },
}  # fmt: skip
