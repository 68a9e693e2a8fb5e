"""Whom the demo invents: forty guests, what they ask, promise and are reminded of."""

from wetalked.talks.notes import PromiseState

GUESTS = (
    ("Mira Lang", "my bees on the roof"),
    ("Jonas Weiß", "night trains"),
    ("Łukasz Żółć", "repairing radios"),
    ("Amélie Müller-Lüdenscheidt", "choirs without a conductor"),
    ("Наталья Орлова", "sourdough"),
    ("محمد علي", "calligraphy"),
    ("שרה כהן", "city gardens"),
    ("Ελένη Παππά", "island libraries"),
    ("Nguyễn Thị Hương", "tea"),
    ("Gökçe Yılmaz", "ceramics"),
    ("Seán Ó Súilleabháin", "fiddle tunes"),
    ("Ngozi Okafor", "open maps"),
    ("Zoë Østergård", "wooden boats"),
    ("Ana-Lucía Fernández", "translating poems"),
    ("Tomáš Dvořák", "chess in parks"),
    ("Aylin Krüger", "school newspapers"),
    ("Björn Haas", "slow travel"),
    ("Hélène Márquez", "comics"),
    ("Iñaki Rao", "bicycle kitchens"),
    ("Kim García", "board games"),
    ("Lena Iyer", "accessible theatre"),
    ("Marek Čapek", "mushrooms"),
    ("Petra Đorđević", "community radio"),
    ("Robin Becker", "beginners' questions"),
    ("Sanjay Nováková", "night skies"),
    ("Siân Jones", "Welsh"),
    ("Šárka Schäfer", "puppets"),
    ("Ulrike von-der-Heide", "old maps"),
    ("Vera Kowalski", "field recordings"),
    ("Paul Smith", "allotments"),
    ("Alex O'Brien", "letter writing"),
    ("Chloé Lang", "street food"),
    ("Dana Petrov", "swimming in winter"),
    ("Emil Großmann", "typefaces"),
    ("Fatima Haddad", "neighbours"),
    ("Hugo Márquez", "failing well"),
    ("Ida Sørensen", "moss"),
    ("Jun Tanaka", "paper planes"),
    ("Klara Vogt", "quiet places"),
    ("Leo Brandt", None),
)
PHONES = 2  # the first of them are the two phones
WITH_CARD = ("Mira Lang", "Łukasz Żółć", "Amélie Müller-Lüdenscheidt", "Ngozi Okafor", "Siân Jones")

Talk = tuple[str, str | None, str | None, str | None, PromiseState | None, str | None]

# Of Mira, about each of those she talked with: question, answer, promise, its state, reminded of.
MIRAS_TALKS: tuple[Talk, ...] = (
    ("Łukasz Żółć", "What surprised you lately?", None, "send the circuit diagram", "open", None),
    (
        "Amélie Müller-Lüdenscheidt",
        "How did all this begin for you?",
        "In a stairwell with good echo.",
        "bring the red backpack along",
        "kept",
        None,
    ),
    ("Ngozi Okafor", None, None, None, None, "the hand-drawn map in our kitchen"),
    ("Siân Jones", "Which detour turned out to be worth it?", None, None, None, None),
)
WAIT_FOR_MIRA = ("Наталья Орлова",)
MIRA_WAITS_FOR = ("Zoë Østergård",)
